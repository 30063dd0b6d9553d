import { afterEach, it } from '@jest/globals'
import { configureOidc } from '../../emulator/oidc/state.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

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
