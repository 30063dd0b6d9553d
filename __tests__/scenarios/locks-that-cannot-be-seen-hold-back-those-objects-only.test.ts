import { afterEach, expect, it } from '@jest/globals'
import { orderedKeys } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { heldBack, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('a role that may not see locks of some objects copies the others', async () => {
  const scenario = await openLocked(2)
  const { remediation } = scenario.roles
  const deny = {
    Effect: 'Deny' as const,
    Action: ['s3:GetObjectLegalHold'],
    Resource: `arn:aws:s3:::${BUCKET}/old/1`,
  }
  remediation.policies = [...remediation.policies, { Statement: [deny] }]
  const run = await scenario.run(scenario.remediation)
  expect(run.report).toMatchObject({ buckets: [heldBack('object-lock-unknown', 1)] })
  expect(orderedKeys(scenario.world)).toEqual(['old/2'])
})
