// A bucket whose objects are as they must be, under a role that may look at its settings; and how its posture is told.

import { getBucket } from '../../../emulator/s3/state.ts'
import { seedObject } from '../../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../../emulator/stage.ts'
import type { Bucket } from '../../../emulator/world.ts'
import { BUCKET, OLD, openScenario, type Scenario, type ScenarioRun } from '../scenario.ts'

/** Every check is fine but for `object-lock` and `plain-http-denied`, unless `change` says otherwise. */
export async function openPosture(change: (bucket: Bucket) => void = () => {}): Promise<Scenario> {
  const scenario = await openScenario({
    seed: (world) => {
      seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-S3', lastModified: OLD })
      change(getBucket(world, BUCKET))
    },
  })
  allowToLook(scenario)
  return scenario
}

export function allowToLook({ roles, world }: Scenario, bucket = BUCKET): void {
  const { scan } = roles
  scan.policies = [...scan.policies, readDocumentedPolicy(world, 'posture-policy.json', { bucket, repository: '' })]
}

export type ToldPosture = {
  readonly check: string
  readonly status: string
  readonly required: boolean
  readonly found: string
  readonly fix?: { readonly say: string; readonly command?: string }
}

/** The lines of the only bucket, or of the one with this name. */
export function postureOf(run: ScenarioRun, bucket = BUCKET): readonly ToldPosture[] {
  const { buckets } = run.report as { buckets: readonly { bucket: string; posture?: readonly ToldPosture[] }[] }
  return buckets.find((one) => one.bucket === bucket)?.posture ?? []
}

/** Checks by status. */
export const statusesOf = (run: ScenarioRun, bucket = BUCKET): Readonly<Record<string, string>> =>
  Object.fromEntries(postureOf(run, bucket).map(({ check, status }) => [check, status]))
