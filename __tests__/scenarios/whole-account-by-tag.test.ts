import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { decisionsOfSessions, listPermissions } from '../support/permissions.ts'
import { closeScenarios, countOf, expectNoAnswer, requestsOf, takePermission } from '../support/scenario.ts'
import { addBareBucket, openAccount, tagBucket, verdictsOf } from '../support/scenes/account.ts'

afterEach(closeScenarios)

async function open() {
  const scenario = await openAccount({ policies: ['bucket-tags-policy.json'] })
  tagBucket(scenario.world, 'prod-clean', { env: 'prod', 'cost:center': 'a/b +1' })
  tagBucket(scenario.world, 'prod-dirty', { env: 'prod', retired: '' })
  tagBucket(scenario.world, 'dev-clean', { env: 'dev' })
  return scenario
}

it('takes buckets by their tags, which are one request for each bucket', async () => {
  const scenario = await open()

  const run = await scenario.run({ buckets: 'tag:env=prod' })

  expect(verdictsOf(run)).toEqual({ 'prod-clean': 'COMPLIANT', 'prod-dirty': 'NON_COMPLIANT' })
  expect(countOf(run, 'GetBucketTagging')).toBe(5)
  const ours = decisionsOfSessions(scenario.world)
  expect(ours.filter(({ allowed }) => !allowed)).toEqual([])
})

it('leaves buckets out by a tag, and reads only tags that decide', async () => {
  const scenario = await open()

  const run = await scenario.run({ buckets: 'prod-*, !tag:retired=, tag:cost:center=a/b +1, !acme-*' })

  expect(verdictsOf(run)).toEqual({ 'prod-clean': 'COMPLIANT' })
  expect(
    requestsOf(run, 'GetBucketTagging')
      .map(({ url }) => url.split('?')[0])
      .sort(),
  ).toEqual(['/dev-clean/', '/prod-clean/', '/prod-dirty/'])
})

it('asks a bucket of another Region there', async () => {
  const scenario = await open()
  addBareBucket(scenario.world, 'far-bucket', 'us-west-2')
  tagBucket(scenario.world, 'far-bucket', { env: 'prod' })

  const run = await scenario.run({ buckets: 'tag:env=prod' })

  expect(verdictsOf(run)).toMatchObject({ 'far-bucket': 'NO_INVENTORY_CONFIGURATION' })
  expect(requestsOf(run, 'GetBucketTagging').filter(({ status = 0 }) => status >= 300 && status !== 404)).toEqual([])
})

it('does not pass over a bucket whose tags may not be read', async () => {
  const scenario = await open()
  getBucket(scenario.world, 'dev-clean').policy = {
    Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:GetBucketTagging', Resource: 'arn:aws:s3:::dev-clean' }],
  }

  const byTag = await scenario.run({ buckets: 'tag:env=prod\n!prod-dirty' })
  const leftOut = await scenario.run({ buckets: 'tag:env=prod\n!prod-dirty\n!dev-clean' })
  const byName = await scenario.run({ buckets: '*-clean\n!tag:env=prod' })

  expect(verdictsOf(byTag)).toEqual({ 'dev-clean': 'ACCESS_DENIED', 'prod-clean': 'COMPLIANT' })
  expect(byTag.exitCode).toBe(1)
  expect(byTag.summary).toContain('Whether a line takes the bucket by its tags cannot be seen.')
  expect([verdictsOf(leftOut), leftOut.exitCode]).toEqual([{ 'prod-clean': 'COMPLIANT' }, 0])
  // It might have to be left out: to examine it can only show more.
  expect(verdictsOf(byName)).toEqual({ 'dev-clean': 'COMPLIANT' })
})

it.each(listPermissions('bucket-tags-policy.json'))('needs $action', async ({ sid, action }) => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.scan.arn, sid, action)

  const run = await scenario.run({ buckets: 'tag:env=prod' })

  expectNoAnswer(run, 'ACCESS_DENIED', action, 'docs/iam/bucket-tags-policy.json')
})

it.each(listPermissions('account-policy.json'))('needs $action', async ({ sid, action }) => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.scan.arn, sid, action)

  const run = await scenario.run({ buckets: '*' })

  expectNoAnswer(run, 'ACCESS_DENIED', action, 'docs/iam/account-policy.json')
})
