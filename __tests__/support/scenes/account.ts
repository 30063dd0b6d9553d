// An account with buckets of every kind: compliant, not compliant, without an inventory, in another Region, closed.

import { deliverInventory } from '../../../emulator/inventory/deliver.ts'
import { getBucket } from '../../../emulator/s3/state.ts'
import { seedBucket, seedObject } from '../../../emulator/seed.ts'
import { addSourceBucket, readDocumentedPolicy } from '../../../emulator/stage.ts'
import type { World } from '../../../emulator/world.ts'
import { DAY_MS, OLD, openScenario, type Scenario, type ScenarioRun } from '../scenario.ts'

/** Those with an inventory: each but `prod-dirty` has two encrypted objects. */
export const WITH_INVENTORY = ['prod-clean', 'prod-dirty', 'dev-clean']

export type AccountOptions = {
  /** Objects of `prod-dirty` that are not encrypted. */
  readonly findings?: number
  /** More files of docs/iam/ for the roles, for every bucket. */
  readonly policies?: readonly string[]
}

/** The world of `setStage` with these buckets and no others but those of reports and jobs. */
export async function openAccount({ findings = 1, policies = [] }: AccountOptions = {}): Promise<Scenario> {
  const scenario = await openScenario({
    sourceBuckets: WITH_INVENTORY,
    deliver: false,
    seed: (world) => {
      for (const bucket of WITH_INVENTORY) seedTwo(world, bucket)
      for (let index = 0; index < findings; index++)
        seedObject(world, 'prod-dirty', { key: `old/${index}`, size: 7, status: 'NOT-SSE', lastModified: OLD })
    },
  })
  const { world, roles } = scenario
  for (const role of [roles.plan, roles.remediation, roles.scan]) {
    const plans = role === roles.scan ? [] : ['plan-role-policy.json']
    role.policies = [...role.policies, ...documentedFor(world, [...plans, ...policies])]
  }
  world.clock.advance(DAY_MS / 4)
  for (const bucket of WITH_INVENTORY) await deliverInventory(world, bucket, 'daily')
  return scenario
}

/** Every file for any bucket: a role for a whole account has `*` in the place of the bucket's name. */
const documentedFor = (world: World, files: readonly string[]) =>
  ['scan-role-policy.json', 'account-policy.json', ...files].map((file) =>
    readDocumentedPolicy(world, file, { bucket: '*', repository: '' }),
  )

export function seedTwo(world: World, bucket: string): void {
  for (const key of ['a', 'b']) seedObject(world, bucket, { key, size: 10, status: 'SSE-S3', lastModified: OLD })
}

/** A bucket that nobody has set an inventory up for. */
export function addBareBucket(world: World, name: string, region = world.region): void {
  seedBucket(world, { name, region })
  seedTwo(world, name)
}

/** A bucket with an inventory whose report is delivered now. */
export async function addInventoriedBucket(world: World, name: string): Promise<void> {
  addSourceBucket(world, name)
  seedTwo(world, name)
  await deliverInventory(world, name, 'daily')
}

export const tagBucket = (world: World, name: string, tags: Readonly<Record<string, string>>): void => {
  getBucket(world, name).tags = new Map(Object.entries(tags))
}

/** Bucket and verdict, or reason, of each row of the report, in the order of names. */
export function verdictsOf(run: ScenarioRun): Readonly<Record<string, string>> {
  const { buckets } = run.report as { buckets: readonly { bucket: string; verdict: string; reason?: string }[] }
  const rows = buckets.map(({ bucket, verdict, reason }) => [bucket, reason ?? verdict] as const)
  return Object.fromEntries(rows.sort(([one], [other]) => (one < other ? -1 : 1)))
}
