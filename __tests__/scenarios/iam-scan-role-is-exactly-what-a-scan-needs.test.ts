import { afterEach, expect, it } from '@jest/globals'
import { decisionsOfSessions, fixedPart, listPermissions } from '../support/permissions.ts'
import { closeScenarios, expectNoAnswer, openScenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

it('scans with the documented role, and asks for nothing else', async () => {
  const scenario = await openScenario()

  const result = await scenario.run()

  expect(result.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const ours = decisionsOfSessions(scenario.world)
  expect(ours.filter(({ allowed }) => !allowed)).toEqual([])
  expect(ours.filter(({ action }) => !/^s3:(Get|List)/.test(action))).toEqual([])
})

it.each(listPermissions('scan-role-policy.json'))('needs $action on $resource', async ({ sid, action, resource }) => {
  const scenario = await openScenario()
  takePermission(scenario, scenario.roles.scan.arn, sid, action)

  const result = await scenario.run()

  expectNoAnswer(result, 'ACCESS_DENIED', action, fixedPart(resource), 'docs/iam/scan-role-policy.json')
})
