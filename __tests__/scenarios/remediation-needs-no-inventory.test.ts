import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { listRefusals } from '../support/permissions.ts'
import {
  expectCopiedOnce,
  jobManifestText,
  oldKeys,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, expectNoAnswer, OLD } from '../support/scenario.ts'
import { generate, listingJobs, openUnlisted, workingJobs } from '../support/scenes/generator.ts'

afterEach(closeScenarios)

const KEYS = ['old/1', 'a b+c%2B', 'ü/,"', 'ia/1']

const seed = (world: World) => {
  seedFindings(world, KEYS.slice(0, 3))
  seedFindings(world, ['ia/1'], { storageClass: 'STANDARD_IA' })
}

it('copies what S3 lists, class by class, after looking at each object, and runs no job that S3 listed for', async () => {
  const scenario = await openUnlisted({ seed })
  const { world } = scenario

  const run = await generate(scenario)

  expect(remediationOutputs(run)).toEqual({ exitCode: 0, status: 'COMPLETE', jobs: 2, succeeded: '4', failed: '0' })
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.report).toMatchObject({ buckets: [{ source: { kind: 'manifest-generator', scope: 'whole' } }] })
  expect(listingJobs(world).map(({ status, results }) => [status, results])).toEqual([['Cancelled', []]])
  expect(
    workingJobs(world)
      .map((job) => jobManifestText(world, job))
      .sort(),
  ).toEqual([`${BUCKET},a%20b%2Bc%252B\n${BUCKET},old/1\n${BUCKET},%C3%BC/%2C%22\n`, `${BUCKET},ia/1\n`])
  expectCopiedOnce(world, KEYS)
  expect(listRefusals(world)).toEqual([])
})

it('never calls the bucket compliant: that nothing was listed proves nothing', async () => {
  const scenario = await openUnlisted({ seed })
  await generate(scenario)

  const run = await generate(scenario)

  expectNoAnswer(run, 'EVIDENCE_MISSING', 'no proof that there are no others')
  expect(listingJobs(scenario.world).map(({ status }) => status)).toEqual(['Cancelled', 'Failed'])
  expect(workingJobs(scenario.world)).toHaveLength(2)
})

it('creates its jobs suspended where a person is to confirm them', async () => {
  const scenario = await openUnlisted({ seed })

  const run = await generate(scenario, { remediation: 'confirm' })

  expect(remediationOutputs(run)).toMatchObject({ status: 'AWAITING_CONFIRMATION', jobs: 2 })
  expect(workingJobs(scenario.world).map(({ status }) => status)).toEqual(['Suspended', 'Suspended'])
  expect(listingJobs(scenario.world).map(({ status }) => status)).toEqual(['Cancelled'])
})

it('holds back what it cannot know to be safe', async () => {
  const scenario = await openUnlisted({
    seed: (world) => {
      seedFindings(world, ['plain', 'archived'], {})
      seedObject(world, BUCKET, {
        key: 'glacier',
        size: 1,
        status: 'NOT-SSE',
        lastModified: OLD,
        storageClass: 'GLACIER',
      })
      getBucket(world, BUCKET).ownership = 'BucketOwnerPreferred'
    },
  })

  const run = await generate(scenario)

  expect(remediationOutputs(run)).toMatchObject({ status: 'INCOMPLETE', jobs: 0 })
  expect(run.report).toMatchObject({
    buckets: [{ scan: { heldBack: [{ reason: 'acl-unknown', objects: 3 }] } }],
  })
  expect(Object.values(statuses(scenario.world)).filter((status) => status === 'NOT-SSE')).toHaveLength(3)
})

it.each([
  ['none', 'and an audit or a plan creates none'],
  ['plan', 'and an audit or a plan creates none'],
])('says that it cannot be asked with remediation: %s, and asks nothing', async (remediation, why) => {
  const scenario = await openUnlisted({ seed })

  const run = await generate(scenario, { remediation })

  expectNoAnswer(run, 'INVALID_INPUT', why)
  expect(run.requests.filter(({ service }) => service !== 'github')).toEqual([])
})

it('is not asked on an event that may not remediate', async () => {
  const scenario = await openUnlisted({ seed })

  const run = await scenario.run(
    { ...scenario.remediation, source: 'manifest-generator' },
    { event: { name: 'pull_request', payload: { repository: { private: true, visibility: 'private' } } } },
  )

  expectNoAnswer(run, 'EVIDENCE_MISSING', 'may not create jobs')
  expect(listingJobs(scenario.world)).toEqual([])
})

it('stops before the first job where more is listed than may be looked at', async () => {
  const scenario = await openUnlisted({ seed: (world) => seedFindings(world, oldKeys(3)) })

  const run = await generate(scenario, { 'max-evidence-requests': '2' })

  expectNoAnswer(run, 'EVIDENCE_MISSING', 'max-evidence-requests')
  expect(workingJobs(scenario.world)).toEqual([])
  expect(listingJobs(scenario.world).map(({ status }) => status)).toEqual(['Cancelled'])
})
