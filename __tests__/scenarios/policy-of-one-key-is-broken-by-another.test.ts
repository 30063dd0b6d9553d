import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios } from '../support/scenario.ts'
import { openWithKeys } from '../support/scenes/one-key.ts'

afterEach(closeScenarios)

it('a policy that demands one key is broken by objects under another, which are told as findings', async () => {
  const { scenario, inputs } = await openWithKeys(2, 3)

  const run = await scenario.run(inputs)

  expect(run.exitCode).toBe(1)
  expect(run.outputs.get('findings')).toBe('3')
  expect(run.report).toMatchObject({
    verdict: 'NON_COMPLIANT',
    buckets: [{ scan: { findings: { objects: 3 }, evidence: { candidates: 5, breaches: { key: 3 } } } }],
  })
  expect(run.summary).toContain('Under another key: 3 objects')
})
