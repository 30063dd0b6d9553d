import { afterEach, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { listingPages } from '../../emulator/s3/pages.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { readBlock } from '../support/documented.ts'
import { closeScenarios, countOf, requestsOf, type ScenarioRun } from '../support/scenario.ts'
import { addBareBucket, openAccount, verdictsOf } from '../support/scenes/account.ts'

afterEach(closeScenarios)

const asked = (run: ScenarioRun) => run.requests.map(({ url }) => url).join('\n')

it('has a row for every bucket of the account, also for those without an inventory', async () => {
  const scenario = await openAccount()
  getBucket(scenario.world, 'dev-clean').policy = {
    Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:Get*', Resource: 'arn:aws:s3:::dev-clean' }],
  }

  const run = await scenario.run({ buckets: '*' })

  expect(verdictsOf(run)).toEqual({
    'acme-batch-work': 'NO_INVENTORY_CONFIGURATION',
    'acme-inventory': 'NO_INVENTORY_CONFIGURATION',
    'dev-clean': 'ACCESS_DENIED',
    'prod-clean': 'COMPLIANT',
    'prod-dirty': 'NON_COMPLIANT',
  })
  expect([run.exitCode, run.outputs.get('verdict')]).toEqual([1, 'INSUFFICIENT_DATA'])
  expect(run.report).toMatchObject({
    accounts: [{ account: '111122223333', lines: ['*'], bucketsListed: 5, leftOut: [] }],
  })
  expect(run.summary).toContain('Account `111122223333`: 5 of 5 buckets taken by `*`.')
})

it('is compliant if all that is not left out is, and asks nothing of what is left out', async () => {
  const scenario = await openAccount()

  const run = await scenario.run({ buckets: `*\n!acme-*\n!prod-dirty` })

  expect(verdictsOf(run)).toEqual({ 'dev-clean': 'COMPLIANT', 'prod-clean': 'COMPLIANT' })
  expect([run.exitCode, run.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
  expect(asked(run)).not.toMatch(new RegExp(`/(${WORK_BUCKET}|prod-dirty)`))
  expect(run.summary).toContain('left out: `acme-batch-work`, `acme-inventory`, `prod-dirty`.')
})

it('takes names with patterns, from the one line of a dispatch form', async () => {
  const scenario = await openAccount()

  const run = await scenario.run({ buckets: 'prod-*, !prod-dirt?, dev-clean' })

  expect(verdictsOf(run)).toEqual({ 'dev-clean': 'COMPLIANT', 'prod-clean': 'COMPLIANT' })
})

it('scans a bucket once that a line names and another takes, with its own location', async () => {
  const scenario = await openAccount()

  const run = await scenario.run({
    buckets: `prod-*\nprod-clean = s3://acme-inventory/inventory/prod-clean/daily/`,
  })

  expect(verdictsOf(run)).toEqual({ 'prod-clean': 'COMPLIANT', 'prod-dirty': 'NON_COMPLIANT' })
  expect(run.report).toMatchObject({
    buckets: [{ bucket: 'prod-clean' }, { bucket: 'prod-dirty', takenBy: ['prod-*'] }],
  })
  expect((run.report as { buckets: readonly object[] }).buckets[0]).not.toHaveProperty('takenBy')
})

it('reads every page of the list, and asks each bucket in its own Region at once', async () => {
  const scenario = await openAccount()
  addBareBucket(scenario.world, 'far-bucket', 'us-west-2')
  listingPages(scenario.world).most = 4

  const run = await scenario.run({ buckets: '*' })

  expect(Object.keys(verdictsOf(run))).toHaveLength(6)
  expect(verdictsOf(run)['far-bucket']).toBe('NO_INVENTORY_CONFIGURATION')
  expect(countOf(run, 'ListBuckets')).toBe(2)
  expect(requestsOf(run, 'ListBuckets').every(({ url }) => url.includes('max-buckets=1000'))).toBe(true)
  expect(requestsOf(run, 'HeadBucket').filter(({ status }) => status !== 200)).toEqual([])
})

it('restricts its session to the names that the lines take', async () => {
  const scenario = await openAccount()

  const run = await scenario.run({ buckets: 'prod-*' })

  const [signIn] = requestsOf(run, 'AssumeRoleWithWebIdentity')
  const policy = new URLSearchParams(new TextDecoder().decode(signIn?.body)).get('Policy')
  expect(policy).toContain('arn:aws:s3:::prod-*')
  expect(policy).not.toContain('GetBucketTagging')
})

it('takes the lines of the docs as they stand', async () => {
  const scenario = await openAccount()
  addBareBucket(scenario.world, 'tmp-1')
  const { buckets = '' } = parse(readBlock('docs/accounts.md, Whole accounts, 1')) as Record<string, string>

  const run = await scenario.run({ buckets })

  expect(Object.keys(verdictsOf(run))).toEqual(['acme-batch-work', 'dev-clean', 'prod-clean', 'prod-dirty'])
})
