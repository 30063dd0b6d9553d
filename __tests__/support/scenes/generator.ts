// Knows how stories remediate a bucket without an inventory: S3's manifest generator lists its objects.

import { getBucket } from '../../../emulator/s3/state.ts'
import type { Job } from '../../../emulator/s3-control/job.ts'
import type { World } from '../../../emulator/world.ts'
import { attach, jobsOf } from '../remediation.ts'
import { BUCKET, openScenario, type Scenario, type ScenarioOptions } from '../scenario.ts'

/** A bucket without an inventory configuration, and roles that may let S3 list it. */
export async function openUnlisted(options: ScenarioOptions = {}): Promise<Scenario> {
  const scenario = await openScenario(options)
  getBucket(scenario.world, BUCKET).inventory.clear()
  attach(scenario, 'batch', ['batch-role-generator-policy.json'])
  return scenario
}

/** Remediates with S3's manifest generator as the source. */
export const generate = (scenario: Scenario, inputs: Readonly<Record<string, string>> = {}) =>
  scenario.run({ ...scenario.remediation, source: 'manifest-generator', ...inputs })

/** Jobs that S3 listed objects for. */
export const listingJobs = (world: World): Job[] =>
  jobsOf(world).filter(({ request }) => request.generator !== undefined)

/** Jobs with a job manifest of this action. */
export const workingJobs = (world: World): Job[] =>
  jobsOf(world).filter(({ request }) => request.manifest !== undefined)
