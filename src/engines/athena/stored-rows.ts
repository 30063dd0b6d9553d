// Has Athena write the rows of all groups as text files in S3, and finds what it wrote. Nothing passes the runner yet:
// whoever reads the files checks every row.

import type { OperationGroup, RowQueries, RowsProof } from '../../findings/findings.ts'
import type { RowPart, RowSource, StoredFile } from '../../findings/row-part.ts'
import type { ScanTally } from '../../findings/scan-tally.ts'
import { ActionError } from '../../words/errors.ts'
import { misread } from './cells.ts'
import { chooseBySize, chooseWay, type WayChoice } from './choose-way.ts'
import { expectedBytes } from './expected-bytes.ts'
import {
  folderOfPartition,
  nameRowTable,
  originOf,
  partitionsOf,
  type RowGroup,
  type RowTable,
  rowFolderOf,
  writeGroupRows,
  writeRowFiles,
} from './row-files.ts'
import { judgeProofs, proveRows } from './row-proofs.ts'
import type { AthenaScan } from './scan-state.ts'
import { type S3Folder, type TableSpec, writeDrop } from './table.ts'

export type StoredRows = {
  readonly partsOf: (group: string) => readonly RowPart[]
  readonly originOf: (group: string) => string
  /** Undefined unless S3 is to join the files. */
  readonly proofOf: (group: string) => RowsProof | undefined
  /** Removes the files, once nothing reads them any more. */
  readonly remove: () => Promise<void>
}

/** Rows of groups in files of a query, if they are too many for the runner's disk, or if that was asked for. */
export type RowStore = (groups: ScanTally['groups'], rows: number) => Promise<StoredRows | undefined>

/** `table`: that of the report. `setApart`: keys whose rows are judged on the runner. */
export const createRowStore =
  (scan: AthenaScan, table: TableSpec, setApart: readonly string[]): RowStore =>
  async (tallies, rows) => {
    const { source } = scan
    const groups = [...tallies]
      .map(([name, { tally }]): RowGroup => ({ name, rows: tally.objects }))
      .filter((group) => group.rows > 0)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const choice = choose(scan, groups.length, rows)
    if (choice.way !== 'runner') return await storeRows(scan, table, { choice, setApart, groups, rows })
    source.onWay(choice)
    return undefined
  }

const choose = ({ source, unwritable }: AthenaScan, groups: number, rows: number): WayChoice =>
  chooseWay({ asked: source.jobManifest, rows, groups, unwritable })

/** How the rows of these groups come, whether or not they were asked for. */
export function foreseeRows(groups: readonly OperationGroup[], scan: AthenaScan): RowQueries {
  const counts = groups.map(({ tally }) => tally.objects).filter((objects) => objects > 0)
  const rows = counts.reduce((sum, objects) => sum + objects, 0)
  const reportBytes = scan.source.report.manifest.files.reduce((sum, { size }) => sum + size, 0)
  return { way: choose(scan, counts.length, rows).way, reportBytes }
}

type Storing = {
  readonly choice: WayChoice
  readonly setApart: readonly string[]
  readonly groups: readonly RowGroup[]
  readonly rows: number
}

/**
 * Writes the rows of `groups`, which have objects all of them.
 * @throws ActionError as a query does; QUERY_FAILED for files that are not those of these groups
 */
async function storeRows(
  scan: AthenaScan,
  { family, ownList }: Pick<TableSpec, 'family' | 'ownList'>,
  { choice, setApart, groups, rows }: Storing,
): Promise<StoredRows> {
  const { source, runner, asked } = scan
  const { database } = source.service
  const { work } = source
  if (work === undefined || ownList === undefined) throw misread('there is no place for it')
  const { lists } = work
  const select = writeGroupRows(asked, setApart, groups)
  const tables: RowTable[] = []
  const tableOf = (attempt: number): RowTable => {
    const table = nameRowTable(family, ownList.folder, { ...source.names, attempt })
    tables.push(table)
    return table
  }
  const statement = (attempt: number) => writeRowFiles(select, database, tableOf(attempt))
  const written = await runner.run(statement, 'write the rows of the job manifests', expectedBytes(source.report))
  const table = tables.at(-1)
  if (table === undefined) throw misread('it was not started')
  const files = await lists.list(table.folder.prefix)
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const chosen = chooseBySize(choice, source.jobManifest, size)
  source.onWay(chosen)
  const prove = () => proveRows(scan, { table: table.name, select, rows, queries: [written] })
  // The files stay: the table was only needed to write them, and to prove them.
  const drop = async () => {
    if (!source.keepsTable) await runner.run(writeDrop(table.name), 'remove the table over these rows', 0)
  }
  const told = chosen.way === 'athena-joined' ? await prove().catch((error) => failAfter(drop, error)) : undefined
  await drop()
  const filesOf = sortFiles(files, table.folder, groups)
  const proofs = told && judgeProofs(told, groups, filesOf)
  const list = (partition: string, isTrial: boolean) =>
    (filesOf.get(partition) ?? []).map(
      (stored): RowSource => ({ stored, isTrial, read: (range) => lists.read(stored, range) }),
    )
  return {
    proofOf: (group) => proofs?.get(group),
    partsOf: (group) => {
      const index = groups.findIndex(({ name }) => name === group)
      const { most, trial } = partitionsOf(index)
      return index < 0 ? [] : [...list(most, false), ...list(trial, true)]
    },
    originOf: (group) => originOf(source.report, asked, setApart, groups, group),
    remove: () => removeStored(scan, { ownList }),
  }
}

/** @throws `error`, whatever becomes of the table: the next run removes one that stays */
async function failAfter(drop: () => Promise<void>, error: unknown): Promise<never> {
  await drop().catch(() => {})
  throw error
}

/** By partition, in the order of their keys: the same files always give the same bytes. */
function sortFiles(
  files: readonly StoredFile[],
  { prefix }: S3Folder,
  groups: readonly RowGroup[],
): ReadonlyMap<string, readonly StoredFile[]> {
  const partitions = groups.flatMap((_, index) => Object.values(partitionsOf(index)))
  const sorted = new Map<string, StoredFile[]>(partitions.map((partition) => [partition, []]))
  for (const file of files.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const rest = file.key.slice(prefix.length)
    const of = partitions.find((partition) => rest.startsWith(folderOfPartition(partition)))
    if (of === undefined) throw misread('it has files of a group that was not asked for')
    refuseCompressed(rest)
    sorted.get(of)?.push(file)
  }
  return sorted
}

/** Two pages of the Athena User Guide disagree on whether text can be written as it is; gzip is told by the name, too. */
function refuseCompressed(name: string): void {
  if (!/\.(gz|bz2|deflate|lz4|snappy|zst)$/.test(name)) return
  throw new ActionError(
    'QUERY_FAILED',
    'Athena compressed the rows of the job manifests, although it was asked not to.',
    {
      hint: 'Set job-manifest to runner.',
    },
  )
}

/** Removes all files of this scan, also those of attempts that failed. */
export async function removeStored(
  { source }: Pick<AthenaScan, 'source'>,
  { ownList }: Pick<TableSpec, 'ownList'>,
): Promise<void> {
  const { lists } = source.work ?? {}
  if (lists === undefined || ownList === undefined) return
  const { prefix } = rowFolderOf(ownList.folder)
  const left = await lists.list(`${prefix}${source.names.run}-${source.names.scan}-`)
  if (left.length > 0) await lists.remove(left.map(({ key }) => key))
}
