// Looks at the Athena workgroup that would read the newest report, or ask a table. No query is started.

import { expectedBytes } from '../../engines/athena/expected-bytes.ts'
import { checkReading } from '../../engines/athena/reading-limits.ts'
import { clientOptions } from '../../external/deps.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import type { Look } from '../../words/look.ts'
import { look } from './look.ts'
import type { DoctorScene } from './scene.ts'

/** Undefined if Athena is not used, or if there is no report that it could read. A table needs none. */
export async function lookAtAthena(
  report: InventoryReport | undefined,
  region: string,
  { access, deps, target }: DoctorScene,
  asksTable: boolean,
): Promise<Look<unknown> | undefined> {
  const { athena, queries, scanEngine } = target
  const readsReport = athena !== undefined && scanEngine !== 'stream' && report !== undefined
  if (!asksTable && !readsReport) return undefined
  const { output, workgroup } = queries
  const database = athena?.database
  const jobManifest = asksTable ? 'auto' : (athena?.jobManifest ?? 'auto')
  const { createQueryService } = await import(/* webpackMode: "eager" */ '../../external/athena.ts')
  const { identity } = access
  const options = clientOptions(region, deps)
  const owner = identity.account
  const service = createQueryService({ identity, options, workgroup, database, output: undefined, owner })
  const work = output && { folder: output }
  const bytes = report === undefined ? 0 : expectedBytes(report)
  return await look(() => checkReading({ bytes, makesTable: !asksTable, service, work, jobManifest }))
}
