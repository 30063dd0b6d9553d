import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each([
  ['ReadInventoryConfigurations', 's3:ListBucket', 'arn:aws:s3:::acme-data'],
  ['ReadInventoryConfigurations', 's3:GetInventoryConfiguration', 'arn:aws:s3:::acme-data'],
  ['FindReports', 's3:ListBucket', 'arn:aws:s3:::acme-inventory'],
  [
    'ReadReports',
    's3:GetObject',
    'arn:aws:s3:::acme-inventory/inventory/acme-data/daily/2026-11-20T12-00Z/manifest.json',
  ],
])('names what the scan role lacks: %s without %s', async (sid, action, resource) => {
  const scenario = await openScenario()
  takePermission(scenario, scenario.roles.scan.arn, sid, action)

  expectNoAnswer(
    await scenario.run(),
    'ACCESS_DENIED',
    `Refused: ${action} on ${resource}. AWS said`,
    `Allow ${action} on ${resource}: see docs/iam/scan-role-policy.json (statement ${sid})`,
  )
})

it('needs nothing that the documented scan role policy does not give', async () => {
  const scenario = await openScenario()

  const run = await scenario.run()

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  // The posture is shown where a role may look: any other is asked for once (docs/posture.md).
  const refused = run.requests.filter(({ status }) => status !== 200)
  expect(refused.map(({ operation }) => operation)).toEqual(['GetPublicAccessBlock'])
})
