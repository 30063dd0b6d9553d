import { afterEach, it } from '@jest/globals'
import { closeScenarios, takePermission } from '../support/scenario.ts'
import { BATCH_ROLE, expectStopped, openPreflight, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('the batch role is wrong where it does not exist', async () => {
  const scenario = await openPreflight()
  scenario.world.roles.delete(BATCH_ROLE)
  expectStopped(scenario, await runWithPreflight(scenario), 'batch-role', `${BATCH_ROLE}, which does not exist`)
})

it('the batch role is wrong where it cannot be passed', async () => {
  const scenario = await openPreflight()
  takePermission(scenario, scenario.roles.remediation.arn, 'PassTheBatchRole', 'iam:PassRole')
  expectStopped(scenario, await runWithPreflight(scenario), 'pass-role', 'may not pass', 'statement PassTheBatchRole')
})
