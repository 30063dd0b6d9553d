import { afterEach, describe, expect, it } from '@jest/globals'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import { settle } from '../../emulator/unsettled.ts'
import type { World } from '../../emulator/world.ts'
import { listRefusals } from '../support/permissions.ts'
import {
  allowTargetKey,
  batchSettings,
  copiesByKey,
  currentObjects,
  expectCopiedOnce,
  jobsOf,
  keptProperties,
  oldKeys,
  remediationOutputs,
  seedFindings,
  statuses,
  workObjects,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const MANY = oldKeys(1001)
const RICH = { metadata: { owner: 'team-blue' }, tags: { purpose: 'billing' }, headers: { 'content-language': 'de' } }

/** Many objects, some of which have much to lose. */
function seedMany(world: World): void {
  seedFindings(world, MANY.slice(0, 991))
  seedFindings(world, MANY.slice(991), RICH)
}

/** A bucket in which only NewObjectMetadata can name SSE-S3: there even two objects are tried. */
const seedFew = (world: World) => {
  getBucket(world, BUCKET).defaultEncryption = { algorithm: 'aws:kms', bucketKey: true, explicit: true }
  seedFindings(world, oldKeys(2), RICH)
}

const jobSizes = (world: World) => jobsOf(world).map((job) => job.tasks?.length)

it('copies five objects, compares them, and then all others, each once', async () => {
  const scenario = await openScenario({ seed: seedMany })
  const { world } = scenario
  const before = [...currentObjects(world).values()].map(keptProperties)

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toEqual({
    exitCode: 0,
    status: 'COMPLETE',
    jobs: 2,
    succeeded: '1001',
    failed: '0',
  })
  expect(jobSizes(world)).toEqual([5, 996])
  expectCopiedOnce(world, MANY)
  expect([...currentObjects(world).values()].map(keptProperties)).toEqual(before)
  expect(result.stdout).toContain('5 of 5 objects (')
  expect(result.summary).toContain('5 of 5 objects kept everything')
  expect(result.report).toMatchObject({
    buckets: [
      {
        plan: { jobs: [{ canaryObjects: 5 }] },
        jobs: [
          { isCanary: true, objects: 5, canary: { objects: 5, kept: 5, losses: [] } },
          { isCanary: false, objects: 996 },
        ],
      },
    ],
  })
  const again = await scenario.run(scenario.remediation)
  expect(remediationOutputs(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '1001' })
  expect(jobSizes(world)).toEqual([5, 996])
})

it('tries copies to a KMS key without a right of its own to use that key', async () => {
  const checksum = { algorithm: 'CRC32', value: 'AAAAAA==', type: 'FULL_OBJECT' } as const
  const scenario = await openScenario({ seed: (world) => seedFindings(world, MANY, { ...RICH, checksum }) })
  const { world, roles } = scenario
  const { arn } = seedKmsKey(world)
  allowTargetKey(scenario, arn)
  const Action = ['kms:GenerateDataKey', 'kms:Decrypt']
  roles.batch.policies = [...roles.batch.policies, { Statement: [{ Effect: 'Allow', Action, Resource: arn }] }]

  const result = await scenario.run({
    ...scenario.remediation,
    'target-encryption': 'SSE-KMS',
    'kms-key-arn': arn,
  })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 2, succeeded: '1001' })
  expect(listRefusals(world)).toEqual([])
  expectCopiedOnce(world, MANY)
})

it('tries nothing where the copies are few', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, MANY.slice(0, 1000)) })
  await scenario.run(scenario.remediation)
  expect(jobSizes(scenario.world)).toEqual([1000])
})

describe('stops before the big job when copies lose', () => {
  it.each([
    ['metadata', 'x-amz-meta-owner'],
    ['tags', 'tags'],
    ['storage-class', 'storage class'],
  ] as const)('%s', async (copiesLose, property) => {
    const scenario = await openScenario({
      harmedObjects: 5,
      seed: (world) => {
        seedFindings(world, MANY, { ...RICH, storageClass: 'STANDARD_IA' })
        batchSettings(world).copiesLose = copiesLose
      },
    })
    const { world } = scenario
    for (const _run of ['first', 'second']) {
      const result = await scenario.run({ ...scenario.remediation, 'on-findings': 'warn' })

      expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED' })
      expect(result.annotated).toContain('The copies of the canary differ from the originals: 5 of 5 objects')
      expect(result.annotated).toContain(property)
      expect(result.annotated).toContain('The job over 996 more objects')
      expect(result.summary).toMatch(/old\/\d+/)
    }
    expect(jobSizes(world)).toEqual([5])
    expect(copiesByKey(world).size).toBe(5)
  })

  it('and shows no key where keys may not be shown', async () => {
    const scenario = await openScenario({ harmedObjects: 5, seed: (world) => seedFindings(world, MANY, RICH) })
    batchSettings(scenario.world).copiesLose = 'metadata'
    const result = await scenario.run({ ...scenario.remediation, 'list-keys': 'false' })
    expect(result.outputs.get('remediation-status')).toBe('FAILED')
    expect(`${result.stdout}${result.summary}${JSON.stringify(result.report)}`).not.toMatch(/old\/\d/)
  })
})

describe('where only NewObjectMetadata names SSE-S3', () => {
  it('stops when it drops user metadata', async () => {
    const scenario = await openScenario({
      harmedObjects: 2,
      seed: seedFew,
    })

    const result = await scenario.run(scenario.remediation)

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(result.annotated).toContain('x-amz-meta-owner')
  })

  it('encrypts where it keeps it', async () => {
    const scenario = await openScenario({ seed: seedFew })
    settle(scenario.world, 'new-object-metadata', 'keeps-metadata')

    const result = await scenario.run(scenario.remediation)

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
    expect(statuses(scenario.world)).toEqual({ 'old/1': 'SSE-S3', 'old/2': 'SSE-S3' })
    expect(listRefusals(scenario.world)).toEqual([])
  })
})

it('waits suspended in mode confirm, the canary first and then the others', async () => {
  const scenario = await openScenario({ seed: seedMany })
  const { world } = scenario
  const confirm = { ...scenario.remediation, remediation: 'confirm' }

  const first = await scenario.run(confirm)
  expect(remediationOutputs(first)).toMatchObject({ status: 'AWAITING_CONFIRMATION', jobs: 1 })
  expect(copiesByKey(world).size).toBe(0)

  const second = await scenario.run(scenario.remediation)
  expect(remediationOutputs(second)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 2, succeeded: '1001' })
  expectCopiedOnce(world, MANY)
})

it('copies each object once wherever in the trial a run is killed', async () => {
  const open = async () => {
    const scenario = await openScenario({ seed: seedFewMore })
    settle(scenario.world, 'new-object-metadata', 'keeps-metadata')
    return scenario
  }
  const whole = await open()
  const { requests } = await whole.run(whole.remediation)
  const first = requests.findIndex(({ operation }) => operation === 'ListJobs') + 1
  expect(requests.length - first).toBeGreaterThan(30)
  for (let request = first; request <= requests.length; request += 3) {
    const scenario = await open()
    expect(await runAndKill(scenario, request)).toBe(true)
    const result = await scenario.run(scenario.remediation)
    expect(remediationOutputs(result)).toEqual({
      exitCode: 0,
      status: 'COMPLETE',
      jobs: 2,
      succeeded: '8',
      failed: '0',
    })
    expectCopiedOnce(scenario.world, oldKeys(8))
    expect(workObjects(scenario.world).filter((key) => key.includes('/canaries/'))).toHaveLength(1)
    await closeScenarios()
  }
}, 900_000)

function seedFewMore(world: World): void {
  seedFew(world)
  seedFindings(world, oldKeys(8).slice(2), RICH)
}

/** Runs until the `request`-th request of the run has its effect; the process never hears of that. True if it was killed. */
async function runAndKill({ world, run, remediation }: Scenario, request: number): Promise<boolean> {
  let handle: ActionHandle | undefined
  world.faults.push({
    match: { number: world.log.length + request },
    phase: 'before',
    effect: { kind: 'call', run: () => void handle?.kill('SIGKILL') },
    times: 1,
  })
  const { signal } = await run(remediation, { onStart: (started) => (handle = started) })
  return signal === 'SIGKILL'
}
