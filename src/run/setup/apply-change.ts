// Makes one change of a setup: read, add, write, read back, compare. What is there already stays.

import { addUploadRule, findUploadRule, type Lifecycle } from '../../doctor/lifecycle.ts'
import type { BucketHandle } from '../../external/bucket-handle.ts'
import { readLifecycle } from '../../external/doctor-edge.ts'
import { readBucketPolicy } from '../../external/preflight-edge.ts'
import { findInventoryConfiguration } from '../../external/s3.ts'
import { putBucketPolicy, putInventoryConfiguration, putLifecycle } from '../../external/setup-edge.ts'
import { describeNewConfiguration, type NewConfiguration } from '../../inventory/new-configuration.ts'
import { addStatement } from '../../policies/merge-policy.ts'
import { type Change, settle } from '../../setup/change.ts'
import { hasKeptRules } from '../../setup/plan-lifecycle.ts'
import { hasKept } from '../../setup/plan-policy.ts'

/** Another setup can write at the same time, and the last write wins: the loser adds its part again. */
const TRIES = 4

const lost = (change: Change) =>
  settle(
    change,
    'failed',
    `${change.say} It was written ${TRIES} times, and what was read back was never what was written: somebody else writes there. Run it again.`,
  )
const made = (change: Change) => settle(change, 'made', change.say)

/** The configuration is there afterwards, whoever of several setups created it. @throws ActionError */
export async function createConfiguration(
  change: Change,
  source: BucketHandle,
  wanted: NewConfiguration,
): Promise<Change> {
  // Only a name that is free is used: what somebody else created meanwhile is not replaced.
  if ((await findInventoryConfiguration(source, wanted.id)) === 'absent')
    await putInventoryConfiguration(source, describeNewConfiguration(wanted))
  const found = await findInventoryConfiguration(source, wanted.id)
  if (typeof found !== 'string' && found.enabled && found.optionalFields.includes('EncryptionStatus'))
    return made(change)
  return settle(change, 'failed', `${change.say} S3 does not have it afterwards.`)
}

/** @throws ActionError */
export async function addToPolicy(
  change: Change,
  destination: BucketHandle,
  isEnough: (text: string) => boolean,
): Promise<Change> {
  const { adds } = change
  if (adds === undefined) return change
  for (let tried = 0; tried < TRIES; tried += 1) {
    const before = await readBucketPolicy(destination)
    if (isEnough(before)) return made(change)
    const merged = addStatement(before, adds as Readonly<Record<string, unknown>>)
    if (merged === undefined)
      return settle(change, 'failed', 'The policy changed meanwhile, and could not be understood.')
    await putBucketPolicy(destination, merged)
    if (hasKept(before, adds, await readBucketPolicy(destination))) return made(change)
  }
  return lost(change)
}

/** @throws ActionError */
export async function addToLifecycle(change: Change, work: BucketHandle, prefix: string): Promise<Change> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const before: Lifecycle = await readLifecycle(work)
    if (findUploadRule(before, prefix) !== undefined) return made(change)
    const after = addUploadRule(before, prefix)
    await putLifecycle(work, after)
    if (hasKeptRules(before, after.rules.at(-1) ?? {}, await readLifecycle(work))) return made(change)
  }
  return lost(change)
}
