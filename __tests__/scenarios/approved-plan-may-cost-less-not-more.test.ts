import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { expectPlanRefused } from '../support/scenes/approved-plan.ts'
import { checkOut } from '../support/workspace.ts'

afterEach(closeScenarios)

it('refuses a price above the approved one, and takes a lower one', async () => {
  const scenario = await openScenario()
  const files = (rate: string) => ({
    cwd: checkOut(
      'rates.yml',
      `batch.job: ${rate}
`,
    ),
  })
  const planAt = await scenario.run(
    { remediation: 'plan', 'on-findings': 'warn', 'rates-file': 'rates.yml' },
    files('0.25'),
  )
  const id = planAt.outputs.get('plan-id') ?? ''
  const approved = { ...scenario.remediation, 'approved-plan': id, 'rates-file': 'rates.yml' }

  const dearer = await scenario.run(approved, files('0.50'))

  expectPlanRefused(dearer, scenario.world, 'its price is above the approved one (0.25 USD approved, 0.50 USD now)')

  const cheaper = await scenario.run(approved, files('0.10'))

  expect(remediationOutputs(cheaper)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
})
