// A world in which a bucket has a live inventory table of S3 Metadata: the documented policy, and the inputs for it.

import { type MetadataTables, seedMetadataTables } from '../../../emulator/s3/metadata-tables.ts'
import { readDocumentedPolicy, WORK_BUCKET } from '../../../emulator/stage.ts'
import { BUCKET, openScenario, type Scenario, type ScenarioOptions } from '../scenario.ts'

export const METADATA_INPUTS = {
  source: 'metadata',
  'athena-output': `s3://${WORK_BUCKET}/s3-encryption/athena/`,
} as const

/** docs/iam/metadata-role-policy.json for the roles that scan, and evidence-policy.json before it. */
export function allowMetadata({ world, roles }: Scenario): void {
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
  const given = ['evidence-policy.json', 'metadata-role-policy.json'].map((file) =>
    readDocumentedPolicy(world, file, names),
  )
  for (const role of [roles.scan, roles.plan, roles.remediation]) role.policies = [...role.policies, ...given]
}

/** The bucket has a table, which is ACTIVE unless changed, and no inventory. */
export async function openWithTable(
  options: ScenarioOptions = {},
  changes: Partial<MetadataTables> = {},
): Promise<Scenario & { readonly tables: MetadataTables }> {
  const scenario = await openScenario(options)
  scenario.world.buckets.get(BUCKET)?.inventory.clear()
  allowMetadata(scenario)
  return { ...scenario, tables: seedMetadataTables(scenario.world, BUCKET, changes) }
}
