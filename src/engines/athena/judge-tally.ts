// Judges whether a tally counts every row of the report, and understood each: only then do its numbers mean anything.

import { refuseOutsider } from '../../inventory/coverage.ts'
import type { InventoryFile, InventoryReport } from '../../inventory/report.ts'
import { ActionError, type ErrorCode } from '../../words/errors.ts'
import { formatCount } from '../../words/numbers.ts'
import { say } from '../../words/outside-text.ts'
import { beyondAthena } from './beyond.ts'
import { misread } from './cells.ts'
import { type FileTally, isBeyond, type ReportTally } from './read-tally.ts'
import { uriOf } from './table.ts'

const NOTHING: FileTally['flaws'] = {
  foreign: 0,
  broken: 0,
  doubtful: 0,
  outsiders: 0,
  unsized: 0,
  untimed: 0,
  flagless: 0,
}

/** What Athena read of a file. */
export const tallyOf = (tally: ReportTally, { manifest }: InventoryReport, { key }: InventoryFile): FileTally =>
  tally.files.get(uriOf(manifest.destinationBucket, key)) ?? { rows: 0, flaws: NOTHING }

/**
 * @throws ActionError QUERY_FAILED for rows of other files, or numbers that do not add up; WRONG_BUCKET, WRONG_PREFIX or
 *   UNREADABLE for rows that are not as S3 writes them; or that of `beyondAthena`
 */
export function judgeTally(tally: ReportTally, report: InventoryReport): void {
  const { manifest } = report
  const uris = new Set(manifest.files.map(({ key }) => uriOf(manifest.destinationBucket, key)))
  for (const path of tally.files.keys()) {
    if (!uris.has(path))
      throw new ActionError('QUERY_FAILED', say`Athena read ${path}, which is no file of the report.`, {
        hint: FOREIGN_FILE,
      })
  }
  for (const file of manifest.files) refuseFlaws(file.key, tallyOf(tally, report, file).flaws)
  const flagless = tally.kinds.reduce((sum, { flaws }) => sum + flaws.flagless, 0)
  if (flagless > 0)
    throw unreadable('The report', flagless, 'have IsLatest or IsDeleteMarker other than true and false')
  if (isBeyond(tally)) throw beyondAthena('the report has more kinds of rows than a query returns')
  const ofFiles = [...tally.files.values()].reduce((sum, { rows }) => sum + rows, 0)
  const ofKinds = tally.kinds.reduce((sum, { tally: { objects } }) => sum + objects, 0)
  if (ofFiles !== ofKinds) throw misread(`its files have ${ofFiles} rows, and its kinds of rows ${ofKinds}`)
}

const FOREIGN_FILE =
  'The list of files was changed by somebody else. Give athena-output a place that only this action writes to, and run the job again.'

function refuseFlaws(
  key: string,
  { foreign, broken, doubtful, outsiders, unsized, untimed }: FileTally['flaws'],
): void {
  const file = say`Inventory file ${key}`
  if (foreign > 0) throw unreadable(file, foreign, 'are of another bucket', 'WRONG_BUCKET')
  if (broken > 0) throw unreadable(file, broken, 'have no key that can be read, or are no lines as S3 writes them')
  if (unsized > 0) throw unreadable(file, unsized, 'have a Size that no object can have')
  if (untimed > 0) throw unreadable(file, untimed, 'have a LastModifiedDate that is not a time')
  if (outsiders > 0) {
    const { code, message, hint = '' } = refuseOutsider()
    throw new ActionError(code, `${file}: ${message}`, { hint })
  }
  if (doubtful > 0) throw beyondAthena('a key has the character U+FFFD, which can also stand for damage')
}

function unreadable(what: string, rows: number, are: string, code: ErrorCode = 'UNREADABLE'): ActionError {
  return new ActionError(code, `${what}: ${formatCount(rows)} rows ${are}.`, {
    hint: 'Wait for the next report. If that is the same, scan it with scan-engine: stream, whose message names the row.',
  })
}

/** @throws ActionError QUERY_FAILED unless each file has as many rows as it declares */
export function judgeRows(tally: ReportTally, report: InventoryReport, declared: ReadonlyMap<string, number>): void {
  for (const file of report.manifest.files) {
    const { rows } = tallyOf(tally, report, file)
    const due = declared.get(file.key) ?? rows
    if (rows === due) continue
    throw new ActionError('QUERY_FAILED', say`Athena read ${rows} rows of ${file.key}, which has ${due}.`, {
      hint: 'Run the job again; if the error persists, set scan-engine to stream.',
    })
  }
}
