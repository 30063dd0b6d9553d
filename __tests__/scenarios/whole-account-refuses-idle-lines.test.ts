import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, countOf, expectNoAnswer, expectWrongInputs } from '../support/scenario.ts'
import { openAccount } from '../support/scenes/account.ts'

afterEach(closeScenarios)

it.each([
  { buckets: 'prod-*\nprd-*', says: ['"prd-*" is about none of the 5 buckets of account 111122223333'] },
  { buckets: '*\n!prod-dirti', says: ['"!prod-dirti" is about none of the 5', 'the nearest name is prod-dirty'] },
  { buckets: 'tag:env=prod', says: ['"tag:env=prod" is about none of the 5'] },
  { buckets: 'prod-*\n!*-clean\n!*-dirty', says: ['"prod-*", "!*-clean", "!*-dirty" leave no bucket'] },
])('examines nothing where a line is about nothing: $buckets', async ({ buckets, says }) => {
  const scenario = await openAccount({ policies: ['bucket-tags-policy.json'] })

  const run = await scenario.run({ buckets })

  expectNoAnswer(run, 'INVALID_INPUT', ...says, 'No bucket was examined.')
  expect(countOf(run, 'HeadBucket')).toBe(0)
})

it.each([
  { inputs: { buckets: '!prod-dirty' }, says: '`!` together with a line that takes buckets' },
  { inputs: { buckets: 'prod-dirty\n*\n!prod-*' }, says: 'lines that leave out no bucket that is named in full' },
  { inputs: { buckets: '*\n*' }, says: 'each line once' },
  { inputs: { buckets: 'Prod-*' }, says: 'buckets is "Prod-*"' },
  { inputs: { buckets: 'tag:env' }, says: 'buckets is "tag:env"' },
  { inputs: { buckets: 'prod-* = s3://acme-inventory/inventory/prod-clean/daily/' }, says: 'buckets is "prod-* = ' },
  { inputs: { buckets: '*', mode: 'setup' }, says: 'the names of buckets with mode: setup' },
  { inputs: { buckets: '*', source: 'list', 'inventory-id': 'daily' }, says: 'source is "list"' },
])('calls nothing on AWS: $inputs', async ({ inputs, says }) => {
  const scenario = await openAccount()

  const run = await scenario.run(inputs)

  expectWrongInputs(run, says)
  expect(run.requests).toEqual([])
})
