import { afterEach, expect, it } from '@jest/globals'
import { CANCEL, onlyJob } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('names the permission it lacks', async () => {
  const scenario = await openScenario()
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })

  const run = await scenario.run({ ...CANCEL, 'role-to-assume': scenario.roles.scan.arn })

  expect(run.exitCode).toBe(1)
  expect(run.outputs.get('remediation-status')).toBe('FAILED')
  expect(run.annotated).toContain('s3:ListJobs')
  expect(onlyJob(scenario.world).status).toBe('Suspended')
})
