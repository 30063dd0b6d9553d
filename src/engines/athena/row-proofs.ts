// Proves, in SQL, files of rows that the runner does not read: they hold exactly the rows that the report has, in plain
// lines that S3 Batch Operations reads.

import type { RowsProof } from '../../findings/findings.ts'
import type { StoredFile } from '../../findings/row-part.ts'
import type { ScanTally } from '../../findings/scan-tally.ts'
import { misread, nameCells, readBytes, readCount } from './cells.ts'
import { expectedBytes } from './expected-bytes.ts'
import { proofColumns, writeRowProof } from './row-files.ts'
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
  groups: readonly string[],
  tallies: ScanTally['groups'],
  filesOf: ReadonlyMap<string, readonly StoredFile[]>,
): ReadonlyMap<string, RowsProof> {
  if (files.size !== groups.length || report.size !== groups.length)
    throw misread('it has other groups than were counted')
  return new Map(
    groups.map((group, index) => {
      const [written, due] = [files.get(String(index)), report.get(String(index))]
      const rows = tallies.get(group)?.tally.objects
      const listed = (filesOf.get(group) ?? []).reduce((sum, { bytes }) => sum + bytes, 0)
      if (written === undefined || due === undefined || rows === undefined) throw misread('a group is missing')
      for (const cells of [written, due]) refuseOthers(cells, rows, listed)
      const { h: checksum = '' } = written
      if (checksum !== due.h || !/^[0-9A-F]{16}$/.test(checksum))
        throw misread('the files have other rows than the report')
      return [group, { rows, bytes: listed, checksum, queries }] as const
    }),
  )
}

function refuseOthers({ n, bytes, d, x, y }: Cells, rows: number, listed: number): void {
  if (readCount(n) !== rows) throw misread('it has other rows than were counted')
  if (readCount(d) !== rows) throw misread('a key is there twice')
  if (readCount(x) > 0 || readCount(y) > 0) throw misread('a row is not of the bucket, or its key is not encoded')
  // Also rules out a header, quotes, other line ends, and compression.
  if (readBytes(bytes) !== BigInt(listed)) throw misread('its files have other bytes than its rows')
}
