import { afterEach, expect, it } from '@jest/globals'
import { ISSUE, onlyIssue } from '../support/issues.ts'
import { closeScenarios } from '../support/scenario.ts'
import { addInventoriedBucket, openAccount } from '../support/scenes/account.ts'

afterEach(closeScenarios)

it('keeps the same issue while buckets come and go', async () => {
  const scenario = await openAccount()
  const { world } = scenario
  const inputs = { ...ISSUE, buckets: '*\n!acme-*' }

  await scenario.run(inputs, { env: { GITHUB_JOB: 'first' } })
  const { number } = onlyIssue(world)
  await addInventoriedBucket(world, 'prod-new')
  // Another job of the same repository, with the same lines in another order.
  const run = await scenario.run({ ...inputs, buckets: '!acme-*, *' }, { env: { GITHUB_JOB: 'second' } })

  expect([onlyIssue(world).number, run.outputs.get('issue-number')]).toEqual([number, String(number)])
  expect(onlyIssue(world).body).toContain('prod-new')
})
