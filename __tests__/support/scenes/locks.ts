// Knows the scenes of a bucket with Object Lock, and how locks are told.

import { currentVersion, getBucket } from '../../../emulator/s3/state.ts'
import type { ObjectLock, World } from '../../../emulator/world.ts'
import { lockBucket, oldKeys, seedFindings } from '../remediation.ts'
import { BUCKET, openScenario, type Scenario, type ScenarioOptions, type ScenarioRun } from '../scenario.ts'

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
