// Knows the scenes of a bucket with Object Lock, and how locks are told.

import { currentVersion, getBucket } from '../../../emulator/s3/state.ts'
import { scriptJob } from '../../../emulator/s3-control/state.ts'
import { seedKmsKey, seedObject } from '../../../emulator/seed.ts'
import type { ObjectLock, World } from '../../../emulator/world.ts'
import { allowOtherOperations, allowTargetKey, lockBucket, oldKeys, seedFindings, setLock } from '../remediation.ts'
import { BUCKET, OLD, openScenario, type Scenario, type ScenarioOptions, type ScenarioRun } from '../scenario.ts'

export const HUGE = { size: 6 * 1024 ** 3, headers: { 'content-type': 'text/plain' } }

/** A bucket with Object Lock and so many findings, of which no report tells a lock. */
export async function openLocked(findings: number, options: ScenarioOptions = {}): Promise<Scenario> {
  const seed = (world: World) => seedFindings(world, oldKeys(findings))
  const scenario = await openScenario({ seed, ...options })
  lockBucket(scenario)
  return scenario
}

export const lockOf = ({ world }: Scenario, key: string) => currentVersion(getBucket(world, BUCKET), key)?.lock

export const lockRequests = ({ requests }: ScenarioRun) =>
  requests.filter(({ operation }) =>
    /^(HeadObject|GetObjectRetention|GetObjectLegalHold|ListObjectVersions)$/.test(operation),
  ).length

export const heldBack = (reason: string, objects: number) => ({ scan: { heldBack: [{ reason, objects }] } })

export const HOLDS: readonly (readonly [string, ObjectLock])[] = [
  ['a legal hold', { legalHold: true }],
  ['retention', { mode: 'GOVERNANCE', retainUntil: Date.UTC(2030, 0, 1) }],
  ['an event hold', { eventHold: true, eventHoldDuration: { days: 1 } }],
]

/** One plain finding, and one of which the report tells an event hold. */
export function seedHeld(world: World): void {
  seedFindings(world, oldKeys(1))
  seedFindings(world, ['held'], { lock: { eventHold: true, eventHoldDuration: { days: 1 } } })
}

/** Somebody locks the object after the action has looked at it, before its task copies it. */
export function lockDuringJob(world: World, key: string, lock?: ObjectLock): void {
  scriptJob(world, {
    onTask: (task, phase) => {
      if (task.key === key && phase === 'before') setLock(world, key, lock)
    },
  })
}

/** Two objects of a bucket with Object Lock under SSE-S3 that are to get a KMS key, which writes no version. */
export async function openForKeyChange() {
  const scenario = await openScenario({
    seed: (world) => {
      seedKmsKey(world, { id: '2d0d4d80-7bd7-4b5c-9a10-d6f1f8f6c8ce' })
      for (const key of oldKeys(2)) seedObject(world, BUCKET, { key, size: 10, status: 'SSE-S3', lastModified: OLD })
    },
  })
  lockBucket(scenario)
  const [kmsKeyArn = ''] = scenario.world.kmsKeys.keys()
  allowTargetKey(scenario, kmsKeyArn)
  allowOtherOperations(scenario, { kmsKeyArn })
  const policy = { 'accepted-encryption': 'SSE-KMS', 'target-encryption': 'SSE-KMS', 'kms-key-arn': kmsKeyArn }
  return { scenario, inputs: { ...scenario.remediation, ...policy } }
}
