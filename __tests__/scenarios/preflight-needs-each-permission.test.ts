import { afterEach, expect, it } from '@jest/globals'
import { listPermissions } from '../support/permissions.ts'
import { closeScenarios, takePermission } from '../support/scenario.ts'
import { expectUnknown, openPreflight, openWithKey, runWithPreflight, statusesOf } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it.each(listPermissions('preflight-policy.json'))(
  'each permission of the optional policies is needed for everything to be fine: $action on $resource',
  async ({ sid, action }) => {
    const scenario = await openPreflight()
    takePermission(scenario, scenario.roles.remediation.arn, sid, action)
    expect(Object.values(statusesOf(await runWithPreflight(scenario))).every((status) => status === 'ok')).toBe(false)
  },
)

it.each(listPermissions('preflight-kms-policy.json'))(
  'each permission of the optional policies is needed for everything to be fine: $action on $resource',
  async ({ sid, action }) => {
    const { scenario, inputs } = await openWithKey()
    takePermission(scenario, scenario.roles.remediation.arn, sid, action)
    expectUnknown(await runWithPreflight(scenario, inputs), 'target-key-use', 'the key policy could not be read')
  },
)
