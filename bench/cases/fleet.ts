// The case `fleet`: peak resident memory of the built bundle over 5 and over 50 buckets, through the emulator.

import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { seedObject } from '../../emulator/seed.ts'
import { setStage } from '../../emulator/stage.ts'
import type { RunCase, Say } from '../case.ts'
import { measurePeak, type Peak } from '../peak-memory.ts'

const OBJECTS = 2_000
/** Every fourth object is a finding. */
const FINDINGS = OBJECTS / 4
const FLEETS = [5, 50] as const
const MAX_GROWTH_MB = 64

export const runFleet: RunCase = async (say) => {
  const peaks: number[] = []
  for (const buckets of FLEETS) peaks.push(await measureFleet(buckets, say))
  const [few = 0, many = 0] = peaks
  const limit = { peers: {}, better: 'lower' } as const
  return [
    { ...limit, metric: 'peak RSS over 5 buckets', ours: few, unit: 'MB' },
    { ...limit, metric: 'peak RSS over 50 buckets', ours: many, unit: 'MB' },
    {
      ...limit,
      metric: 'growth from 5 to 50 buckets',
      ours: Math.max(0, many - few),
      unit: 'MB',
      reach: { atMost: MAX_GROWTH_MB },
    },
  ]
}

/** Peak resident megabytes of one run over so many buckets, each with a report; the answer is checked first. */
async function measureFleet(buckets: number, say: Say): Promise<number> {
  const names = Array.from({ length: buckets }, (_, index) => `fleet-${index + 1}`)
  const stage = await setStage({ sourceBuckets: names, start: Date.now() })
  try {
    for (const name of names) {
      for (let index = 0; index < OBJECTS; index += 1) {
        const status = index % 4 === 0 ? 'NOT-SSE' : 'SSE-S3'
        seedObject(stage.world, name, { key: `data/${index}`, size: 1000, status, lastModified: Date.UTC(2022, 0, 1) })
      }
      await deliverInventory(stage.world, name, 'daily')
    }
    const { run, megabytes } = await measurePeak(stage, {
      buckets: names.join('\n'),
      'role-to-assume': stage.roles.remediation.arn,
      remediation: 'plan',
    })
    checkAnswer(run, names)
    say(`${buckets} buckets: ${megabytes.toFixed(0)} MB`)
    return megabytes
  } finally {
    await stage.close()
  }
}

function checkAnswer({ outputs, summary }: Peak['run'], names: readonly string[]): void {
  const found = [outputs.get('verdict'), outputs.get('findings'), outputs.get('remediation-status')]
  const wanted = ['NON_COMPLIANT', String(names.length * FINDINGS), 'PLANNED']
  const missing = names.filter((name) => !summary.includes(`| \`${name}\` |`))
  if (found.join() !== wanted.join() || missing.length > 0) {
    throw new Error(`${names.length} buckets: wrong answer ${found.join()}, rows missing: ${missing.join()}`)
  }
}
