import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('names every wrong input in one message, and asks nobody anything', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({
    buckets: 'Not_A_Bucket',
    'max-inventory-age': 'yesterday',
    'on-findings': 'shout',
    'accepted-encrypton': 'SSE-KMS',
  })

  expectNoAnswer(
    run,
    'INVALID_INPUT',
    '4 inputs are wrong',
    '"accepted-encrypton" is not an input of this action; the nearest input is accepted-encryption',
    'max-inventory-age is "yesterday"; accepted is auto, or',
    'buckets is "Not_A_Bucket"',
    'on-findings is "shout"; accepted is `fail`, `issue`, `fail-and-issue`, `warn`',
    'Nothing was called on AWS',
  )
  expect(run.requests).toEqual([])
})

it.each([
  ['misspelt, as the runner hands it over', 'accepted-encrypton', 'accepted-encryption'],
  ['with underscores', 'accepted_encryption', 'accepted-encryption'],
  ['with spaces, which the runner writes as underscores', 'accepted encryption', 'accepted-encryption'],
  ['by its old name', 'engine', 'copy-engine'],
  ['that is empty', 'max-finding', 'max-findings'],
])('takes no input %s', async (_name, input, nearest) => {
  const scenario = await openScenario({ seed: () => {} })

  const run = await scenario.run({ [input]: input === 'max-finding' ? '' : 'SSE-KMS' })

  expectNoAnswer(run, 'INVALID_INPUT', `is not an input of this action; the nearest input is ${nearest}`)
  expect(run.requests).toEqual([])
})

const ALIAS = 'reports-metadatametadatametadata12345-s3alias'
it.each([
  [
    'as a bucket',
    { buckets: ALIAS },
    `buckets is "${ALIAS}"; accepted is the name of the general purpose bucket itself`,
  ],
  ['where reports lie', { buckets: `a-b = s3://${ALIAS}/p/a-b/daily/` }, 'give the name of the bucket itself'],
  [
    'as work location',
    { 'work-location': `s3://${ALIAS}/x/` },
    'with the name of the bucket itself (this is the alias of an access point)',
  ],
])('takes no alias of an access point %s', async (_name, inputs, words) => {
  const scenario = await openScenario({ seed: () => {} })

  const run = await scenario.run(inputs)

  expectNoAnswer(run, 'INVALID_INPUT', words, 'the alias of an access point')
  expect(run.requests).toEqual([])
})

it('takes no input from a variable of another origin', async () => {
  const scenario = await openScenario({ seed: () => {} })

  const run = await scenario.run({}, { env: { 'INPUT_SHARED-CONFIG': 'x' } })

  expectNoAnswer(run, 'INVALID_INPUT', '"shared-config" is not an input', 'under `env:`')
})

it('never tells the value of an input nobody knows: it may be a secret', async () => {
  const scenario = await openScenario({ seed: () => {} })

  const run = await scenario.run({ 'github-tokn': 'hunter2-hunter2' })

  expectNoAnswer(run, 'INVALID_INPUT', 'github-token')
  expect(`${run.stdout}${run.summary}`).not.toContain('hunter2')
})
