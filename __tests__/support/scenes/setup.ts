// Knows an account that has source buckets and nothing else, and how a setup is told.

import { expect } from '@jest/globals'
import { getBucket } from '../../../emulator/s3/state.ts'
import { seedObject } from '../../../emulator/seed.ts'
import { DESTINATION_BUCKET, readDocumentedPolicy } from '../../../emulator/stage.ts'
import type { World } from '../../../emulator/world.ts'
import { attach } from '../remediation.ts'
import { BUCKET, OLD, openScenario, type Scenario, type ScenarioRun } from '../scenario.ts'

export type ToldChange = { readonly what: string; readonly state: string; readonly say: string; readonly adds?: object }

export const changesOf = ({ report }: ScenarioRun): readonly ToldChange[] =>
  (report as { readonly changes?: readonly ToldChange[] } | undefined)?.changes ?? []

export const statesOf = (run: ScenarioRun) => changesOf(run).map(({ what, state }) => `${what} ${state}`)

/** Where the reports of the new configuration go. */
export const LOCATION = `${BUCKET} = s3://${DESTINATION_BUCKET}/inventory/${BUCKET}/encryption/`

/** No inventory, no policy, no lifecycle rule; the plan's role may set up what is missing. */
export async function openBare(seed: (world: World) => void = seedEncrypted): Promise<Scenario> {
  const scenario = await openScenario({ seed, deliver: false })
  getBucket(scenario.world, BUCKET).inventory.clear()
  getBucket(scenario.world, DESTINATION_BUCKET).policy = undefined
  attach(scenario, 'plan', ['setup-policy.json', 'setup-work-policy.json'])
  return scenario
}

function seedEncrypted(world: World): void {
  for (const index of [1, 2, 3])
    seedObject(world, BUCKET, { key: `k/${index}`, size: 10, status: 'SSE-S3', lastModified: OLD })
}

/** Inputs of a setup with a work location. */
export const setupOf = ({ remediation }: Scenario, more: Readonly<Record<string, string>> = {}) => ({
  ...remediation,
  remediation: 'plan',
  mode: 'setup',
  apply: 'true',
  buckets: LOCATION,
  ...more,
})

/** Everything that a setup writes, as it is in the world. */
export const writtenIn = ({ world }: Scenario) => ({
  configurations: [...getBucket(world, BUCKET).inventory.values()],
  policy: getBucket(world, DESTINATION_BUCKET).policy,
  lifecycle: getBucket(world, 'acme-batch-work').lifecycleConfiguration,
})

/** One configuration, the documented statement once, one rule. */
export function expectSetUp(scenario: Scenario): void {
  const { configurations, lifecycle, policy } = writtenIn(scenario)
  expect(
    configurations.map(({ id, enabled, destination }) => [id, enabled, destination.bucket, destination.prefix]),
  ).toEqual([['encryption', true, DESTINATION_BUCKET, 'inventory']])
  const documented = readDocumentedPolicy(scenario.world, 'destination-bucket-policy.json', {
    bucket: BUCKET,
    repository: '',
  })
  expect(policy?.Statement).toEqual(documented.Statement)
  expect(lifecycle?.rules).toHaveLength(1)
}
