import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, workObjects } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { expectStopped, openWithKey, runWithPreflight, statusesOf } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('the key is wrong where it is disabled', async () => {
  const { scenario, key, inputs } = await openWithKey()
  key.state = 'Disabled'
  const result = await runWithPreflight(scenario, inputs)
  expect(statusesOf(result)).toMatchObject({ 'target-key': 'wrong' })
  expect(result.annotated).toContain('KMS says KeyState Disabled')
  expect(jobsOf(scenario.world)).toEqual([])
  expect(workObjects(scenario.world)).toEqual([])
})

it('the key is wrong where its policy names others only', async () => {
  const { scenario, key, inputs } = await openWithKey()
  const others = { AWS: [scenario.roles.remediation.arn, scenario.roles.plan.arn] }
  key.policy = { Statement: [{ Effect: 'Allow', Principal: others, Action: 'kms:*', Resource: '*' }] }
  const result = await runWithPreflight(scenario, inputs)
  expectStopped(scenario, result, 'target-key-use', 'the key policy neither allows the role nor its account', key.arn)
})
