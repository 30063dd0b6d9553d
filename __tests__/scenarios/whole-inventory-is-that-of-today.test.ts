import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('says of a whole bucket that the configuration is that of today', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({ include: 'new/**' })

  expect([run.outputs.get('verdict'), run.outputs.get('scope')]).toEqual(['COMPLIANT', 'whole'])
  expect(run.stdout).toContain('Scope: the whole bucket, by the inventory configuration as it is today')
  expect(run.summary).toContain(
    'all 3 objects in `acme-data` are encrypted as required; 2 left out by include and exclude',
  )
})
