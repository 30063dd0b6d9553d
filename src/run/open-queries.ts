// Opens Athena for the queries of one bucket: its workgroup, the place of results, and what the log says about each query.

import { randomBytes, randomUUID } from 'node:crypto'
import type { QueryFolder, QueryService } from '../engines/athena/query.ts'
import type { S3Folder } from '../engines/athena/table.ts'
import type { QueryPolicy } from '../external/athena-faults.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import { createQueryFolder } from '../external/query-folder.ts'
import type { Findings, QueryRecord } from '../findings/findings.ts'
import { priceQueries } from '../price/query-price.ts'
import type { Rates } from '../price/rates.ts'
import type { QueryInputs } from '../settings/settings-of-a-run.ts'
import { formatBytes, formatUsd } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'
import type { Access } from './access.ts'
import { openBucket } from './open-bucket.ts'

type QueryPlace = {
  readonly queries: QueryInputs
  /** Undefined if statements name the catalog of every table. */
  readonly database: string | undefined
  readonly policy: QueryPolicy
  /** Where queries run. */
  readonly region: string
  /** Where results go, in the place for queries. */
  readonly resultsIn: (place: S3Folder) => S3Folder
  readonly finding: Access & { readonly deps: Deps }
}

type OpenQueries = {
  readonly service: QueryService
  /** Undefined if nothing may be written: the workgroup must keep results itself. */
  readonly work: { readonly folder: S3Folder; readonly lists: QueryFolder } | undefined
  readonly timing: Pick<Deps, 'sleep'> & { readonly random: () => number }
  readonly nonce: string
  readonly names: { readonly run: string; readonly scan: string }
}

/** In the names of files of rows: all scans of a run may leave some until its end. */
const RUN = randomBytes(8).toString('hex')

/** @throws ActionError if the bucket for results cannot be opened */
export async function openQueries(place: QueryPlace): Promise<OpenQueries> {
  const { queries, database, policy, region, resultsIn, finding } = place
  const { deps, identity } = finding
  const { output, workgroup } = queries
  // Loaded now: no other run needs the client.
  const { createQueryService } = await import(/* webpackMode: "eager" */ '../external/athena.ts')
  const work = output && { folder: output, lists: createQueryFolder(await openOutput(output.bucket, place), deps) }
  const service = createQueryService({
    identity,
    options: clientOptions(region, deps),
    workgroup,
    database,
    policy,
    output: output && resultsIn(output),
    owner: identity.account,
  })
  const names = { run: RUN, scan: randomBytes(4).toString('hex') }
  return { service, work, timing: { sleep: deps.sleep, random: Math.random }, nonce: randomUUID(), names }
}

async function openOutput(bucket: string, { finding, region }: QueryPlace) {
  const wanted = { use: 'queries', bucket, owner: finding.identity.account } as const
  return (await openBucket(wanted, region, finding)).handle
}

/** One line for a query that ended. */
export function describeQuery({ id, purpose, bytesScanned }: QueryRecord, rates: Rates): string {
  const price = bytesScanned === 0 ? '' : `, ${showPrice(priceQueries([bytesScanned], rates))}`
  return `${say`Query ${id}`} (${purpose}): ${formatBytes(BigInt(bytesScanned))} scanned${price}`
}

/** The findings, with the price of each query that they rest on. */
export function addPrices(findings: Findings, rates: Rates): Findings {
  const price = (record: QueryRecord): QueryRecord => {
    const nano = priceQueries([record.bytesScanned], rates)
    return nano === undefined ? record : { ...record, usd: Number(nano) / 1e9 }
  }
  return { ...findings, queries: findings.queries?.map(price) }
}

export const showPrice = (nano: bigint | undefined) =>
  nano === undefined ? 'price not known' : formatUsd(Number(nano) / 1e9)
