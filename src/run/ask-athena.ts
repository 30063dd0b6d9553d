// Has Athena read an inventory report: in which workgroup, with which place for results, at which price.

import { randomBytes, randomUUID } from 'node:crypto'
import { createAthenaScan } from '../engines/athena/athena-scan.ts'
import type { WayChoice } from '../engines/athena/choose-way.ts'
import { expectedBytes } from '../engines/athena/expected-bytes.ts'
import { resultFolderOf } from '../engines/athena/table.ts'
import type { Question } from '../engines/engine.ts'
import { clientOptions } from '../external/deps.ts'
import { createQueryFolder } from '../external/query-folder.ts'
import type { Findings, QueryRecord } from '../findings/findings.ts'
import type { InventoryReport } from '../inventory/report.ts'
import { priceQueries } from '../price/query-price.ts'
import { findRates, overrideRates, type Rates } from '../price/rates.ts'
import type { AthenaInputs } from '../settings/settings-of-a-run.ts'
import { messageOf } from '../words/errors.ts'
import { formatBytes, formatUsd } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'
import { openBucket } from './open-bucket.ts'
import type { ReportPlace } from './report-place.ts'

type AthenaPlace = ReportPlace & { readonly athena: AthenaInputs }

/** @throws ActionError as the engine does */
export async function askAthena(report: InventoryReport, place: AthenaPlace, question: Question): Promise<Findings> {
  const { athena, finding, region, store } = place
  const { deps, identity, ownRates } = finding
  const rates = overrideRates(findRates(region), ownRates)
  deps.log.info(describeBefore(report, athena, rates))
  // Loaded now: no other run needs the client.
  const { createQueryService } = await import(/* webpackMode: "eager" */ '../external/athena.ts')
  const options = clientOptions(region, deps)
  const { workgroup, database, output } = athena
  const folder = output && {
    folder: output,
    lists: createQueryFolder(await openOutput(output.bucket, place), deps),
  }
  const service = createQueryService({
    identity,
    options,
    workgroup,
    database,
    output: output && resultFolderOf(report, output),
    owner: identity.account,
  })
  const scan = createAthenaScan({
    report,
    store,
    service,
    work: folder,
    timing: { sleep: deps.sleep, random: Math.random },
    nonce: randomUUID(),
    names: { run: RUN, scan: randomBytes(4).toString('hex') },
    jobManifest: athena.jobManifest,
    maxBytes: athena.maxBytes,
    keepsTable: athena.keepsObjects,
    onLeft: (table, error) => deps.log.info(describeLeft(table, athena, error)),
    onWay: (choice) => deps.log.info(describeWay(choice)),
    onQuery: (record) => deps.log.info(describeQuery(record, rates)),
  })
  return await scan(question)
}

async function openOutput(bucket: string, { finding, region }: AthenaPlace) {
  const wanted = { use: 'queries', bucket, owner: finding.identity.account } as const
  return (await openBucket(wanted, region, finding)).handle
}

function describeBefore(
  report: InventoryReport,
  { workgroup, database, maxBytes }: AthenaInputs,
  rates: Rates,
): string {
  const bytes = expectedBytes(report)
  const each =
    bytes === 0
      ? 'queries read only the columns they need'
      : `each query reads ${formatBytes(BigInt(bytes))}, ${show(priceQueries([bytes], rates))}`
  const limit = maxBytes === undefined ? '' : `; ${formatBytes(BigInt(maxBytes))} allowed in all`
  return `${say`Athena workgroup ${workgroup}, database ${database}`}: ${each}${limit}`
}

function describeQuery({ id, purpose, bytesScanned }: QueryRecord, rates: Rates): string {
  const price = bytesScanned === 0 ? '' : `, ${show(priceQueries([bytesScanned], rates))}`
  return `${say`Query ${id}`} (${purpose}): ${formatBytes(BigInt(bytesScanned))} scanned${price}`
}

/** In the names of the files of rows: all scans of a run may leave some until its end. */
const RUN = randomBytes(8).toString('hex')

const WAYS = {
  runner: 'The rows of job manifests are kept on the runner',
  'athena-streamed': 'Athena writes the rows of job manifests, and the runner checks and uploads them',
} as const

const describeWay = ({ way, why }: WayChoice) => `${WAYS[way]}: ${why}`

/** Not a warning: the answer stands, and the next run removes it. */
function describeLeft(table: string, { database, output }: AthenaInputs, error: unknown): string {
  const place = output === undefined ? '' : say`, and what lies in s3://${output.bucket}/${output.prefix}`
  return `${say`The table ${database}.${table}`}${place}, could not be removed now; the next run does it. ${messageOf(error)}`
}

const show = (nano: bigint | undefined) => (nano === undefined ? 'price not known' : formatUsd(Number(nano) / 1e9))
