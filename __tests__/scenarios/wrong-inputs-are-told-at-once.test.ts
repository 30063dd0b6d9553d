import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('names every wrong input in one message, and asks nobody anything', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({
    buckets: 'Not_A_Bucket',
    'max-inventory-age': 'yesterday',
    'on-findings': 'shout',
  })

  expectNoAnswer(
    run,
    'INVALID_INPUT',
    '3 inputs are wrong',
    'max-inventory-age is "yesterday"; accepted is auto, or',
    'buckets is "Not_A_Bucket"',
    'on-findings is "shout"; accepted is `fail`, `issue`, `fail-and-issue`, `warn`',
    'Nothing was called on AWS',
  )
  expect(run.requests).toEqual([])
})
