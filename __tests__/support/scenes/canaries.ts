// Knows the scenes of a canary: buckets with many and few findings whose copies may lose something.

import type { ActionHandle } from '../../../emulator/runner/run-action.ts'
import { getBucket } from '../../../emulator/s3/state.ts'
import type { World } from '../../../emulator/world.ts'
import { jobsOf, oldKeys, seedFindings } from '../remediation.ts'
import { BUCKET, type Scenario } from '../scenario.ts'

export const MANY = oldKeys(1001)

export const RICH = {
  metadata: { owner: 'team-blue' },
  tags: { purpose: 'billing' },
  headers: { 'content-language': 'de' },
}

/** Many objects, some of which have much to lose. */
export function seedMany(world: World): void {
  seedFindings(world, MANY.slice(0, 991))
  seedFindings(world, MANY.slice(991), RICH)
}

/** A bucket in which only NewObjectMetadata can name SSE-S3: there even two objects are tried. */
export const seedFew = (world: World) => {
  getBucket(world, BUCKET).defaultEncryption = { algorithm: 'aws:kms', bucketKey: true, explicit: true }
  seedFindings(world, oldKeys(2), RICH)
}

export const jobSizes = (world: World) => jobsOf(world).map((job) => job.tasks?.length)

/** The same with eight. */
export function seedFewMore(world: World): void {
  seedFew(world)
  seedFindings(world, oldKeys(8).slice(2), RICH)
}

/** Runs until the `request`-th request of the run has its effect; the process never hears of that. True if it was killed. */
export async function runAndKill({ world, run, remediation }: Scenario, request: number): Promise<boolean> {
  let handle: ActionHandle | undefined
  world.faults.push({
    match: { number: world.log.length + request },
    phase: 'before',
    effect: { kind: 'call', run: () => void handle?.kill('SIGKILL') },
    times: 1,
  })
  const { signal } = await run(remediation, { onStart: (started) => (handle = started) })
  return signal === 'SIGKILL'
}
