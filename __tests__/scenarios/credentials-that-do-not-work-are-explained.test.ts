import { afterEach, expect, it } from '@jest/globals'
import { configureOidc } from '../../emulator/oidc/state.ts'
import { seedCredential } from '../../emulator/seed.ts'
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
    `STS did not let this job assume ${scenario.roles.scan.arn}: AccessDenied`,
    `The token's sub is ${sub}, its aud sts.amazonaws.com (event schedule)`,
    `"token.actions.githubusercontent.com:sub":"${sub}"`,
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
    'No usable AWS credentials: ExpiredToken',
    'Set role-to-assume',
  )
})

it('says that there are no credentials at all', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({ 'role-to-assume': '' }, { env: { AWS_EC2_METADATA_DISABLED: 'true' } })

  expectNoAnswer(run, 'NO_CREDENTIALS', 'No usable AWS credentials: ', 'aws-actions/configure-aws-credentials')
})
