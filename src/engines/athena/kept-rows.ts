// Fetches the rows that a remediation, a check of keys or a findings file needs, into the files where the streamed scan
// keeps them, and adds what Athena could not judge: keys listed twice, and objects whose KMS key the report does not show.

import { existsSync } from 'node:fs'
import { RowAccumulator } from '../../findings/accumulator.ts'
import { isOperation } from '../../findings/choice.ts'
import { createPolicy } from '../../findings/classify.ts'
import {
  createFindingRows,
  FindingRows,
  type FindingRowsOptions,
  listFindingRows,
} from '../../findings/finding-rows.ts'
import type { Findings, KeyEvidence, OperationGroup } from '../../findings/findings.ts'
import { KeptRow } from '../../findings/kept-row.ts'
import { addFile, summarize } from '../../findings/merge.ts'
import { NEEDS } from '../../findings/need.ts'
import { nameGroup, type ScanTally } from '../../findings/scan-tally.ts'
import { CANDIDATES, dropSpool, RowSpool, type SpoolOptions, spoolPath } from '../../findings/spool.ts'
import { gatherEvidence } from '../../objects/evidence.ts'
import { ENCRYPTION_STATUSES } from '../../words/encryption.ts'
import { ActionError } from '../../words/errors.ts'
import { asksMoreOf } from '../../words/key-rule.ts'
import type { EncodedKey } from '../../words/object-key.ts'
import { misread, nameCells, readCount, readTime, readWord } from './cells.ts'
import type { Doubles } from './doubled-keys.ts'
import { readKey } from './samples.ts'
import type { AthenaScan } from './scan-state.ts'
import { listActedOn, type RowCells, rowColumns, writeRows } from './statements.ts'
import type { RowStore, StoredRows } from './stored-rows.ts'

/** In place of the index of an inventory file: where rows of the query, of doubled keys and of checked keys are kept. */
const FROM_QUERY = 0
const FROM_DOUBLES = 1
const FROM_EVIDENCE = 2
/** Findings that are fetched for a findings file: ten thousand answers of a thousand rows. */
const MAX_FETCHED = 10_000_000

type Kept = Omit<Findings, 'duplicates' | 'proof'>

/** What fetching rows needs of a scan, whatever the rows are of. */
export type RowScan = Pick<AthenaScan, 'question' | 'runner' | 'asked'> & {
  readonly source: Pick<AthenaScan['source'], 'service'>
  /** What a statement reads at most, by what is known before. */
  readonly expectedBytes: number
  /** Called with each finding that is kept, in the order of the keys. */
  readonly onFinding?: ((cells: RowCells) => void) | undefined
  /** Has the rows of the groups written as files; not given, or undefined from it, if they are to be fetched. */
  readonly store?: RowStore | undefined
}

class OtherRows extends ActionError {}
const AGAIN = 'Run the job again. If the error persists, report it to the maintainers of this action.'

/** The rows changed between two statements, which those of a report cannot. */
export const isOtherRows = (error: unknown): boolean => error instanceof OtherRows

/** `tally`: all rows without those that `doubles` set apart. */
export async function keepRows(scan: RowScan, tally: ScanTally, doubles: Doubles): Promise<Kept> {
  const { question } = scan
  const { keepRows: keep, spoolFolder, evidence: asked } = question
  const spool = keep === 'no' ? undefined : spoolOptions(scan, keep.maxRows)
  const candidates = spoolOptions(scan, asked?.maxRequests ?? 0)
  const file = countFindings(tally) > MAX_FETCHED ? undefined : createFile(scan)
  const all = addFile(tally, addDoubles(scan, doubles, { spool, candidates, file }))
  const sums = { kept: countKept(tally), total: countKept(all) }
  const isTooMany = keep !== 'no' && sums.total > keep.maxRows
  const isKept = spool !== undefined && !isTooMany && sums.kept > 0
  const stored = isKept ? await scan.store?.(tally.groups, sums.kept) : undefined
  const fetchesFindings = isKept && stored === undefined
  const fetchesCandidates = tally.candidates > 0 && all.candidates <= candidates.maxRows
  const fetchesFile = file !== undefined && countFindings(tally) > 0
  if (fetchesFindings || fetchesCandidates || fetchesFile) {
    const fetch = { spool: fetchesFindings ? spool : undefined, candidates, file, sum: tally }
    await fetchRows(scan, doubles.setApart, fetch)
  }
  const evidence = await judgeKeys(scan, all, { spool, file })
  const sum = evidence?.tally === undefined ? all : addFile(all, evidence.tally)
  const rowsDropped = keep !== 'no' && countKept(sum) > keep.maxRows
  if (rowsDropped) dropSpool(spoolFolder, sum.groups.keys())
  const partsOf = (group: string) =>
    spool === undefined || rowsDropped ? [] : [...(stored?.partsOf(group) ?? []), ...listParts(spoolFolder, group)]
  const told = summarize(sum, partsOf)
  return {
    ...told,
    ...(stored && {
      groups: told.groups.map((group) => (rowsDropped ? group : nameOrigin(group, stored))),
      removeStored: stored.remove,
    }),
    rowsDropped,
    keptFindings: file && listFindingRows(file),
    evidence: evidence?.evidence,
    ...(evidence && { groupsOfReport: summarize(all, () => []).groups }),
  }
}

/** What determines the rows is known only of those that the query wrote. */
function nameOrigin(group: OperationGroup, { originOf, partsOf, proofOf }: StoredRows): OperationGroup {
  const name = nameGroup(group.operation, group.storageClass)
  const files = partsOf(name)
  if (files.length === 0) return group
  const isWhole = files.length === group.parts.length
  return { ...group, origin: originOf(name), ...(isWhole && { proof: proofOf(name) }) }
}

const createFile = ({ question: { findingRows, spoolFolder }, asked }: RowScan): FindingRowsOptions | undefined =>
  findingRows && createFindingRows(spoolFolder, asked.report.sourceBucket, findingRows)

const countFindings = ({ findingsByStatus }: ScanTally) =>
  findingsByStatus.reduce((sum, { objects }) => sum + objects, 0)
const countKept = ({ groups }: ScanTally) => [...groups.values()].reduce((sum, { tally }) => sum + tally.objects, 0)

function spoolOptions({ asked, question }: RowScan, maxRows: number): SpoolOptions {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  return { folder: question.spoolFolder, bucket: asked.report.sourceBucket, maxRows, written }
}

const listParts = (folder: string, group: string) =>
  [FROM_QUERY, FROM_DOUBLES, FROM_EVIDENCE].map((index) => spoolPath(folder, group, index)).filter(existsSync)

type Places = {
  readonly spool: SpoolOptions | undefined
  readonly candidates: SpoolOptions
  readonly file: FindingRowsOptions | undefined
}

function addDoubles({ asked, question }: RowScan, doubles: Doubles, { spool, candidates, file }: Places): ScanTally {
  const { createdAt, columns } = asked.report
  const hasSize = columns.includes('size')
  const rows = spool && new RowSpool(spool, FROM_DOUBLES)
  const candidateSpool = new RowSpool(candidates, FROM_DOUBLES)
  const findingRows = file && new FindingRows(file, FROM_DOUBLES)
  const policy = createPolicy(question.spec, createdAt.getTime(), hasSize)
  const accumulator = new RowAccumulator(policy, { hasSize, spool: rows, candidateSpool, findingRows })
  try {
    doubles.addTo(accumulator)
    return accumulator.finish()
  } finally {
    rows?.close()
    candidateSpool.close()
    findingRows?.close()
  }
}

type Fetch = Places & { readonly sum: ScanTally }

/** @throws ActionError QUERY_FAILED unless exactly the rows come that were counted */
async function fetchRows(
  scan: RowScan,
  setApart: readonly string[],
  { spool, candidates, file, sum }: Fetch,
): Promise<void> {
  const { source, question, runner, asked, expectedBytes, onFinding } = scan
  const needs = file !== undefined ? NEEDS : spool === undefined ? [] : listActedOn(question.spec)
  const id = await runner.run(writeRows(asked, setApart, needs), 'fetch the findings', expectedBytes)
  const found = spool && new RowSpool(spool, FROM_QUERY)
  const looked = new RowSpool(candidates, FROM_QUERY)
  const lines = file && new FindingRows(file, FROM_QUERY)
  const due = new Map<string, number>([...sum.groups].map(([name, { tally }]) => [name, tally.objects]))
  due.set(CANDIDATES, sum.candidates)
  let findings = 0
  try {
    for await (const row of source.service.rows(id, rowColumns)) {
      const cells = nameCells(rowColumns, row)
      const { group, key, rest, choice } = placeRow(cells, scan)
      if (group !== undefined) due.set(group, (due.get(group) ?? 0) - 1)
      if (group === CANDIDATES) {
        looked.add(group, key, rest)
        continue
      }
      findings++
      lines?.add(rowOf(cells, key, asked), key, choice, asked.report.columns.includes('size'))
      if (group === undefined || found === undefined) continue
      found.add(group, key)
      onFinding?.(cells)
    }
  } finally {
    found?.close()
    looked.close()
    lines?.close()
  }
  const isOther = [...due].some(([group, left]) => left !== 0 && (found !== undefined || group === CANDIDATES))
  if (isOther || (file !== undefined && findings !== countFindings(sum))) {
    throw new OtherRows('QUERY_FAILED', 'Athena returned other rows than it had counted.', { hint: AGAIN })
  }
}

/** Where a row is kept; a finding about which nothing is done is in no group. */
function placeRow(cells: RowCells, { question }: RowScan) {
  const key = readKey(cells.ek)
  const choice = question.spec.choices[readWord(NEEDS, cells.need)]
  if (readWord(['K', 'F'], cells.kind) === 'K') {
    return { group: CANDIDATES, key, choice, rest: `,${choice},${cells.x === '' ? '' : readCount(cells.x)}` }
  }
  const group = isOperation(choice) ? nameGroup(choice, cells.s ?? '') : undefined
  if (group === undefined && question.findingRows === undefined)
    throw misread('it has a row about which nothing is done')
  return { group, key, choice, rest: '' }
}

function rowOf({ e, s, b, t }: RowCells, key: EncodedKey, { report: { columns } }: RowScan['asked']): KeptRow {
  return new KeptRow(key, {
    status: ENCRYPTION_STATUSES.indexOf(readWord(ENCRYPTION_STATUSES, e)),
    size: columns.includes('size') ? readCount(b) : 0,
    storageClass: s ?? '',
    modified: columns.includes('lastmodifieddate') ? (readTime(t) ?? Number.NaN) : undefined,
  })
}

/** As the streamed scan: one request for each object whose key the report does not show. */
async function judgeKeys(
  { asked, question }: RowScan,
  sum: ScanTally,
  { spool, file }: Pick<Places, 'spool' | 'file'>,
): Promise<{ readonly evidence: KeyEvidence; readonly tally: ScanTally | undefined } | undefined> {
  const { spec, spoolFolder, evidence: request, signal } = question
  if (sum.candidates === 0 && !spec.accepted.some((status) => asksMoreOf(status, spec.keyRule))) return undefined
  const { columns, createdAt, sourceBucket } = asked.report
  const gathered = await gatherEvidence({
    request,
    bucket: sourceBucket,
    spec,
    reportTime: createdAt.getTime(),
    hasSize: columns.includes('size'),
    candidates: sum.candidates,
    judgedByColumn: sum.judgedByColumn,
    parts: listParts(spoolFolder, CANDIDATES),
    spool,
    findingRows: file,
    fileIndex: FROM_EVIDENCE,
    signal,
  })
  dropSpool(spoolFolder, [CANDIDATES])
  return gathered
}
