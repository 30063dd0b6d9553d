// Opens the live inventory table of S3 Metadata as the source of the findings: it asks S3 whether there is one, and Athena
// how recent it is, before anything is counted.

import type { ResultRow } from '../engines/athena/cells.ts'
import { checkReading } from '../engines/athena/reading-limits.ts'
import { QueryRunner } from '../engines/athena/run-query.ts'
import { createMetadataScan, refusePolicy } from '../engines/metadata-table/metadata-scan.ts'
import { chooseTable, type MetadataTable } from '../engines/metadata-table/metadata-table.ts'
import { limitAge, readTableTime, refuseOldTable } from '../engines/metadata-table/table-age.ts'
import { resultFolderOf } from '../engines/metadata-table/table-results.ts'
import { OLDEST_COLUMNS, TABLE_COLUMNS, writeOldest } from '../engines/metadata-table/table-view.ts'
import type { Deps } from '../external/deps.ts'
import { readMetadataConfiguration } from '../external/metadata-edge.ts'
import { findAnyObject } from '../external/s3.ts'
import { sourceOfTable } from '../findings/data-source.ts'
import { findRates, overrideRates } from '../price/rates.ts'
import { describeTable, sayLargeTable } from '../report/table-section.ts'
import type { BucketTarget, Inputs } from '../settings/settings-of-a-run.ts'
import { messageOf } from '../words/errors.ts'
import type { Access } from './access.ts'
import type { Located } from './examined.ts'
import type { FoundSource } from './found-source.ts'
import { addPrices, describeQuery, openQueries } from './open-queries.ts'
import { logGroup } from './progress.ts'

type Finding = Access & { readonly deps: Deps; readonly ownRates: Inputs['ownRates'] }

/**
 * `why`: what another source could not answer.
 * @throws ActionError if there is no table that can be believed, or if it is too old
 */
export async function findMetadata(
  target: BucketTarget,
  located: Located,
  finding: Finding,
  why?: string,
): Promise<FoundSource> {
  refusePolicy({ spec: { ...target, exceptions: [] } })
  const { bucket, maxInventoryAge } = target
  const { source } = located
  const { seen, now } = await readMetadataConfiguration(source, finding.deps.now)
  const table = chooseTable(bucket, seen)
  const reader = await openReader(target, located, finding, table)
  const asOf = await reader.whileCleaning(() => reader.readTime(now))
  const [ageMs, maxAgeMs] = [now - asOf.getTime(), limitAge(maxInventoryAge)]
  refuseOldTable(bucket, asOf, ageMs, maxAgeMs)
  const dataSource = sourceOfTable(asOf, { ageMs, maxAgeMs, columns: TABLE_COLUMNS, why })
  logGroup(describeTable(bucket, dataSource, target.queries), finding.deps)
  const found: FoundSource = {
    dataSource,
    listedPrefix: '',
    ask: (question) =>
      reader.whileCleaning(async () => {
        const scan = createMetadataScan({ ...reader, bucket, table, asOf, ageMs, maxAgeMs })
        const findings = await scan(question)
        const advice = sayLargeTable(findings.rows)
        if (advice !== undefined) finding.deps.log.info(advice)
        return addPrices(findings, reader.rates)
      }),
    isContradicted: async () => {
      const oldest = await findAnyObject(source, '')
      return oldest !== undefined && oldest < asOf
    },
    // A table cannot be read again as it was: the plan is compared with what it shows now.
    findApproved: async () => found,
  }
  return found
}

async function openReader(target: BucketTarget, { region }: Located, finding: Finding, table: MetadataTable) {
  const { queries } = target
  const { deps, ownRates } = finding
  const rates = overrideRates(findRates(region), ownRates)
  const resultsIn = resultFolderOf(table)
  const policy = 'metadata-role-policy.json'
  const open = await openQueries({ queries, database: undefined, policy, region, resultsIn, finding })
  const { service, work } = open
  await checkReading({ service, work, bytes: 0, makesTable: false })
  const { maxBytes } = queries
  const onEnd = (record: Parameters<typeof describeQuery>[0]) => deps.log.info(describeQuery(record, rates))
  const runner = new QueryRunner({ ...open, maxBytes, signal: deps.signal, onEnd })
  const clean = async () => {
    if (work === undefined || queries.keepsObjects) return
    const left = await work.lists.list(resultsIn(work.folder).prefix)
    if (left.length > 0) await work.lists.remove(left.map(({ key }) => key))
  }
  return {
    service,
    runner,
    rates,
    /** When the table showed the whole bucket. */
    readTime: async (now: number): Promise<Date> => {
      const id = await runner.run(writeOldest(table), 'see how recent the table is', 0)
      const rows: ResultRow[] = []
      for await (const row of service.rows(id, OLDEST_COLUMNS)) rows.push(row)
      return readTableTime(rows, now)
    },
    /** Results are removed however it ends, with those of runs that were killed. */
    whileCleaning: async <T>(act: () => Promise<T>): Promise<T> => {
      try {
        return await act()
      } finally {
        await clean().catch((error) => deps.log.info(`Results of queries could not be removed. ${messageOf(error)}`))
      }
    },
  }
}
