import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each(['no-files', 'one-empty-file'] as const)(
  'believes an empty report (%s) of an empty bucket',
  async (emptyReport) => {
    const scenario = await openScenario({ seed: () => {}, deliver: false })
    await scenario.deliver({ emptyReport })

    const run = await scenario.run()

    expect(run.exitCode).toBe(0)
    expect(Object.fromEntries(run.outputs)).toMatchObject({
      verdict: 'COMPLIANT',
      'objects-scanned': '0',
      findings: '0',
    })
  },
)
