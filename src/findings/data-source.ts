// Defines the source of findings for those that plan and report: what it is, and the time that it is about.

import { type Coverage, uniteCoverages } from '../inventory/coverage.ts'
import type { ColumnName, InventoryReport } from '../inventory/report.ts'
import { ActionError } from '../words/errors.ts'
import type { SourceKind } from './proof.ts'

export type DataSource = {
  readonly kind: SourceKind
  /** When its listing of the objects began: objects written later are not in it. */
  readonly asOf: Date
  /** When it was complete: an approved plan is recreated from what was complete by then. Epoch milliseconds. */
  readonly completedAt: number
  /** By S3's clock when the source was chosen, in milliseconds. */
  readonly ageMs: number
  /** How old it may be; undefined if it is always of this run. */
  readonly maxAgeMs: number | undefined
  /** Which part of the bucket it lists. */
  readonly scope: Coverage['kind']
  /** What it knows about an object, in the names of an inventory's columns. */
  readonly columns: readonly ColumnName[]
  /** One sentence that says why this source answers and not the one before it; undefined if it was asked for. */
  readonly why?: string | undefined
}

/** By S3's clock, because a wrong clock of the runner must not extend an exception. Epoch milliseconds. */
export const todayOf = ({ asOf, ageMs }: DataSource): number => asOf.getTime() + ageMs

/** What HeadObject tells about an object. */
const LOOKED_AT: readonly ColumnName[] = ['size', 'lastmodifieddate', 'storageclass', 'etag', 'encryptionstatus']

/** Objects that S3's manifest generator lists for this run; `asOf` by S3's clock. */
export function sourceOfGenerator(asOf: Date, prefix: string): DataSource {
  return {
    kind: 'manifest-generator',
    asOf,
    completedAt: asOf.getTime(),
    ageMs: 0,
    maxAgeMs: undefined,
    scope: prefix === '' ? 'whole' : 'prefix',
    columns: LOOKED_AT,
  }
}

/** A table of S3 Metadata, which lists the whole bucket, or nothing. */
export function sourceOfTable(
  asOf: Date,
  { ageMs, maxAgeMs, columns, why }: Pick<DataSource, 'ageMs' | 'maxAgeMs' | 'columns' | 'why'>,
): DataSource {
  return { kind: 'metadata', asOf, completedAt: asOf.getTime(), ageMs, maxAgeMs, scope: 'whole', columns, why }
}

/** Several reports of a bucket, oldest first: as old as the oldest, and complete with the last. */
export function sourceOfReports(reports: readonly InventoryReport[]): DataSource {
  const sources = reports.map(sourceOfReport)
  const [oldest] = sources
  if (oldest === undefined) throw new ActionError('INTERNAL_ERROR', 'There is no report.')
  const { kind } = uniteCoverages(reports.map(({ location }) => location.coverage))
  return {
    ...oldest,
    completedAt: Math.max(...sources.map(({ completedAt }) => completedAt)),
    scope: kind === 'prefixes' ? 'prefix' : kind,
    columns: oldest.columns.filter((column) => sources.every(({ columns }) => columns.includes(column))),
  }
}

export function sourceOfReport(report: InventoryReport): DataSource {
  const { location, manifest, ageMs, maxAgeMs, deliveredAt } = report
  const { createdAt: asOf, columns } = manifest
  const scope = location.coverage.kind
  return { kind: 'inventory', asOf, completedAt: deliveredAt, ageMs, maxAgeMs, scope, columns }
}
