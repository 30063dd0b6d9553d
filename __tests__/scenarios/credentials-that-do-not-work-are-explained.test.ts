import { afterEach, expect, it } from '@jest/globals'
import { configureOidc } from '../../emulator/oidc/state.ts'
import { seedCredential } from '../../emulator/seed.ts'
import { identityProvider } from '../../emulator/sts/web-identity.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const NO_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }
const KEYS = {
  accessKeyId: 'AKIAEXPIRED000000000',
  secretAccessKey: 'EMULATORsecretExpired',
  sessionToken: 'EMULATORold',
}

it('shows the permissions block to a job that has no OIDC token', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({}, { env: NO_TOKEN, event: { name: 'push', payload: {} } })

  expectNoAnswer(run, 'NO_CREDENTIALS', '(event push)', 'permissions: { id-token: write, contents: read }')
  expect(run.annotated).not.toContain('fork')
  expect(run.requests.filter(({ service }) => service !== 'github')).toEqual([])
})

it('tells a pull request from a fork that it never gets one', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({}, { env: NO_TOKEN, event: { name: 'pull_request', payload: {} } })

  expectNoAnswer(run, 'NO_CREDENTIALS', 'Pull requests from forks and from Dependabot never get an OIDC token')
})

it('prints the subject of the token and the condition the trust policy needs', async () => {
  const scenario = await openScenario()
  configureOidc(scenario.world, { ref: 'refs/heads/feature/x' })
  const sub = 'repo:octo-org/octo-repo:ref:refs/heads/feature/x'

  expectNoAnswer(
    await scenario.run(),
    'NO_CREDENTIALS',
    `STS did not let this job assume ${scenario.roles.scan.arn}. It said \`AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\` (HTTP 403).`,
    'Either the role does not exist (check role-to-assume), or its trust policy does not accept this job',
    `The token's sub is \`${sub}\`, its aud \`sts.amazonaws.com\` (event schedule)`,
    `"token.actions.githubusercontent.com:sub":"${sub}"`,
    'If it also checks ref or repository_id: they are `refs/heads/feature/x` and `456789012`',
  )
})

it('says that the account has no identity provider for GitHub, and how to create one', async () => {
  const scenario = await openScenario()
  identityProvider(scenario.world).registered = false

  expectNoAnswer(
    await scenario.run(),
    'NO_CREDENTIALS',
    'Account 111122223333 has no identity provider for GitHub',
    'aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com',
  )
})

it('says that the identity provider does not list the audience', async () => {
  const scenario = await openScenario()
  identityProvider(scenario.world).audiences = ['https://github.com/octo-org']

  expectNoAnswer(await scenario.run(), 'NO_CREDENTIALS', 'does not list the audience `sts.amazonaws.com`')
})

it("says that the session would be longer than the role's maximum", async () => {
  const scenario = await openScenario()
  scenario.roles.scan.maxSessionDuration = 3600

  expectNoAnswer(
    await scenario.run({ 'role-duration-seconds': '43200' }),
    'NO_CREDENTIALS',
    "role-duration-seconds is 43200, more than the role's maximum session duration",
  )
})

it('says that STS is not active in the Region', async () => {
  const scenario = await openScenario()
  const message = 'STS is not activated in this region for account:111122223333.'
  const effect = { kind: 'error', status: 403, code: 'RegionDisabledException', message } as const
  scenario.world.faults.push({ match: { operation: 'AssumeRoleWithWebIdentity' }, phase: 'before', effect, times: 99 })

  expectNoAnswer(
    await scenario.run(),
    'NO_CREDENTIALS',
    'It said `RegionDisabledException: STS is not activated in this region for account:111122223333.` (HTTP 403)',
    'STS is not active in eu-west-1 for account 111122223333',
  )
})

it('says that the STS host does not answer to its name', async () => {
  const scenario = await openScenario()

  expectNoAnswer(
    await scenario.run({}, { env: { AWS_ENDPOINT_URL_STS: 'http://sts.eu-wets-1.invalid' } }),
    'NO_CREDENTIALS',
    'The STS endpoint of eu-west-1 could not be reached. Check aws-region for a typo',
  )
})

it('says that ambient credentials have expired, and what renews itself instead', async () => {
  const scenario = await openScenario()
  seedCredential(scenario.world, { ...KEYS, expiration: scenario.world.clock.now() - 1 })
  const env = {
    AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    AWS_SESSION_TOKEN: KEYS.sessionToken,
  }

  expectNoAnswer(
    await scenario.run({ 'role-to-assume': '' }, { env }),
    'NO_CREDENTIALS',
    'No usable AWS credentials. AWS said `ExpiredToken',
    'Set role-to-assume',
  )
})

it('says that there are no credentials at all', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({ 'role-to-assume': '' }, { env: { AWS_EC2_METADATA_DISABLED: 'true' } })

  expectNoAnswer(run, 'NO_CREDENTIALS', 'No usable AWS credentials. AWS said ', 'aws-actions/configure-aws-credentials')
})
