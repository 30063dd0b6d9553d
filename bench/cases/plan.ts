// The case `plan`: what a plan over more than a million findings takes beyond the scan that found them.

import { planBucket } from '../../src/decide/plan.ts'
import type { Findings } from '../../src/findings/findings.ts'
import { findRates } from '../../src/price/rates.ts'
import { ANY_KEY } from '../../src/words/key-rule.ts'
import type { RunCase } from '../case.ts'
import { FULL_SIZE, prepareData } from '../data.ts'
import { ROUNDS, summarizeTimes, timeOnce } from '../measure.ts'
import { createReport, type ScanPolicy, scan } from '../ours.ts'
import { SOURCE_BUCKET } from '../rows.ts'

const MIN_FINDINGS = 1_000_000
const MAX_PLAN_MS = 2000
/** Everything under SSE-S3 or unencrypted is a finding: some get another key in place, some are copied. */
const POLICY: ScanPolicy = { accepted: ['SSE-KMS', 'DSSE-KMS'], target: 'SSE-KMS', keepsRows: false }

export const runPlan: RunCase = async (say) => {
  const files = (await prepareData(['CSV'], FULL_SIZE, say)).CSV
  const scans: number[] = []
  const keepingScans: number[] = []
  const plans: number[] = []
  let findings = 0
  const measure = async (keepsRows: boolean): Promise<number> => {
    const { report, store } = createReport('CSV', files)
    const planAfter = (result: Findings) => {
      plans.push(measurePlan(result, report.manifest.createdAt))
      findings = result.findings.objects
    }
    const seconds = await timeOnce(() => scan(report, store, { ...POLICY, keepsRows }, planAfter))
    await store.close()
    return seconds - (plans.at(-1) ?? 0) / 1000
  }
  for (let round = 1; round <= ROUNDS; round += 1) {
    scans.push(await measure(false))
    keepingScans.push(await measure(true))
    const told = [scans.at(-1), keepingScans.at(-1)].map((seconds = 0) => `${seconds.toPrecision(3)} s`)
    const plan = Math.max(...plans.slice(-2)).toFixed(1)
    say(
      `round ${round} of ${ROUNDS}: scan ${told[0]}, with rows kept ${told[1]}, plan of ${findings} findings ${plan} ms`,
    )
  }
  const [plain, keeping, plan] = [scans, keepingScans, plans].map(summarizeTimes)
  if (plain === undefined || keeping === undefined || plan === undefined) throw new Error('nothing was measured')
  const common = { peers: {}, better: 'lower' } as const
  return [
    { ...common, metric: 'findings of the scan', ours: findings, unit: 'findings' },
    { ...common, metric: 'the scan', ours: plain.median, unit: 's', spread: [plain.least, plain.greatest] },
    {
      ...common,
      metric: 'the plan beyond the scan, slowest',
      ours: plan.greatest,
      unit: 'ms',
      spread: [plan.least, plan.greatest],
      reach: { atMost: MAX_PLAN_MS },
    },
    {
      ...common,
      metric: 'keeping the rows of all findings beyond the scan',
      ours: Math.max(0, keeping.median - plain.median) * 1000,
      unit: 'ms',
    },
  ]
}

/** Milliseconds of one plan. Throws when it is not a plan for what was found. */
function measurePlan(result: Findings, createdAt: Date): number {
  const start = performance.now()
  const { jobs, heldBack, estimate, refusal } = planBucket(SOURCE_BUCKET, result, createdAt, FACTS, RULES)
  const taken = performance.now() - start
  const planned = jobs.reduce((sum, { group }) => sum + group.tally.objects, 0)
  const held = [...heldBack.values()].reduce((sum, { objects }) => sum + objects, 0)
  const findings = result.findings.objects
  if (findings < MIN_FINDINGS || planned + held !== findings || !((estimate.usd ?? 0) > 0) || refusal !== undefined) {
    throw new Error(`wrong plan: ${planned} planned and ${held} held back of ${findings} for ${estimate.usd} USD`)
  }
  return taken
}

const FACTS = {
  versioning: 'Enabled',
  defaultEncryption: { algorithm: 'AES256' },
  aclsEnabled: false,
  objectLockEnabled: false,
  replicates: false,
  replicaBuckets: [],
  hasEncryptionConfiguration: true,
  lifecycle: 'some',
  notifications: 'none',
  website: 'none',
  accessLogs: 'none',
} as const

const RULES = {
  target: { status: 'SSE-KMS', kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/bench', bucketKey: true },
  maxObjects: Number.MAX_SAFE_INTEGER,
  maxCostUsd: undefined,
  allowUnversioned: false,
  engine: 'auto',
  maxDirectObjects: 1000,
  restore: undefined,
  keyRule: ANY_KEY,
  maxLooks: 0,
  region: 'us-east-1',
  rates: findRates('us-east-1'),
} as const
