import { afterEach, expect, it } from '@jest/globals'
import { oldKeys, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { runWithPreflight, statusesOf } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('a plan asks nothing about places it was not told', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
  const result = await runWithPreflight(scenario, { remediation: 'plan' })
  expect(statusesOf(result)).toEqual({ 'report-bucket': 'ok' })
  expect(result.requests.filter(({ service }) => service === 'iam')).toEqual([])
  expect(result.summary).not.toContain('Preflight')
})
