// The case `account`: peak resident memory of the built bundle over an account of 50 and of 500 buckets of every kind, taken by
// one line (`buckets: many-*`), through the emulator.

import { readDocumentedPolicy, setStage } from '../../emulator/stage.ts'
import { addManyBuckets } from '../../proofs/account/many-buckets.ts'
import type { RunCase, Say } from '../case.ts'
import { measurePeak } from '../peak-memory.ts'

const ACCOUNTS = [50, 500] as const
const MAX_MB = 512
const DAYS_MS = 5 * 86_400_000

export const runAccount: RunCase = async (say) => {
  const peaks: number[] = []
  for (const buckets of ACCOUNTS) peaks.push(await measureAccount(buckets, say))
  const [few = 0, many = 0] = peaks
  const limit = { peers: {}, better: 'lower', unit: 'MB' } as const
  return [
    { ...limit, metric: 'peak RSS over an account of 50 buckets', ours: few },
    { ...limit, metric: 'peak RSS over an account of 500 buckets', ours: many, reach: { atMost: MAX_MB } },
    { ...limit, metric: 'growth from 50 to 500 buckets', ours: Math.max(0, many - few) },
  ]
}

async function measureAccount(count: number, say: Say): Promise<number> {
  // The reports are delivered after five days of the world's clock, which then shows the true time.
  const stage = await setStage({ sourceBuckets: [], start: Date.now() - DAYS_MS })
  try {
    const { findings, answers } = await addManyBuckets(stage.world, count)
    const { scan } = stage.roles
    scan.policies = ['scan-role-policy.json', 'account-policy.json'].map((file) =>
      readDocumentedPolicy(stage.world, file, { bucket: '*', repository: '' }),
    )
    const { run, megabytes } = await measurePeak(stage, { buckets: 'many-*', 'role-to-assume': scan.arn })
    const missing = Object.keys(answers).filter((name) => !run.summary.includes(`\`${name}\``))
    const found = run.outputs.get('findings')
    if (found !== String(findings) || missing.length > 0)
      throw new Error(`${count} buckets: ${found} findings instead of ${findings}, rows missing: ${missing.join()}`)
    say(`${count} buckets: ${megabytes.toFixed(0)} MB`)
    return megabytes
  } finally {
    await stage.close()
  }
}
