import { afterEach, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { attach, expectCopiedOnce, orderedKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, countOf, OLD, type Scenario } from '../support/scenario.ts'
import { ATHENA_INPUTS, openAthenaScenario, tell } from '../support/scenes/athena.ts'

afterEach(closeScenarios)

const KEYS = hostileKeys(30)
const seed = (world: World) => seedFindings(world, KEYS)

it.each(['CSV', 'Parquet'] as const)('and copies the same objects of a report in %s, each once', async (format) => {
  const [streamed, asked] = [await openAthenaScenario({ seed, format }), await openAthenaScenario({ seed, format })]
  await streamed.run({ ...streamed.remediation, 'scan-engine': 'stream' })

  const run = await asked.run({ ...asked.remediation, ...ATHENA_INPUTS })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: String(KEYS.length) })
  expectCopiedOnce(asked.world, KEYS)
  expect(orderedKeys(asked.world).sort()).toEqual(orderedKeys(streamed.world).sort())
})

it('and copies nothing that a job of the runner is copying, or has copied', async () => {
  const scenario = await openAthenaScenario({ seed })
  const begun = await scenario.run({ ...scenario.remediation, 'scan-engine': 'stream', wait: 'false' })
  expect(remediationOutputs(begun)).toMatchObject({ status: 'PENDING', jobs: 1 })

  const run = await scenario.run({ ...scenario.remediation, ...ATHENA_INPUTS })

  expect(['COMPLETE', 'INCOMPLETE', 'PENDING']).toContain(remediationOutputs(run).status)
  expectCopiedOnce(scenario.world, KEYS)
})

it('and makes the plan of the runner', async () => {
  const scenario = await openAthenaScenario({ seed })
  const inputs = { ...scenario.remediation, remediation: 'plan', 'list-keys': 'true' }

  const streamed = await scenario.run({ ...inputs, 'scan-engine': 'stream' })
  const asked = await scenario.run({ ...inputs, ...ATHENA_INPUTS })

  expect(asked.outputs.get('plan-id')).toBe(streamed.outputs.get('plan-id'))
  expect(tell(asked)).toEqual(tell(streamed))
})

async function openWithKeys(): Promise<{ scenario: Scenario; inputs: Record<string, string> }> {
  const scenario = await openAthenaScenario({
    seed: (world) => {
      const [right, wrong] = [seedKmsKey(world), seedKmsKey(world)]
      const put = (key: string, kmsKeyArn: string) =>
        seedObject(world, BUCKET, { key, size: 1, status: 'SSE-KMS', kmsKeyArn, lastModified: OLD })
      put('right', right.arn)
      put('wrong ü', wrong.arn)
      seedObject(world, BUCKET, { key: 'none', size: 1, lastModified: OLD })
    },
  })
  attach(scenario, 'scan', ['evidence-policy.json'])
  const [arn = ''] = scenario.world.kmsKeys.keys()
  return { scenario, inputs: { 'accepted-encryption': 'SSE-KMS', 'kms-key-arn': arn, 'list-keys': 'true' } }
}

it('and looks at the objects whose key the report does not show', async () => {
  const { scenario, inputs } = await openWithKeys()

  const streamed = await scenario.run({ ...inputs, 'scan-engine': 'stream' })
  const asked = await scenario.run({ ...inputs, ...ATHENA_INPUTS })

  expect(asked.outputs.get('findings')).toBe('2')
  expect(countOf(asked, 'HeadObject')).toBeGreaterThan(countOf(streamed, 'HeadObject'))
  expect(tell(asked)).toEqual(tell(streamed))
})
