import { afterEach, expect, it } from '@jest/globals'
import { oldKeys, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario, requestsOf } from '../support/scenario.ts'
import { expectUnknown, preflightOf, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('goes on without the optional policies, which costs three requests to IAM and one line', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })

  const result = await runWithPreflight(scenario)

  const iam = result.requests.filter(({ service }) => service === 'iam').map(({ operation }) => operation)
  expect(iam.sort()).toEqual(['GetRole', 'SimulatePrincipalPolicy', 'SimulatePrincipalPolicy'])
  expect(requestsOf(result, 'GetBucketPolicy')).toEqual([])
  expect(result.stdout).toContain('unknown: batch-role, batch-role-trust, pass-role, batch-role-permissions; ok: ')
  for (const check of ['batch-role', 'batch-role-trust']) expectUnknown(result, check, 'Refused: iam:GetRole')
  for (const check of ['pass-role', 'batch-role-permissions'])
    expectUnknown(result, check, 'Refused: iam:SimulatePrincipalPolicy')
  expect(preflightOf(result).find(({ check }) => check === 'batch-role')?.hint).toContain(
    'docs/iam/preflight-policy.json',
  )
})
