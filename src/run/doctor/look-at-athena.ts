// Looks at the Athena workgroup that would read the newest report. No query is started.

import { expectedBytes } from '../../engines/athena/expected-bytes.ts'
import { checkReading } from '../../engines/athena/reading-limits.ts'
import { clientOptions } from '../../external/deps.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import type { Look } from '../../words/look.ts'
import { look } from './look.ts'
import type { DoctorScene } from './scene.ts'

/** Undefined if Athena is not used, or if there is no report that it could read. */
export async function lookAtAthena(
  report: InventoryReport | undefined,
  region: string,
  { access, deps, target }: DoctorScene,
): Promise<Look<unknown> | undefined> {
  const { athena, scanEngine } = target
  if (athena === undefined || scanEngine === 'stream' || report === undefined) return undefined
  const { database, jobManifest, output, workgroup } = athena
  const { createQueryService } = await import(/* webpackMode: "eager" */ '../../external/athena.ts')
  const { identity } = access
  const options = clientOptions(region, deps)
  const owner = identity.account
  const service = createQueryService({ identity, options, workgroup, database, output: undefined, owner })
  const work = output && { folder: output }
  return await look(() => checkReading({ bytes: expectedBytes(report), makesTable: true, service, work, jobManifest }))
}
