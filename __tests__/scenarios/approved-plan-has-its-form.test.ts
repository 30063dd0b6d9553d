import { afterEach, expect, it } from '@jest/globals'
import { jobsOf } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('is asked for in its form, and only with run and confirm', async () => {
  const scenario = await openScenario()
  for (const [inputs, said] of [
    [{ ...scenario.remediation, 'approved-plan': 'none' }, 'approved-plan'],
    [{ ...scenario.remediation, 'approved-plan': '2026-11-21T01-00Z-abc' }, 'plan-id'],
    [{ remediation: 'plan', 'approved-plan': `2026-11-21T01-00-00Z-${'0'.repeat(64)}` }, 'remediation: run'],
  ] as const) {
    const run = await scenario.run(inputs)
    expect({ exitCode: run.exitCode, reason: run.outputs.get('reason') }).toEqual({
      exitCode: 1,
      reason: 'INVALID_INPUT',
    })
    expect(run.stdout + run.annotated).toContain(said)
  }
  expect(jobsOf(scenario.world)).toEqual([])
})

it('gives no plan-id that could be taken for an approval where no plan could be made', async () => {
  const scenario = await openScenario({ deliver: false })
  const run = await scenario.run({ remediation: 'plan' })
  expect(run.outputs.get('plan-id')).toBe('none')
})
