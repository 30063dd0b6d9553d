import { afterEach, expect, it } from '@jest/globals'
import { batchSettings, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { MANY, RICH, seedFew } from '../support/scenes/canaries.ts'

afterEach(closeScenarios)

it('stops before the big job when copies lose, and shows no key where keys may not be shown', async () => {
  const scenario = await openScenario({ harmedObjects: 5, seed: (world) => seedFindings(world, MANY, RICH) })
  batchSettings(scenario.world).copiesLose = 'metadata'
  const result = await scenario.run({ ...scenario.remediation, 'list-keys': 'false' })
  expect(result.outputs.get('remediation-status')).toBe('FAILED')
  expect(`${result.stdout}${result.summary}${JSON.stringify(result.report)}`).not.toMatch(/old\/\d/)
})

it('where only NewObjectMetadata names SSE-S3 stops when it drops user metadata', async () => {
  const scenario = await openScenario({
    harmedObjects: 2,
    seed: seedFew,
  })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED' })
  expect(result.annotated).toContain('x-amz-meta-owner')
})
