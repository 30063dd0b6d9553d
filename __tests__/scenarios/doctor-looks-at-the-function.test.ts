// What can be known of a function without asking Lambda: where it is, and whether the batch role may call it.

import { afterEach, expect, it } from '@jest/globals'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { doctorOf, lineOf, notFine, openHealthy } from '../support/scenes/doctor.ts'

afterEach(closeScenarios)

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:f:1'
const INVOKE = { operation: 'invoke-lambda', 'lambda-arn': ARN }

async function openWithFunction() {
  const scenario = await openHealthy()
  const { batch } = scenario.roles
  const Statement = [{ Effect: 'Allow' as const, Action: 'lambda:InvokeFunction', Resource: ARN }]
  batch.policies = [...batch.policies, { Statement }]
  return scenario
}

it('is fine, and says what nobody looked at', async () => {
  const scenario = await openWithFunction()

  const run = await scenario.run(doctorOf(scenario, INVOKE))

  expect([run.exitCode, run.outputs.get('status'), notFine(run)]).toEqual([0, 'FINE', []])
  const { found } = lineOf(run, 'function', BUCKET) ?? {}
  expect(found).toContain('is in the Region and the account of the bucket')
  expect(found).toContain(
    'Not looked at, because Lambda is not asked: whether the function, its version or alias exists',
  )
})

it('is wrong in another Region, with the ARN to deploy it under', async () => {
  const scenario = await openWithFunction()

  const run = await scenario.run(doctorOf(scenario, { ...INVOKE, 'lambda-arn': ARN.replace('eu-west-1', 'us-east-1') }))

  expect(run.outputs.get('status')).toBe('WRONG')
  const line = lineOf(run, 'function')
  expect(line?.found).toContain('is in another Region (us-east-1) than the bucket (eu-west-1)')
  expect(line?.fix?.paste).toBe(`lambda-arn: ${ARN}`)
})

it('finds that the batch role may not call it', async () => {
  const scenario = await openHealthy()

  const run = await scenario.run(doctorOf(scenario, INVOKE))

  expect(run.outputs.get('status')).toBe('WRONG')
  expect(lineOf(run, 'batch-role-permissions')).toMatchObject({
    status: 'wrong',
    found: expect.stringContaining('lambda:InvokeFunction'),
  })
})

it('says nothing of functions where none is called', async () => {
  const scenario = await openHealthy()

  expect(lineOf(await scenario.run(doctorOf(scenario)), 'function')).toBeUndefined()
})
