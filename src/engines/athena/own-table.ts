// Makes the table of a scan, and removes it: also those of runs that were killed, and never a table of somebody else.

import type { InventoryReport } from '../../inventory/report.ts'
import { ActionError } from '../../words/errors.ts'
import { say } from '../../words/outside-text.ts'
import type { ListFolder, QueryService } from './query.ts'
import type { QueryRunner } from './run-query.ts'
import { type TableSpec, writeCreate, writeDrop, writeShow } from './table.ts'

type TablePlace = {
  readonly service: Pick<QueryService, 'lines' | 'findMark' | 'database'>
  /** Undefined if nothing may be written: the table then reads the report's own list. */
  readonly lists: ListFolder | undefined
  readonly runner: Pick<QueryRunner, 'run'>
}

/** Makes table and list anew. @throws ActionError QUERY_FAILED if a table of that name is not ours */
export async function makeTable(spec: TableSpec, report: InventoryReport, place: TablePlace): Promise<void> {
  await removeLeftovers(spec, place)
  if (spec.ownList !== undefined) await place.lists?.put(spec.ownList.key, spec.ownList.text)
  try {
    await place.runner.run(writeCreate(spec, report), 'create the table', 0)
  } catch (error) {
    // Only the files: a table of that name, if there is one now, is not known to be ours.
    await empty(spec.ownList?.folder.prefix, place.lists).catch(() => {})
    throw error
  }
}

/** A table of the family without our mark is somebody else's, and stays. */
async function removeLeftovers({ name, family, ownList }: TableSpec, place: TablePlace): Promise<void> {
  const { service, lists, runner } = place
  const id = await runner.run(writeShow(family), 'look for tables of earlier runs', 0)
  for (const line of await service.lines(id)) {
    const table = line.trim()
    if (!table.startsWith(`${family}_`)) continue
    const mark = await service.findMark(table)
    if (mark === undefined) continue
    if (mark !== '' && table === `${family}_${mark.slice(0, 32)}`) {
      await runner.run(writeDrop(table), 'remove a table of an earlier run', 0)
    } else if (table === name) throw refuseForeign(name, service.database)
  }
  await empty(ownList?.folder.prefix, lists)
}

/** The folder is that of one inventory configuration: whatever is in it was made for its scans. */
async function empty(prefix: string | undefined, lists: ListFolder | undefined): Promise<void> {
  if (prefix === undefined || lists === undefined) return
  const left = await lists.list(prefix)
  if (left.length > 0) await lists.remove(left)
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
export async function removeTable({ name, ownList }: TableSpec, { lists, runner }: TablePlace): Promise<void> {
  await runner.run(writeDrop(name), 'remove the table', 0)
  await empty(ownList?.folder.prefix, lists)
}
