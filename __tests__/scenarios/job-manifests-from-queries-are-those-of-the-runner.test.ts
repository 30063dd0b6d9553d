import { afterEach, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { expectCopiedOnce, jobsOf, orderedKeys, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD } from '../support/scenario.ts'
import { leftOvers, openAthenaScenario, STREAMED_INPUTS } from '../support/scenes/athena.ts'
import { seedRowFiles } from '../support/scenes/row-files.ts'

afterEach(closeScenarios)

const KEYS = hostileKeys(30)
const COLD = ['cold/a', 'cold b', 'cold/%ü']

function seed(world: World): void {
  seedRowFiles(world, KEYS)
  for (const key of COLD) seedObject(world, BUCKET, { key, size: 7, storageClass: 'STANDARD_IA', lastModified: OLD })
}

it.each(['CSV', 'ORC', 'Parquet'] as const)(
  'and copy the same objects of a report in %s, each once',
  async (format) => {
    const [streamed, asked] = [await openAthenaScenario({ seed, format }), await openAthenaScenario({ seed, format })]
    await streamed.run({ ...streamed.remediation, 'scan-engine': 'stream' })

    const run = await asked.run({ ...asked.remediation, ...STREAMED_INPUTS })

    expect(remediationOutputs(run)).toMatchObject({
      exitCode: 0,
      status: 'COMPLETE',
      succeeded: String(KEYS.length + COLD.length),
    })
    expect(run.stdout).toContain('Athena writes the rows of job manifests, and the runner checks and uploads them')
    expectCopiedOnce(asked.world, [...KEYS, ...COLD])
    expect(orderedKeys(asked.world).sort()).toEqual(orderedKeys(streamed.world).sort())
    expect(jobsOf(asked.world)).toHaveLength(2)
    expect(leftOvers(asked.world)).toEqual([])
  },
)
