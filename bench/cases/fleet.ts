// The case `fleet`: peak resident memory of the built bundle over 5 and over 50 buckets, through the emulator.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { runAction } from '../../emulator/runner/run-action.ts'
import { seedObject } from '../../emulator/seed.ts'
import { setStage } from '../../emulator/stage.ts'
import type { RunCase, Say } from '../case.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'index.js')
const OBJECTS = 2_000
/** Every fourth object is a finding. */
const FINDINGS = OBJECTS / 4
const FLEETS = [5, 50] as const
const MAX_GROWTH_MB = 64

export const runFleet: RunCase = async (say) => {
  if (!existsSync(MAIN)) throw new Error(`there is no ${MAIN}: run "npm run build" first`)
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
  const folder = mkdtempSync(join(tmpdir(), 'bench-fleet-'))
  try {
    for (const name of names) {
      for (let index = 0; index < OBJECTS; index += 1) {
        const status = index % 4 === 0 ? 'NOT-SSE' : 'SSE-S3'
        seedObject(stage.world, name, { key: `data/${index}`, size: 1000, status, lastModified: Date.UTC(2022, 0, 1) })
      }
      await deliverInventory(stage.world, name, 'daily')
    }
    const peakFile = join(folder, 'peak')
    const watch = join(folder, 'watch.mjs')
    writeFileSync(
      watch,
      `import { isMainThread } from 'node:worker_threads'\nimport { writeFileSync } from 'node:fs'\nif (isMainThread) process.on('exit', () => writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)))\n`,
    )
    const run = await runAction({
      main: MAIN,
      inputs: { buckets: names.join('\n'), 'role-to-assume': stage.roles.remediation.arn, remediation: 'plan' },
      env: stage.env,
      nodeArguments: ['--import', watch],
    })
    run.cleanUp()
    checkAnswer(run, names)
    const peak = Number(readFileSync(peakFile, 'utf8')) / 1024
    say(`${buckets} buckets: ${peak.toFixed(0)} MB`)
    return peak
  } finally {
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function checkAnswer({ outputs, summary }: Awaited<ReturnType<typeof runAction>>, names: readonly string[]): void {
  const found = [outputs.get('verdict'), outputs.get('findings'), outputs.get('remediation-status')]
  const wanted = ['NON_COMPLIANT', String(names.length * FINDINGS), 'PLANNED']
  const missing = names.filter((name) => !summary.includes(`| \`${name}\` |`))
  if (found.join() !== wanted.join() || missing.length > 0) {
    throw new Error(`${names.length} buckets: wrong answer ${found.join()}, rows missing: ${missing.join()}`)
  }
}
