// The settings of an ordinary bucket and the rules of a plan for it, before what a test changes.

import type { PlanRules } from '../../src/decide/bucket-plan.ts'
import type { BucketFacts } from '../../src/posture/bucket-facts.ts'
import { findRates } from '../../src/price/rates.ts'
import { ANY_KEY } from '../../src/words/key-rule.ts'

/** Versions, SSE-S3 by default, no ACLs, and nothing that a copy would trigger. */
export function makeBucketFacts(change: Partial<BucketFacts> = {}): BucketFacts {
  return {
    versioning: 'Enabled',
    defaultEncryption: { algorithm: 'AES256' },
    aclsEnabled: false,
    objectLockEnabled: false,
    replicates: false,
    replicaBuckets: [],
    hasEncryptionConfiguration: true,
    lifecycle: 'none',
    notifications: 'none',
    website: 'none',
    accessLogs: 'none',
    ...change,
  }
}

/** SSE-S3 for up to 1,000 objects in us-east-1, by jobs alone, at any price. */
export function makePlanRules(change: Partial<PlanRules> = {}): PlanRules {
  return {
    target: { status: 'SSE-S3' },
    maxObjects: 1000,
    maxCostUsd: undefined,
    allowUnversioned: false,
    engine: 'auto',
    maxDirectObjects: 0,
    restore: undefined,
    keyRule: ANY_KEY,
    maxLooks: 100,
    region: 'us-east-1',
    rates: findRates('us-east-1'),
    ...change,
  }
}
