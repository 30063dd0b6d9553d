import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs, statuses } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openLacking } from '../support/scenes/lacking-columns.ts'

afterEach(closeScenarios)

it('refuses max-cost where sizes stay unknown, also without a job', async () => {
  const scenario = await openLacking(3, 0)
  const inputs = { ...scenario.remediation, 'copy-engine': 'direct', 'max-evidence-requests': '2' }

  const refused = await scenario.run({ ...inputs, 'max-cost': '1000' })

  expect(remediationOutputs(refused)).toMatchObject({ exitCode: 1, status: 'FAILED' })
  expect(refused.summary).toContain('max-cost cannot be checked: the report has no Size column')
  expect(refused.summary).toContain('Add Size to the fields of the inventory configuration')
  expect(statuses(scenario.world)).toMatchObject({ 'old/1': 'NOT-SSE' })

  const copied = await scenario.run(inputs)
  expect(remediationOutputs(copied)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(copied.stdout).toContain('is unknown')
})
