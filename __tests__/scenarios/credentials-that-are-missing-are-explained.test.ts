import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const NO_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }

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

it('says that there are no credentials at all', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({ 'role-to-assume': '' }, { env: { AWS_EC2_METADATA_DISABLED: 'true' } })

  expectNoAnswer(run, 'NO_CREDENTIALS', 'No usable AWS credentials. AWS said ', 'aws-actions/configure-aws-credentials')
})
