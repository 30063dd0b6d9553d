import { afterEach, describe, expect, it } from '@jest/globals'
import type { KmsKey } from '../../emulator/kms/key.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import { fixedPart, listPermissions, listRefusals } from '../support/permissions.ts'
import { seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario, type ScenarioRun, takePermission } from '../support/scenario.ts'
import { expectKeyRefused, inputsOf, openForKey } from '../support/scenes/target-key.ts'

afterEach(closeScenarios)

const describeKeys = ({ requests }: ScenarioRun) =>
  requests.filter(({ operation }) => operation === 'DescribeKey').length

describe('a key that is there, but of no use, is refused after one question', () => {
  it.each<[string, Partial<KmsKey>, string]>([
    ['disabled', { state: 'Disabled' }, 'KeyState Disabled'],
    ['about to be deleted', { state: 'PendingDeletion' }, 'KeyState PendingDeletion'],
    ['without material', { state: 'PendingImport' }, 'KeyState PendingImport'],
    ['out of reach', { state: 'Unavailable' }, 'KeyState Unavailable'],
    ['for signatures', { usage: 'SIGN_VERIFY', spec: 'RSA_2048' }, 'KeyUsage SIGN_VERIFY'],
    ['asymmetric', { spec: 'RSA_4096' }, 'KeySpec RSA_4096'],
  ])('%s', async (_, key, text) => {
    const { scenario, arn } = await openForKey(key)
    expect(describeKeys(await expectKeyRefused(scenario, arn, arn, text))).toBe(1)
  })

  it('not there at all', async () => {
    const { scenario, arn } = await openForKey()
    scenario.world.kmsKeys.clear()
    await expectKeyRefused(scenario, arn, arn, 'does not exist')
  })
})

describe('a key that is elsewhere is refused without a question', () => {
  it.each<[string, Partial<KmsKey> & { region?: string }, string]>([
    ['in another account', { account: '444455556666' }, 'in another account (444455556666)'],
    ['in another Region', { region: 'eu-west-2' }, 'in another Region (eu-west-2)'],
  ])('%s', async (_, key, text) => {
    const { scenario, arn } = await openForKey(key)
    expect(describeKeys(await expectKeyRefused(scenario, arn, arn, text))).toBe(0)
  })
})

it.each([
  ['an alias', 'arn:aws:kms:eu-west-1:111122223333:alias/data'],
  ['the bare name of an alias', 'alias/data'],
  ['a bare key id', '1234abcd-12ab-34cd-56ef-1234567890ab'],
])('takes %s for no key, before anything is asked', async (_, key) => {
  const { scenario } = await openForKey()

  const run = await scenario.run(inputsOf(scenario, key))

  expect(run.exitCode).toBe(1)
  expect(run.outputs.get('reason')).toBe('INVALID_INPUT')
  expect(run.annotated).toContain('kms-key-arn')
  expect(run.requests.filter(({ service }) => service !== 'github')).toEqual([])
})

it('tells the refusal in a plan, too', async () => {
  const { scenario, arn } = await openForKey({ state: 'Disabled' })
  const run = await scenario.run({ ...inputsOf(scenario, arn), remediation: 'plan' })
  expect(run.summary).toContain('KeyState Disabled')
  expect(run.outputs.get('remediation-status')).toBe('FAILED')
  expect(run.outputs.get('plan-id')).toBe('none')
  expect(run.annotated).toContain('No run can carry out this plan: kms-key-arn names')
})

it('asks nothing where there is nothing to do', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, []) })
  const { arn } = seedKmsKey(scenario.world)
  expect(describeKeys(await scenario.run(inputsOf(scenario, arn)))).toBe(0)
})

it('refuses while KMS does not answer', async () => {
  const { scenario, arn } = await openForKey()
  const effect = { kind: 'error', status: 500, code: 'KMSInternalException' } as const
  scenario.world.faults.push({ match: { operation: 'DescribeKey' }, phase: 'before', effect, times: 100 })
  await expectKeyRefused(scenario, arn, 'kms:DescribeKey', 'KMSInternalException')
})

it('looks at the key with the documented role', async () => {
  const { scenario, arn } = await openForKey()
  const { batch } = scenario.roles
  const Action = ['kms:GenerateDataKey', 'kms:Decrypt']
  batch.policies = [...batch.policies, { Statement: [{ Effect: 'Allow', Action, Resource: arn }] }]

  const run = await scenario.run(inputsOf(scenario, arn))

  expect(run.outputs.get('remediation-status')).toBe('COMPLETE')
  expect(describeKeys(run)).toBe(1)
  expect(listRefusals(scenario.world)).toEqual([])
})

const NEEDED = listPermissions('kms-target-policy.json').filter(({ action }) => action.startsWith('kms:'))

it.each(NEEDED)('needs $action on the key', async ({ sid, action, resource }) => {
  const { scenario, arn } = await openForKey()
  takePermission(scenario, scenario.roles.remediation.arn, sid, action)

  const statement = `{"Effect":"Allow","Action":"${action}","Resource":"${arn}"}`
  await expectKeyRefused(scenario, arn, action, fixedPart(resource), statement, 'docs/iam/kms-target-policy.json')
})
