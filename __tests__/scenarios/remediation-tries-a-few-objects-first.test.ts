import { afterEach, expect, it } from '@jest/globals'
import { currentObjects, expectCopiedOnce, keptProperties, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { jobSizes, MANY, seedMany } from '../support/scenes/canaries.ts'

afterEach(closeScenarios)

it('copies five objects, compares them, and then all others, each once', async () => {
  const scenario = await openScenario({ seed: seedMany })
  const { world } = scenario
  const before = [...currentObjects(world).values()].map(keptProperties)

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toEqual({
    exitCode: 0,
    status: 'COMPLETE',
    jobs: 2,
    succeeded: '1001',
    failed: '0',
  })
  expect(jobSizes(world)).toEqual([5, 996])
  expectCopiedOnce(world, MANY)
  expect([...currentObjects(world).values()].map(keptProperties)).toEqual(before)
  expect(result.stdout).toContain('5 of 5 objects (')
  expect(result.summary).toContain('5 of 5 objects kept everything')
  expect(result.report).toMatchObject({
    buckets: [
      {
        plan: { jobs: [{ canaryObjects: 5 }] },
        jobs: [
          { isCanary: true, objects: 5, canary: { objects: 5, kept: 5, losses: [] } },
          { isCanary: false, objects: 996 },
        ],
      },
    ],
  })
  const again = await scenario.run(scenario.remediation)
  expect(remediationOutputs(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '1001' })
  expect(jobSizes(world)).toEqual([5, 996])
})
