import { afterEach, expect, it } from '@jest/globals'
import { batchSettings, copiesByKey, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { jobSizes, MANY, RICH } from '../support/scenes/canaries.ts'

afterEach(closeScenarios)

it.each([
  ['metadata', 'x-amz-meta-owner'],
  ['tags', 'tags'],
  ['storage-class', 'storage class'],
] as const)('stops before the big job when copies lose %s', async (copiesLose, property) => {
  const scenario = await openScenario({
    harmedObjects: 5,
    seed: (world) => {
      seedFindings(world, MANY, { ...RICH, storageClass: 'STANDARD_IA' })
      batchSettings(world).copiesLose = copiesLose
    },
  })
  const { world } = scenario
  for (const _run of ['first', 'second']) {
    const result = await scenario.run({ ...scenario.remediation, 'on-findings': 'warn' })

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(result.annotated).toContain('The copies of the canary differ from the originals: 5 of 5 objects')
    expect(result.annotated).toContain(property)
    expect(result.annotated).toContain('The job over 996 more objects')
    expect(result.summary).toMatch(/old\/\d+/)
  }
  expect(jobSizes(world)).toEqual([5])
  expect(copiesByKey(world).size).toBe(5)
})
