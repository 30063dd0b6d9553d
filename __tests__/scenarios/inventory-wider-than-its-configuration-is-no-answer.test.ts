import { afterEach, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'
import { limitTo } from '../support/scenes/partial.ts'

afterEach(closeScenarios)

it.each(['CSV', 'ORC', 'Parquet'] as const)(
  'a report that lists more than the configuration does is of another filter: %s',
  async (format) => {
    const scenario = await openScenario({ format })
    limitTo(scenario, 'new/')

    const words = ['outside the prefix', 'wait for the next report']
    expectNoAnswer(await scenario.run({ 'allow-partial-inventory': 'true' }), 'WRONG_PREFIX', ...words)
    expectNoAnswer(await scenario.run({ include: 'new/**' }), 'WRONG_PREFIX', ...words)
  },
)
