// With the documented policies a setup creates everything; without any one of their permissions it does not.

import { afterEach, expect, it } from '@jest/globals'
import { iamDecisions } from '../../emulator/iam/evaluate.ts'
import { listPermissions } from '../support/permissions.ts'
import { closeScenarios, type Scenario, takePermission } from '../support/scenario.ts'
import { openBare, setupOf } from '../support/scenes/setup.ts'

afterEach(closeScenarios)

/** A role with the policies of a setup and nothing else. */
async function openSetupOnly(): Promise<Scenario> {
  const scenario = await openBare()
  const { plan } = scenario.roles
  plan.policies = plan.policies.slice(-2)
  return scenario
}

it('creates everything with nothing else', async () => {
  const scenario = await openSetupOnly()
  const run = await scenario.run(setupOf(scenario))
  expect([run.exitCode, run.outputs.get('status')]).toEqual([0, 'COMPLETE'])
  const wrote = iamDecisions(scenario.world).filter(({ action, allowed }) => allowed && /:Put/.test(action))
  expect(new Set(wrote.map(({ action }) => action))).toEqual(
    new Set(['s3:PutInventoryConfiguration', 's3:PutBucketPolicy', 's3:PutLifecycleConfiguration']),
  )
})

it.each(['setup-policy.json', 'setup-work-policy.json'].flatMap(listPermissions))(
  'needs $action of $sid',
  async ({ sid, action }) => {
    const scenario = await openSetupOnly()
    takePermission(scenario, scenario.roles.plan.arn, sid, action)
    const run = await scenario.run(setupOf(scenario))
    expect(run.exitCode).toBe(1)
    expect(run.outputs.get('status')).toMatch(/^(INCOMPLETE|FAILED)$/)
    expect(`${run.stdout}`).toContain(action)
  },
)
