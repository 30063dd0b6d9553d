// Has Athena read an inventory report: in which workgroup, with which place for results, at which price.

import { createAthenaScan } from '../engines/athena/athena-scan.ts'
import type { WayChoice } from '../engines/athena/choose-way.ts'
import { countReadings, expectedBytes } from '../engines/athena/expected-bytes.ts'
import { resultFolderOf } from '../engines/athena/table.ts'
import type { Question } from '../engines/engine.ts'
import type { Findings } from '../findings/findings.ts'
import type { InventoryReport } from '../inventory/report.ts'
import { priceQueries } from '../price/query-price.ts'
import { findRates, overrideRates, type Rates } from '../price/rates.ts'
import type { AthenaInputs } from '../settings/settings-of-a-run.ts'
import { messageOf } from '../words/errors.ts'
import { formatBytes } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'
import { addPrices, describeQuery, openQueries, showPrice } from './open-queries.ts'
import type { ReportPlace } from './report-place.ts'

type AthenaPlace = ReportPlace & { readonly athena: AthenaInputs }

/** @throws ActionError as the engine does */
export async function askAthena(report: InventoryReport, place: AthenaPlace, question: Question): Promise<Findings> {
  const { athena, finding, region, store } = place
  const { deps, ownRates } = finding
  const rates = overrideRates(findRates(region), ownRates)
  deps.log.info(describeBefore(report, athena, rates, countReadings(question, athena.jobManifest)))
  const open = await openQueries({
    ...place,
    queries: athena,
    database: athena.database,
    policy: 'athena-policy.json',
    resultsIn: (output) => resultFolderOf(report, output),
  })
  const scan = createAthenaScan({
    ...open,
    report,
    store,
    jobManifest: athena.jobManifest,
    onWay: (choice) => deps.log.info(describeWay(choice)),
    maxBytes: athena.maxBytes,
    keepsTable: athena.keepsObjects,
    onLeft: (table, error) => deps.log.info(describeLeft(table, athena, error)),
    onQuery: (record) => deps.log.info(describeQuery(record, rates)),
  })
  return addPrices(await scan(question), rates)
}

function describeBefore(
  report: InventoryReport,
  { workgroup, database, maxBytes }: AthenaInputs,
  rates: Rates,
  readings: number,
): string {
  const { files } = report.manifest
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  // Of columnar files only the columns that a query uses are read, which is known afterwards.
  const upTo = expectedBytes(report) === bytes ? '' : 'only the columns it needs, so at most '
  const each = `each query reads ${upTo}${formatBytes(BigInt(bytes))}, ${showPrice(priceQueries([bytes], rates))}`
  const all = priceQueries(Array<number>(readings).fill(bytes), rates)
  const many = `; one if every object complies, otherwise up to ${readings}, ${showPrice(all)}`
  const limit = maxBytes === undefined ? '' : `; ${formatBytes(BigInt(maxBytes))} allowed in all`
  return `${say`Athena workgroup ${workgroup}, database ${database}`}: ${each}${many}${limit}`
}

const WAYS = {
  runner: 'The rows of job manifests are kept on the runner',
  'athena-streamed': 'Athena writes the rows of job manifests, and the runner checks and uploads them',
  'athena-joined': 'Athena writes the rows of job manifests and proves them, and S3 joins them',
} as const

const describeWay = ({ way, why }: WayChoice) => `${WAYS[way]}: ${why}`

/** Not a warning: the answer stands, and the next run removes it. */
function describeLeft(table: string, { database, output }: AthenaInputs, error: unknown): string {
  const place = output === undefined ? '' : say`, and what lies in s3://${output.bucket}/${output.prefix}`
  return `${say`The table ${database}.${table}`}${place}, could not be removed now; the next run does it. ${messageOf(error)}`
}
