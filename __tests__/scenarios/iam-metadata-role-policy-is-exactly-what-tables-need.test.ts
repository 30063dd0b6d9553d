import { afterEach, expect, it } from '@jest/globals'
import { seedKmsKey } from '../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import { decisionsOfSessions, listPermissions } from '../support/permissions.ts'
import { BUCKET, closeScenarios, expectNoAnswer, takePermission } from '../support/scenario.ts'
import { METADATA_INPUTS, openWithTable } from '../support/scenes/metadata.ts'

afterEach(closeScenarios)

/** A scan may do exactly what docs/iam/metadata-role-policy.json says. */
async function open() {
  const scenario = await openWithTable()
  scenario.roles.scan.policies = scenario.roles.scan.policies.slice(-1)
  return scenario
}

it('has a table read with the documented policy alone, and asks for nothing else', async () => {
  const scenario = await open()

  const run = await scenario.run(METADATA_INPUTS)

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const ours = decisionsOfSessions(scenario.world)
  expect(ours.filter(({ allowed }) => !allowed)).toEqual([])
})

/** What is needed only at the end, or for large results: a query that cannot be stopped changes no answer. */
const FOR_THE_END: ReadonlySet<string> = new Set([
  'athena:StopQueryExecution',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  's3:ListBucketMultipartUploads',
])

it.each(listPermissions('metadata-role-policy.json').filter(({ action }) => !FOR_THE_END.has(action)))(
  'needs $action on $resource',
  async ({ sid, action }) => {
    const scenario = await open()
    takePermission(scenario, scenario.roles.scan.arn, sid, action)

    const run = await scenario.run(METADATA_INPUTS)

    expectNoAnswer(run, 'ACCESS_DENIED', action, 'docs/iam/')
  },
)

it('needs s3:DeleteObject to leave no results behind, and says so', async () => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.scan.arn, 'WriteListsAndQueryResults', 's3:DeleteObject')

  const run = await scenario.run(METADATA_INPUTS)

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.stdout).toContain('Results of queries could not be removed')
})

/** Tables under a key, and docs/iam/metadata-kms-policy.json beside the policy of the role. */
async function openUnderKey() {
  const scenario = await open()
  const { arn: kmsKeyArn } = seedKmsKey(scenario.world)
  scenario.tables.kmsKeyArn = kmsKeyArn
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo', tableKmsKeyArn: kmsKeyArn }
  const policy = readDocumentedPolicy(scenario.world, 'metadata-kms-policy.json', names)
  scenario.roles.scan.policies = [...scenario.roles.scan.policies, policy]
  return scenario
}

it('has a table under a KMS key read', async () => {
  const scenario = await openUnderKey()

  const run = await scenario.run(METADATA_INPUTS)

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(decisionsOfSessions(scenario.world).filter(({ allowed }) => !allowed)).toEqual([])
})

it.each(listPermissions('metadata-kms-policy.json'))(
  'needs $action for tables under a key',
  async ({ sid, action }) => {
    const scenario = await openUnderKey()
    takePermission(scenario, scenario.roles.scan.arn, sid, action)

    const run = await scenario.run(METADATA_INPUTS)

    expectNoAnswer(run, 'ACCESS_DENIED', action, 'docs/iam/metadata-kms-policy.json')
  },
)
