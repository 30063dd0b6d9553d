// Proves, in SQL, files of rows that the runner does not read: they hold exactly the rows that the report has, in plain
// lines that S3 Batch Operations reads.

import type { RowsProof } from '../../findings/findings.ts'
import type { StoredFile } from '../../findings/row-part.ts'
import { misread, nameCells, readBytes, readCount } from './cells.ts'
import { expectedBytes } from './expected-bytes.ts'
import { partitionsOf, proofColumns, type RowGroup, writeRowProof } from './row-files.ts'
import type { AthenaScan } from './scan-state.ts'

type Cells = Readonly<Record<(typeof proofColumns)[number], string | undefined>>

/** What the files say, and what the report says, by group. */
type RowProofs = {
  readonly files: ReadonlyMap<string, Cells>
  readonly report: ReadonlyMap<string, Cells>
  readonly queries: readonly string[]
}

type Proving = {
  readonly table: string
  /** The rows of the report as a query. */
  readonly select: string
  readonly rows: number
  readonly queries: readonly string[]
}

/** Asks the same of the files and of the report. */
export async function proveRows(scan: AthenaScan, { table, select, rows, queries }: Proving): Promise<RowProofs> {
  const { source, runner } = scan
  const { sourceBucket } = source.report.manifest
  const ask = async (of: string, purpose: string, bytes: number) => {
    const id = await runner.run(writeRowProof(of, sourceBucket, rows), purpose, bytes)
    const found = new Map<string, Cells>()
    for await (const row of source.service.rows(id, proofColumns)) {
      const cells = nameCells(proofColumns, row)
      found.set(cells.g ?? '', cells)
    }
    return { id, found }
  }
  const files = await ask(`${source.service.database}.${table}`, 'prove the files of these rows', 0)
  const report = await ask(`(${select})`, 'prove the rows by the report', expectedBytes(source.report))
  return { files: files.found, report: report.found, queries: [...queries, files.id, report.id] }
}

/** @throws ActionError QUERY_FAILED unless every group has the rows that were counted, and the bytes that were listed */
export function judgeProofs(
  { files, report, queries }: RowProofs,
  groups: readonly RowGroup[],
  filesOf: ReadonlyMap<string, readonly StoredFile[]>,
): ReadonlyMap<string, RowsProof> {
  const known = new Set(groups.flatMap((_, index) => Object.values(partitionsOf(index))))
  for (const partition of [...files.keys(), ...report.keys()])
    if (!known.has(partition)) throw misread('it has other groups than were counted')
  return new Map(
    groups.map(({ name, rows }, index) => {
      const { most, trial } = partitionsOf(index)
      const parts = [most, trial].map((partition) =>
        judgePartition(files.get(partition), report.get(partition), filesOf.get(partition) ?? []),
      )
      if (parts.reduce((sum, part) => sum + part.rows, 0) !== rows) throw misread('it has other rows than were counted')
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
      return [
        name,
        { rows, bytes, checksum: parts.flatMap(({ checksum }) => checksum ?? []).join('-'), queries },
      ] as const
    }),
  )
}

/** A partition without rows has neither files nor a row in either answer. */
function judgePartition(written: Cells | undefined, due: Cells | undefined, files: readonly StoredFile[]) {
  const listed = files.reduce((sum, { bytes }) => sum + bytes, 0)
  if (written === undefined && due === undefined && listed === 0) return { rows: 0, bytes: 0, checksum: undefined }
  if (written === undefined || due === undefined) throw misread('a group is missing')
  const rows = readCount(written.n)
  for (const cells of [written, due]) refuseOthers(cells, rows, listed)
  const { h: checksum = '' } = written
  if (checksum !== due.h || !/^[0-9A-F]{16}$/.test(checksum)) throw misread('the files have other rows than the report')
  return { rows, bytes: listed, checksum }
}

function refuseOthers({ n, bytes, d, x, y }: Cells, rows: number, listed: number): void {
  if (readCount(n) !== rows) throw misread('it has other rows than were counted')
  if (readCount(d) !== rows) throw misread('a key is there twice')
  if (readCount(x) > 0 || readCount(y) > 0) throw misread('a row is not of the bucket, or its key is not encoded')
  // Also rules out a header, quotes, other line ends, and compression.
  if (readBytes(bytes) !== BigInt(listed)) throw misread('its files have other bytes than its rows')
}
