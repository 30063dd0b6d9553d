import { afterEach, expect, it } from '@jest/globals'
import { BUCKET, closeScenarios, expectNoAnswer } from '../support/scenario.ts'
import { openWithKeys } from '../support/scenes/one-key.ts'

afterEach(closeScenarios)

it('without whole evidence there is no answer where the role may not look', async () => {
  const { scenario, inputs } = await openWithKeys(3, 0)
  scenario.roles.scan.policies = scenario.roles.scan.policies.slice(0, -1)

  const run = await scenario.run(inputs)

  expectNoAnswer(run, 'ACCESS_DENIED', 's3:GetObject', `${BUCKET}/`, 'docs/iam/evidence-policy.json')
  expect(run.report).toMatchObject({ buckets: [{ scan: { evidence: { missing: { reason: 'ACCESS_DENIED' } } } }] })
})

it('without whole evidence there is no answer where one look of many is refused', async () => {
  const { scenario, inputs } = await openWithKeys(20, 0)
  scenario.world.faults.push({
    match: { operation: 'HeadObject', urlIncludes: 'right/7' },
    phase: 'before',
    effect: { kind: 'error', status: 403, code: 'AccessDenied' },
    times: 100,
  })

  expectNoAnswer(await scenario.run({ ...inputs, 'max-findings': '100' }), 'ACCESS_DENIED', 's3:GetObject')
})
