import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, remediationOutputs, workObjects } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('plans without writing anything to AWS, and says what it would cost', async () => {
  const scenario = await openScenario()

  const result = await scenario.run({ ...scenario.remediation, remediation: 'plan' })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'PLANNED', jobs: 0 })
  const writes = result.requests.filter(
    ({ method, service }) => method !== 'GET' && method !== 'HEAD' && service !== 'sts' && service !== 'iam',
  )
  expect(writes.map(({ operation }) => operation)).toEqual([])
  expect([jobsOf(scenario.world), workObjects(scenario.world)]).toEqual([[], []])
  expect(result.stdout).toContain('Plan for acme-data: 1 job, 2 objects, about 0.25 USD')
  expect(result.summary).toMatch(/0\.25/)
})

it('needs neither batch role nor work location to plan', async () => {
  const scenario = await openScenario()

  const result = await scenario.run({ remediation: 'plan' })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'PLANNED' })
})
