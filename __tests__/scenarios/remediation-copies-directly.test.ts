import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import {
  allowTargetKey,
  copiesByKey,
  currentObjects,
  jobsOf,
  keptProperties,
  oldKeys,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario, requestsOf } from '../support/scenario.ts'

afterEach(closeScenarios)

const HUGE = 6 * 1024 ** 3
const PROPERTIES = {
  metadata: new Map([['owner', 'team-a']]),
  headers: new Map([['content-type', 'text/plain']]),
  tags: new Map([['retain', 'yes']]),
}
const unversioned = (world: World) => {
  getBucket(world, BUCKET).versioning = 'Unversioned'
  seedFindings(world, oldKeys(3), PROPERTIES)
}
const versioned = (world: World) => seedFindings(world, oldKeys(3), PROPERTIES)
const withHuge = (world: World) => {
  seedFindings(world, oldKeys(2), PROPERTIES)
  seedFindings(world, ['huge'], { ...PROPERTIES, size: HUGE, storageClass: 'STANDARD_IA' })
}
const properties = (world: World) => [...currentObjects(world).values()].map(keptProperties)

describe('the action copies objects itself', () => {
  it.each([
    ['a small set in a bucket without versioning', unversioned, {}, 0, 3],
    ['everything with copy-engine direct', versioned, { 'copy-engine': 'direct' }, 0, 3],
    ['what is too large for a job, beside the job', withHuge, {}, 1, 1],
  ])('%s, and changes nothing but the encryption', async (_name, seed, inputs, jobs, copies) => {
    const scenario = await openScenario({ seed, copiesDirectly: true })
    const before = properties(scenario.world)

    const result = await scenario.run({ ...scenario.remediation, ...inputs })

    expect(remediationOutputs(result)).toMatchObject({
      exitCode: 0,
      status: 'COMPLETE',
      jobs,
      succeeded: '3',
      failed: '0',
    })
    expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
    expect(properties(scenario.world)).toEqual(before)
    expect(result.report).toMatchObject({
      buckets: [{ directCopies: { objects: copies, outcomes: [{ outcome: 'encrypted', objects: copies }] } }],
    })
    expect(result.summary).toContain('Copied by the action itself')
    expect([...getBucket(scenario.world, BUCKET).uploads.keys()]).toEqual([])
  })

  it('on condition of what it looked at, on both sides', async () => {
    const scenario = await openScenario({ seed: unversioned, copiesDirectly: true })

    const { requests } = await scenario.run(scenario.remediation)

    const copies = requests.filter(({ operation }) => operation === 'CopyObject')
    expect(copies).toHaveLength(3)
    for (const { headers } of copies) {
      expect(headers['if-match']).toMatch(/^"[0-9a-f]{32}"$/)
      expect(headers['x-amz-copy-source-if-match']).toBe(headers['if-match'])
    }
  })

  it('only in a run: what is confirmed later waits', async () => {
    const scenario = await openScenario({ seed: unversioned, copiesDirectly: true })

    const prepared = await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
    expect(remediationOutputs(prepared)).toMatchObject({ exitCode: 1, status: 'AWAITING_CONFIRMATION', jobs: 0 })
    expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['NOT-SSE']))

    expect(remediationOutputs(await scenario.run(scenario.remediation))).toMatchObject({
      exitCode: 0,
      status: 'COMPLETE',
    })
  })

  it('never twice: the next run finds them encrypted', async () => {
    const scenario = await openScenario({ seed: unversioned, copiesDirectly: true })
    await scenario.run(scenario.remediation)

    const again = await scenario.run(scenario.remediation)

    expect(remediationOutputs(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '3' })
    expect(requestsOf(again, 'CopyObject')).toEqual([])
    expect(again.report).toMatchObject({
      buckets: [{ directCopies: { outcomes: [{ outcome: 'already', objects: 3 }] } }],
    })
  })

  it('not without the permissions: the objects stay as they are, and the step says what is missing', async () => {
    const scenario = await openScenario({ seed: unversioned })

    const result = await scenario.run(scenario.remediation)

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, jobs: 0 })
    expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['NOT-SSE']))
    expect(result.annotated + result.summary).toContain('direct-copy-policy.json')
    expect([jobsOf(scenario.world), copiesByKey(scenario.world)]).toEqual([[], new Map()])
  })

  it('under the KMS key that is asked for', async () => {
    const scenario = await openScenario({ copiesDirectly: true })
    const { world, roles } = scenario
    const { arn } = seedKmsKey(world)
    allowTargetKey(scenario, arn)
    const names = { bucket: BUCKET, repository: 'octo-org/octo-repo', kmsKeyArn: arn }
    const [encrypt] = readDocumentedPolicy(world, 'batch-role-kms-policy.json', names).Statement
    if (encrypt === undefined) throw new Error('no statement')
    roles.remediation.policies = [...roles.remediation.policies, { Statement: [encrypt] }]

    const run = await scenario.run({
      ...scenario.remediation,
      'copy-engine': 'direct',
      'target-encryption': 'SSE-KMS',
      'kms-key-arn': arn,
    })

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0, succeeded: '2' })
    for (const key of ['old/1', 'old/2'])
      expect(currentObjects(world).get(key)?.encryption).toEqual({ status: 'SSE-KMS', kmsKeyArn: arn, bucketKey: true })
  })
})
