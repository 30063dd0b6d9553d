import { afterEach, expect, it } from '@jest/globals'
import { decisionsOfSessions, fixedPart, listPermissions, listRefusals } from '../support/permissions.ts'
import { attach, lockBucket, oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

const open = () => openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
const plan = ({ run, remediation }: Scenario) => run({ ...remediation, remediation: 'plan' })

/** Read for the price and the warnings of the plan: without them it says what it does not know. */
const FOR_THE_PRICE = ['s3:GetLifecycleConfiguration', 's3:GetBucketNotification', 's3:GetBucketWebsite']
const permissions = listPermissions('plan-role-policy.json')

it('plans with the documented role, and asks for nothing else', async () => {
  const scenario = await open()

  const result = await plan(scenario)

  expect(remediationOutputs(result)).toMatchObject({ status: 'PLANNED', jobs: 0 })
  const ours = decisionsOfSessions(scenario.world)
  expect(listRefusals(scenario.world)).toEqual([])
  expect(ours.filter(({ action }) => !/^(s3:(Get|List)|iam:(GetRole|SimulatePrincipalPolicy)$)/.test(action))).toEqual(
    [],
  )
})

it.each(permissions.filter(({ action }) => !FOR_THE_PRICE.includes(action)))(
  'needs $action on $resource',
  async ({ sid, action, resource }) => {
    const scenario = await open()
    takePermission(scenario, scenario.roles.plan.arn, sid, action)

    const result = await plan(scenario)

    expect(result.exitCode).toBe(1)
    expect(result.outputs.get('remediation-status')).not.toBe('PLANNED')
    for (const text of [action, fixedPart(resource), sid]) expect(result.annotated).toContain(text)
  },
)

it.each(FOR_THE_PRICE)('plans without %s, and says what it does not know', async (action) => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.plan.arn, 'ReadBucketSettings', action)

  const result = await plan(scenario)

  expect(remediationOutputs(result)).toMatchObject({ status: 'PLANNED' })
  expect(result.stdout).toContain(`could not be read (${action} is not allowed)`)
})

it('looks at objects and their locks with the policies for that, and with nothing that writes', async () => {
  const scenario = await open()
  lockBucket(scenario)

  const result = await plan(scenario)

  expect(remediationOutputs(result)).toMatchObject({ status: 'PLANNED' })
  expect(result.report).toMatchObject({ buckets: [{ plan: { jobs: [{ objects: 2 }] } }] })
  expect(listRefusals(scenario.world).filter(({ principal }) => /-plan/.test(principal))).toEqual([])
})

it('names the statement where objects must be looked at and may not', async () => {
  const scenario = await open()
  lockBucket(scenario)
  scenario.roles.plan.policies = scenario.roles.plan.policies.slice(0, 1)
  attach(scenario, 'plan', ['object-lock-policy.json'])

  const result = await plan(scenario)

  expect(result.summary).toContain('docs/iam/evidence-policy.json')
  expect(result.report).toMatchObject({ buckets: [{ plan: { refusal: {} } }] })
})
