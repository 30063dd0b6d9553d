import { afterEach, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('waits for the first report, and says how long that takes', async () => {
  const scenario = await openScenario({ deliver: false })

  const run = await scenario.run()

  expectNoAnswer(
    run,
    'NEVER_DELIVERED',
    'No inventory report of bucket acme-data lies under s3://acme-inventory/inventory/acme-data/daily/',
    'The first report takes up to 48 hours',
  )
})
