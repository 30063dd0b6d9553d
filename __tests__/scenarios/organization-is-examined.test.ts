import { afterEach, expect, it } from '@jest/globals'
import { readBlock } from '../support/documented.ts'
import { listPermissions } from '../support/permissions.ts'
import { closeScenarios, countOf, expectNoAnswer, requestsOf, takePermission } from '../support/scenario.ts'
import { verdictsOf } from '../support/scenes/account.ts'
import { CLOSED, FIRST, NEVER, openOrganization, ROLE, SECOND, wordsOf } from '../support/scenes/organization.ts'
import { checkOut } from '../support/workspace.ts'

afterEach(closeScenarios)

it('examines the buckets of every active account, and names the others', async () => {
  const { run: runWith } = await openOrganization()

  const run = await runWith(`  ids: organization\n  leave-out: ['${NEVER}']\n${ROLE}`)

  expect(verdictsOf(run)).toEqual({
    'dev-clean': 'COMPLIANT',
    'prod-clean': 'COMPLIANT',
    'prod-dirty': 'COMPLIANT',
    'second-data': 'COMPLIANT',
  })
  expect(wordsOf(run)).toEqual([
    [FIRST, 'COMPLIANT'],
    [SECOND, 'COMPLIANT'],
    [CLOSED, 'SUSPENDED'],
  ])
  expect([run.exitCode, countOf(run, 'ListAccounts')]).toEqual([0, 4])
  expect(run.summary).toContain('`SUSPENDED`')
  const row = run.summary.split('\n').find((line) => line.startsWith(`| \`${SECOND}\``))
  expect(row?.split(/(?<!\\)\|/)).toHaveLength(8)
})

it('is never compliant where the role of an account cannot be assumed', async () => {
  const { run: runWith } = await openOrganization()

  const run = await runWith(`  ids: ['${FIRST}', '${NEVER}']\n${ROLE}`)

  expect(wordsOf(run)).toEqual([
    [FIRST, 'COMPLIANT'],
    [NEVER, 'ACCESS_DENIED'],
  ])
  expect([run.exitCode, run.outputs.get('verdict'), run.outputs.get('reason')]).toEqual([
    1,
    'INSUFFICIENT_DATA',
    'ACCESS_DENIED',
  ])
  expect(run.annotated).toContain(`Account ${NEVER}: ACCESS_DENIED`)
  expect(countOf(run, 'ListAccounts')).toBe(0)
})

it('assumes the roles with the session of the first one, for an hour at most', async () => {
  const { run: runWith } = await openOrganization({ isChained: true })

  const run = await runWith(`  ids: ['${FIRST}', '${SECOND}']\n  sign-in: chain\n${ROLE}`, {
    'role-duration-seconds': '43200',
  })

  expect(wordsOf(run)).toEqual([
    [FIRST, 'COMPLIANT'],
    [SECOND, 'COMPLIANT'],
  ])
  const form = (body: Uint8Array) => new URLSearchParams(new TextDecoder().decode(body))
  expect(countOf(run, 'AssumeRoleWithWebIdentity')).toBe(1)
  expect(requestsOf(run, 'AssumeRole').map(({ body }) => form(body).get('DurationSeconds'))).toEqual(['3600', '3600'])
})

it('refuses a line that is about no bucket of any account', async () => {
  const { run: runWith } = await openOrganization()

  const run = await runWith(
    `  ids: ['${FIRST}', '${SECOND}']\n  role: arn:aws:iam::{account}:role/s3-encryption-scan\n  buckets: ['second-*', '!seccond-data']\n`,
  )

  expectNoAnswer(run, 'INVALID_INPUT', '"!seccond-data" is about none of the', 'the nearest name is second-data')
})

it.each([
  { text: '  ids: all\n  role: arn:aws:iam::{account}:role/x\n', says: 'accounts need ids' },
  { text: "  ids: ['1']\n  role: arn:aws:iam::{account}:role/x\n", says: 'ids has an item' },
  { text: '  ids: organization\n  role: arn:aws:iam::111122223333:role/x\n', says: 'accounts need a role' },
  { text: `  ids: organization\n${ROLE}  sign-in: saml\n`, says: 'accepted is oidc or chain' },
])('calls nothing on AWS for a section that is wrong: $says', async ({ text, says }) => {
  const { run: runWith } = await openOrganization()

  const run = await runWith(text)

  expect(run.outputs.get('reason')).toBe('INVALID_INPUT')
  expect(run.annotated).toContain(says)
  expect(run.requests).toEqual([])
})

it('only plans', async () => {
  const { scenario, run: runWith } = await openOrganization()

  const run = await runWith(`  ids: organization\n${ROLE}`, scenario.remediation)

  expect(run.annotated).toContain('accepted is `none` or `plan` with accounts')
  expect(run.requests).toEqual([])
})

it.each(['organization-policy.json', 'chain-policy.json'].flatMap(listPermissions))(
  'needs $action',
  async ({ sid, action }) => {
    const { scenario, run: runWith } = await openOrganization({ isChained: true })
    takePermission(scenario, scenario.roles.scan.arn, sid, action)

    const run = await runWith(`  ids: organization\n  sign-in: chain\n  leave-out: ['${NEVER}']\n${ROLE}`)

    expect([run.exitCode, run.outputs.get('reason')]).toEqual([1, 'ACCESS_DENIED'])
    expect(run.annotated).toContain(action)
  },
)

it('takes the section of the docs as it stands', async () => {
  const { scenario } = await openOrganization()
  const text = readBlock('docs/accounts.md, Several accounts, 1').replace(CLOSED, NEVER)

  const run = await scenario.run(
    { buckets: '', 'role-to-assume': '', 'config-file': 'fleet.yml' },
    { cwd: checkOut('fleet.yml', text) },
  )

  expect([run.exitCode, wordsOf(run).length]).toEqual([0, 3])
})
