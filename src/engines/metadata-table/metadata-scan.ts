// Scans the live inventory table of a bucket with queries in Athena: counts, rows and judgement are those of a report that
// Athena reads (engines/athena/), over another view of the rows.

import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { Findings } from '../../findings/findings.ts'
import type { MetadataProof } from '../../findings/proof.ts'
import type { ScanTally } from '../../findings/scan-tally.ts'
import { ActionError } from '../../words/errors.ts'
import { formatCount } from '../../words/numbers.ts'
import { findBeyondPolicy } from '../athena/beyond.ts'
import { misread, type ResultRow } from '../athena/cells.ts'
import type { Doubles } from '../athena/doubled-keys.ts'
import { isOtherRows, keepRows, type RowScan } from '../athena/kept-rows.ts'
import type { QueryService } from '../athena/query.ts'
import { isBeyond, type KindTally, type ReportTally, readTally } from '../athena/read-tally.ts'
import type { QueryRunner } from '../athena/run-query.ts'
import { toScanTally } from '../athena/scan-tally-of.ts'
import { type RowCells, tallyColumns, writeTally } from '../athena/statements.ts'
import type { Engine, Question } from '../engine.ts'
import type { MetadataTable } from './metadata-table.ts'
import { FindingSampler, type SampleCheck } from './sample-check.ts'
import { TABLE_COLUMNS, writeTableView } from './table-view.ts'

type TableSource = {
  readonly bucket: string
  readonly table: MetadataTable
  readonly asOf: Date
  /** By AWS's clock when the source was chosen, in milliseconds. */
  readonly ageMs: number
  readonly maxAgeMs: number
  readonly service: QueryService
  /** Its records are those of the findings. */
  readonly runner: QueryRunner
}

/** The table goes on while it is read: rows that are fetched must be those that were counted, or both are done again. */
const MAX_READINGS = 3

/** A table shows each version once, and one of them is current. */
const NO_DOUBLES: Doubles = { duplicates: { keys: 0, rows: 0, contradictory: 0 }, setApart: [], addTo: () => {} }

/**
 * The engine of `source: metadata`.
 * @throws ActionError as queries do; UNREADABLE, WRONG_BUCKET, EVIDENCE_MISSING
 */
export const createMetadataScan =
  (source: TableSource): Engine =>
  async (question) => {
    refusePolicy(question)
    for (let reading = 1; ; reading++) {
      try {
        return await readOnce(source, question)
      } catch (error) {
        rmSync(question.spoolFolder, { recursive: true, force: true })
        if (!isOtherRows(error) || reading >= MAX_READINGS) throw error
      }
    }
  }

/** @throws ActionError INVALID_INPUT for patterns that SQL cannot answer for */
export function refusePolicy({ spec }: { readonly spec: Parameters<typeof findBeyondPolicy>[0] }): void {
  const why = findBeyondPolicy(spec)
  if (why === undefined) return
  throw new ActionError('INVALID_INPUT', `The inventory table cannot be asked: ${why}.`, {
    hint: 'Write the pattern in another way, or set source to inventory or list.',
  })
}

async function readOnce(source: TableSource, question: Question): Promise<Findings> {
  const { runner } = source
  const asked = describeRows(source, question)
  const id = await runner.run(writeTally(asked, []), 'count the rows', 0)
  const rows: ResultRow[] = []
  for await (const row of source.service.rows(id, tallyColumns(asked))) rows.push(row)
  const counted = readTally(rows, asked)
  const objects = judgeTable(counted)
  const digest = new FindingDigest(counted)
  const sampler = new FindingSampler()
  const scan: RowScan = {
    question,
    runner,
    asked,
    source,
    expectedBytes: 0,
    onFinding: (cells) => {
      digest.add(cells)
      sampler.add(cells)
    },
  }
  const tally: ScanTally = toScanTally(counted, asked)
  const kept = await keepRows(scan, tally, NO_DOUBLES)
  const sample = await checkSample(sampler, question)
  const { duplicates } = NO_DOUBLES
  return { ...kept, duplicates, queries: runner.records, proof: prove(source, objects, digest.end(), sample) }
}

function describeRows({ bucket, table, asOf }: TableSource, { spec }: Question): RowScan['asked'] {
  const report = { format: 'Iceberg', columns: TABLE_COLUMNS, createdAt: asOf, sourceBucket: bucket } as const
  return { report, spec, table: '', view: writeTableView(table, spec) }
}

/**
 * Returns the number of rows of the table.
 * @throws ActionError unless every row was counted and can be read
 */
function judgeTable({ files, kinds }: ReportTally): number {
  const [all, ...others] = files.values()
  if (others.length > 0) throw misread('the rows are counted more than once')
  const { rows, flaws } = all ?? { rows: 0, flaws: { foreign: 0, broken: 0, doubtful: 0, unsized: 0, untimed: 0 } }
  const { foreign, broken, doubtful, unsized, untimed } = flaws
  const unordered = kinds.reduce((sum, kind) => sum + kind.flaws.flagless, 0)
  if (foreign > 0) throw refuse('WRONG_BUCKET', foreign, 'are of another bucket')
  if (broken > 0) throw refuse('UNREADABLE', broken, 'have no key that can be read')
  if (doubtful > 0) throw refuse('UNREADABLE', doubtful, 'have a key with U+FFFD, which can also stand for damage')
  if (unordered > 0) throw refuse('UNREADABLE', unordered, 'have no sequence number, or one that another version has')
  if (unsized > 0) throw refuse('UNREADABLE', unsized, 'have a size that no object can have')
  if (untimed > 0) throw refuse('UNREADABLE', untimed, 'have no last_modified_date')
  if (isBeyond({ files, kinds, prefixes: new Map() }))
    throw refuse('UNREADABLE', rows, 'are of more kinds than a query returns')
  const counted = kinds.reduce((sum, { tally: { objects } }) => sum + objects, 0)
  if (counted !== rows) throw misread(`the table has ${rows} rows, and its kinds of rows ${counted}`)
  return rows
}

const refuse = (code: 'WRONG_BUCKET' | 'UNREADABLE', rows: number, are: string) =>
  new ActionError(code, `Of the inventory table, ${formatCount(rows)} rows ${are}.`, {
    hint: 'Set source to inventory or list. If the error persists, delete the S3 Metadata configuration of the bucket, and create it again.',
  })

/** Before anything is planned: how many objects of the sample are as the table has them. */
async function checkSample(sampler: FindingSampler, { keepRows: keep, evidence, signal }: Question) {
  return keep === 'no' || evidence === undefined ? undefined : await sampler.check(evidence, signal)
}

function prove(source: TableSource, rows: number, fingerprint: string, sample: SampleCheck | undefined): MetadataProof {
  const { asOf, ageMs, maxAgeMs, table } = source
  return { source: 'metadata', fingerprint, asOf, ageMs, maxAgeMs, table, rows, sample }
}

/**
 * Of the findings, in the order of their keys, so that other writes do not make another plan of them; where rows are not
 * kept, and so nothing is planned, of their counts.
 */
class FindingDigest {
  readonly #digest = createHash('sha256')

  constructor({ kinds }: ReportTally) {
    const found = kinds.filter(({ kind }) => kind === 'F').map(tell)
    this.#digest.update(JSON.stringify(found.sort()))
  }

  add({ ek, e, s, need, b, t }: RowCells): void {
    this.#digest.update(JSON.stringify([ek, e, s, need, b, t]))
  }

  end(): string {
    return this.#digest.digest('hex')
  }
}

const tell = ({ status, storageClass, need, exception, tally: { objects, bytes } }: KindTally): string =>
  JSON.stringify([status, storageClass, need ?? '', exception ?? '', objects, String(bytes)])
