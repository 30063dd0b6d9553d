// Makes the table of a scan, and removes it: also those of runs that were killed, and never a table of somebody else.

import type { InventoryReport } from '../../inventory/report.ts'
import { ActionError } from '../../words/errors.ts'
import { say } from '../../words/outside-text.ts'
import type { QueryFolder, QueryService } from './query.ts'
import { rowFolderOf, rowTablesOf } from './row-files.ts'
import type { QueryRunner } from './run-query.ts'
import { type S3Folder, type TableSpec, uriOf, writeCreate, writeDrop, writeShow } from './table.ts'

type TablePlace = {
  readonly service: Pick<QueryService, 'lines' | 'findTable' | 'database'>
  /** Undefined if nothing may be written: the table then reads the report's own list. */
  readonly lists: QueryFolder | undefined
  readonly runner: Pick<QueryRunner, 'run'>
  /**
   * 16 hex digits of the run, if it is one that keeps rows for jobs: it removes the rows that other runs left. A scan that
   * only counts leaves them alone: a job may be waiting for what is read from them.
   */
  readonly keepingRun: string | undefined
}

/** Makes table and list anew. @throws ActionError QUERY_FAILED if a table of that name is not ours */
export async function makeTable(spec: TableSpec, report: InventoryReport, place: TablePlace): Promise<void> {
  await removeLeftovers(spec, place)
  if (spec.ownList !== undefined) await place.lists?.put(spec.ownList.key, spec.ownList.text)
  try {
    await place.runner.run(writeCreate(spec, report), 'create the table', 0)
  } catch (error) {
    // Only the files: a table of that name, if there is one now, is not known to be ours.
    await empty(spec.ownList?.folder, place).catch(() => {})
    throw error
  }
}

/** A table of the family without our mark is somebody else's, and stays. */
async function removeLeftovers({ name, family, ownList }: TableSpec, place: TablePlace): Promise<void> {
  const { service, runner } = place
  const id = await runner.run(writeShow(family), 'look for tables of earlier runs', 0)
  for (const line of await service.lines(id)) {
    const table = line.trim()
    if (!table.startsWith(`${family}_`)) continue
    if (table.startsWith(rowTablesOf(family))) {
      await removeRowTable(table, rowTablesOf(family), ownList?.folder, place)
      continue
    }
    const found = await service.findTable(table)
    if (found === undefined) continue
    const { mark } = found
    if (mark !== '' && table === `${family}_${mark.slice(0, 32)}`) {
      await runner.run(writeDrop(table), 'remove a table of an earlier run', 0)
    } else if (table === name) throw refuseForeign(name, service.database)
  }
  await empty(ownList?.folder, place)
}

/**
 * CREATE TABLE AS takes no mark, so a table over rows is known by its name and by where its files are; one of this run is
 * still in use.
 */
async function removeRowTable(
  table: string,
  start: string,
  folder: S3Folder | undefined,
  { service, runner, keepingRun }: TablePlace,
): Promise<void> {
  if (folder === undefined || keepingRun === undefined || table.startsWith(`${start}${keepingRun}_`)) return
  const { bucket, prefix } = rowFolderOf(folder)
  const { location } = (await service.findTable(table)) ?? {}
  if (location?.startsWith(uriOf(bucket, prefix)))
    await runner.run(writeDrop(table), 'remove rows of an earlier run', 0)
}

/**
 * The folder is that of one inventory configuration: whatever is in it was made for its scans. Rows of jobs stay unless
 * another run that keeps some left them.
 */
async function empty(folder: S3Folder | undefined, { lists, keepingRun }: TablePlace): Promise<void> {
  if (folder === undefined || lists === undefined) return
  const rows = rowFolderOf(folder).prefix
  const isLeft = (key: string) =>
    !key.startsWith(rows) || (keepingRun !== undefined && !key.startsWith(`${rows}${keepingRun}-`))
  const left = (await lists.list(folder.prefix)).filter(({ key }) => isLeft(key))
  if (left.length > 0) await lists.remove(left.map(({ key }) => key))
}

function refuseForeign(name: string, database: string): ActionError {
  return new ActionError(
    'QUERY_FAILED',
    say`The database ${database} has a table ${name} that this action did not make.`,
    {
      hint: 'It was left alone. Rename it, or give this action a database of its own (athena-database).',
    },
  )
}

/** Removes the table, its list, and the results of the queries. */
export async function removeTable({ name, ownList }: TableSpec, place: TablePlace): Promise<void> {
  await place.runner.run(writeDrop(name), 'remove the table', 0)
  await empty(ownList?.folder, place)
}
