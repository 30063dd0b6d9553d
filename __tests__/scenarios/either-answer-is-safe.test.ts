// Each question of docs/unconfirmed.md, with either answer: nothing is copied twice, nothing is lost, nothing is green
// that was not proven. What must be true of every run is checked by scenario.ts itself.

import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { advanceDays } from '../../emulator/inventory/schedule.ts'
import { configureOidc } from '../../emulator/oidc/state.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { type ObjectSeed, seedDeleteMarker, seedKmsKey, seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET, readDocumentedPolicy, WORK_BUCKET } from '../../emulator/stage.ts'
import { createRole } from '../../emulator/sts/roles.ts'
import { ANSWERS, type AnswerTo, QUESTIONS, type Question, settle } from '../../emulator/unsettled.ts'
import type { World } from '../../emulator/world.ts'
import { readMember } from '../support/documented.ts'
import {
  allowOtherOperations,
  allowPreflight,
  allowTargetKey,
  batchSettings,
  expectCopiedOnce,
  jobsOf,
  lockBucket,
  oldKeys,
  remediationOutputs,
  seedFindings,
  setLock,
  statuses,
} from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  DAY_MS,
  expectNoAnswer,
  HOUR_MS,
  OLD,
  openScenario,
  type Scenario,
  type ScenarioOptions,
  takePermission,
} from '../support/scenario.ts'

afterEach(closeScenarios)

const KEYS = oldKeys(4)
/** More than one copy may move. */
const HUGE = 6 * 1024 ** 3
const HOSTILE = ['a b', 'a+b', 'a%2Bb', 'a%20b', 'é/ü', 'comma,"quote"']
const NAMES = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
const ELSEWHERE = { 'work-location': `s3://${WORK_BUCKET}/s3-encryption/another/` }
const FORBIDDEN = { httpStatus: 403, errorCode: 'AccessDenied', message: 'Access Denied' }
const COMPLETE = { exitCode: 0, status: 'COMPLETE' }

const seedKeys =
  (keys: readonly string[], seed: Partial<ObjectSeed> = {}) =>
  (world: World) =>
    seedFindings(world, keys, seed)

/** A world in which the question is settled before its first report. */
async function open(question: Question, answer: string, options: ScenarioOptions = {}): Promise<Scenario> {
  const { seed = seedKeys(KEYS) } = options
  return await openScenario({
    ...options,
    seed: (world) => {
      settle(world, question, answer)
      seed(world)
    },
  })
}

/** Lets the batch role work in every place of the work bucket. */
function allowElsewhere({ roles: { batch } }: Scenario): void {
  const Action = ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject']
  const Resource = `arn:aws:s3:::${WORK_BUCKET}/*`
  batch.policies = [...batch.policies, { Statement: [{ Effect: 'Allow', Action, Resource }] }]
}

const remediate = (scenario: Scenario, inputs: Readonly<Record<string, string>> = {}) =>
  scenario.run({ ...scenario.remediation, 'poll-interval': '30s', ...inputs })

type Stories = { readonly [Q in Question]: (answer: AnswerTo<Q>) => Promise<void> }

const STORIES: Stories = {
  'copy-time-limit': async (answer) => {
    const finished = await open('copy-time-limit', answer)
    allowElsewhere(finished)
    await remediate(finished)
    expect(remediationOutputs(await remediate(finished, ELSEWHERE))).toMatchObject({ ...COMPLETE, jobs: 1 })
    // Another way to name the same encryption is no reason either.
    const kms = seedKmsKey(finished.world)
    const bucket = getBucket(finished.world, BUCKET)
    bucket.defaultEncryption = { algorithm: 'aws:kms', kmsKeyArn: kms.arn, bucketKey: true, explicit: true }
    expect(remediationOutputs(await remediate(finished))).toMatchObject(COMPLETE)
    expectCopiedOnce(finished.world, KEYS)

    const live = await open('copy-time-limit', answer)
    allowElsewhere(live)
    Object.assign(batchSettings(live.world).pacing, { activePolls: 30, tasksPerPoll: 0 })
    await remediate(live, { wait: 'false' })
    batchSettings(live.world).pacing.tasksPerPoll = 2
    expect(remediationOutputs(await remediate(live, ELSEWHERE))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expectCopiedOnce(live.world, KEYS)
  },
  'new-object-metadata': async (answer) => {
    const seed = (world: World) => {
      const { arn } = seedKmsKey(world)
      const algorithm = 'aws:kms' as const
      getBucket(world, BUCKET).defaultEncryption = { algorithm, kmsKeyArn: arn, bucketKey: true, explicit: true }
      seedFindings(world, oldKeys(60), { metadata: { owner: 'team-a' } })
    }
    const harmedObjects = answer === 'drops-metadata' ? 5 : 0
    const scenario = await open('new-object-metadata', answer, { seed, harmedObjects })
    const { status } = remediationOutputs(await remediate(scenario))
    expect(status).toBe(answer === 'drops-metadata' ? 'FAILED' : 'COMPLETE')
  },
  'job-manifest-plus': async (answer) => {
    const scenario = await open('job-manifest-plus', answer, { seed: seedKeys(HOSTILE) })
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expectCopiedOnce(scenario.world, HOSTILE)
  },
  'report-keys': async (answer) => {
    const scenario = await open('report-keys', answer, { seed: seedKeys(HOSTILE) })
    settle(scenario.world, 'copy-time-limit', 'ignored')
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expectCopiedOnce(scenario.world, HOSTILE)
  },
  'token-memory': async (answer) => {
    const scenario = await open('token-memory', answer)
    settle(scenario.world, 'copy-time-limit', 'ignored')
    await remediate(scenario, { wait: 'false' })
    scenario.world.clock.advance(HOUR_MS)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    scenario.world.clock.advance(HOUR_MS)
    await remediate(scenario)
    expect(jobsOf(scenario.world)).toHaveLength(1)
    expectCopiedOnce(scenario.world, KEYS)
  },
  'token-conflict': async (answer) => {
    const scenario = await open('token-conflict', answer)
    const { world } = scenario
    allowElsewhere(scenario)
    settle(world, 'copy-time-limit', 'ignored')
    // Between a run's look at the jobs and its CreateJob, another run with another work location creates the job.
    let other: Promise<unknown> | undefined
    const run = async (): Promise<void> => {
      other = remediate(scenario, ELSEWHERE)
      await other
    }
    world.faults.push({ match: { operation: 'CreateJob' }, phase: 'before', effect: { kind: 'call', run }, times: 1 })
    const first = await remediate(scenario)
    expect(other).toBeDefined()
    expect(remediationOutputs(first)).toMatchObject({ ...COMPLETE, jobs: 1 })
    expect(jobsOf(world)).toHaveLength(1)
    expectCopiedOnce(world, KEYS)
  },
  'delete-marker-status': async (answer) => {
    const seed = (world: World) => {
      seedObject(world, BUCKET, { key: 'deleted', size: 1, status: 'NOT-SSE', lastModified: OLD })
      seedDeleteMarker(world, BUCKET, { key: 'deleted', lastModified: OLD + 1000 })
    }
    const scenario = await open('delete-marker-status', answer, { seed })
    const run = await scenario.run()
    expect([run.exitCode, run.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
  },
  'empty-report': async (answer) => {
    const scenario = await open('empty-report', answer, { seed: () => undefined })
    const run = await scenario.run()
    expect([run.exitCode, run.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
    seedObject(scenario.world, BUCKET, { key: 'unseen', size: 1, status: 'NOT-SSE', lastModified: OLD })
    expect((await scenario.run()).outputs.get('verdict')).toBe('INSUFFICIENT_DATA')
  },
  'delivery-encryption': async (answer) => {
    const scenario = await open('delivery-encryption', answer, { deliver: false })
    const { inventory } = getBucket(scenario.world, BUCKET)
    for (const [id, daily] of inventory)
      inventory.set(id, { ...daily, destination: { ...daily.destination, encryption: { kind: 'SSE-S3' } } })
    const destination = getBucket(scenario.world, DESTINATION_BUCKET)
    const Condition = { Null: { 's3:x-amz-server-side-encryption': 'true' } }
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*', Condition } as const
    destination.policy = { Statement: [...(destination.policy?.Statement ?? []), deny] }
    await advanceDays(scenario.world, 2)
    const { outputs, annotated } = await scenario.run()
    expect(outputs.get('verdict')).toBe(answer === 'named' ? 'NON_COMPLIANT' : 'INSUFFICIENT_DATA')
    if (answer === 'not-named') expect(annotated).toContain(`policy of bucket ${DESTINATION_BUCKET}`)
  },
  'report-arrival': async (answer) => {
    const scenario = await open('report-arrival', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expectCopiedOnce(scenario.world, KEYS)
  },
  'report-of-failures': async (answer) => {
    const scenario = await open('report-of-failures', answer)
    const { world } = scenario
    scriptJob(world, { failTask: () => FORBIDDEN })
    const first = await remediate(scenario)
    expect(remediationOutputs(first).exitCode).toBe(1)
    expect(first.summary).toContain(answer === 'none' ? 'S3 counts 4 failed tasks' : 'AccessDenied')
    const again = await remediate(scenario)
    expect(remediationOutputs(again).exitCode).toBe(answer === 'none' ? 1 : 0)
    expect(jobsOf(world)).toHaveLength(answer === 'none' ? 1 : 2)
  },
  'progress-summary': async (answer) => {
    const scenario = await open('progress-summary', answer)
    const run = await remediate(scenario)
    expect(remediationOutputs(run)).toMatchObject({ ...COMPLETE, succeeded: '4', failed: '0' })
    expect(run.summary.includes("S3's own progress")).toBe(answer === 'wrong')
  },
  'task-runs': async (answer) => {
    const scenario = await open('task-runs', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expect(jobsOf(scenario.world)).toHaveLength(1)
  },
  'job-defaults': async (answer) => {
    const scenario = await open('job-defaults', answer)
    const { world } = scenario
    settle(world, 'copy-time-limit', 'ignored')
    Object.assign(batchSettings(world).pacing, { activePolls: 30, tasksPerPoll: 0 })
    const pending = await remediate(scenario, { wait: 'false' })
    batchSettings(world).pacing.tasksPerPoll = 2
    const joined = await remediate(scenario)
    expect(remediationOutputs(joined)).toMatchObject({ ...COMPLETE, jobs: 1 })
    expect(joined.outputs.get('job-ids')).toBe(pending.outputs.get('job-ids'))
    const covered = await remediate(scenario)
    expect(remediationOutputs(covered)).toMatchObject({ ...COMPLETE, jobs: 1, succeeded: '4' })
    expect(covered.stdout).not.toContain('does not know')
    expectCopiedOnce(world, KEYS)
  },
  'if-match-reads': async (answer) => {
    const seed = (world: World) => {
      getBucket(world, BUCKET).versioning = 'Unversioned'
      seedFindings(world, KEYS)
    }
    const scenario = await open('if-match-reads', answer, { seed, copiesDirectly: true })
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
  },
  'copy-task-acl': async (answer) => {
    const scenario = await open('copy-task-acl', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expectCopiedOnce(scenario.world, KEYS)
  },
  'tagging-at-creation': async (answer) => {
    const scenario = await open('tagging-at-creation', answer)
    const { world, roles } = scenario
    const bar = { Null: readMember('docs/iam/README.md, Null') as Record<string, string> }
    roles.remediation.policies = roles.remediation.policies.map((policy) => ({
      ...policy,
      Statement: policy.Statement.map((statement) =>
        statement.Sid === 'TagOwnJobs' ? { ...statement, Condition: { ...statement.Condition, ...bar } } : statement,
      ),
    }))
    const run = await remediate(scenario)
    const isCreated = answer === 'without-job-keys'
    expect(remediationOutputs(run).status).toBe(isCreated ? 'COMPLETE' : 'FAILED')
    expectCopiedOnce(world, isCreated ? KEYS : [])
    if (!isCreated) expect(run.stdout).toContain('s3:PutJobTagging')
  },
  'batch-principal-in-china': async (answer) => {
    const scenario = await open('batch-principal-in-china', answer, { region: 'cn-north-1' })
    const run = await remediate(scenario)
    const isTrusted = answer === 'as-elsewhere'
    expect(remediationOutputs(run).status).toBe(isTrusted ? 'COMPLETE' : 'FAILED')
    expectCopiedOnce(scenario.world, isTrusted ? KEYS : [])
  },
  'update-encryption-keys': async (answer) => {
    const [wanted, old] = ['wanted', 'old']
    const arns: Record<string, string> = {}
    const seed = (world: World) => {
      for (const name of [wanted, old]) arns[name] = seedKmsKey(world).arn
      const object = { size: 1, status: 'SSE-KMS', lastModified: OLD, kmsKeyArn: arns.old } as const
      for (const key of KEYS) seedObject(world, BUCKET, { ...object, key })
    }
    const scenario = await open('update-encryption-keys', answer, { seed })
    const { world, roles } = scenario
    const kmsKeyArn = arns.wanted ?? ''
    allowTargetKey(scenario, kmsKeyArn)
    allowOtherOperations(scenario, { kmsKeyArn, oldKmsKeyArn: arns.old ?? '' })
    const evidence = readDocumentedPolicy(world, 'evidence-policy.json', NAMES)
    roles.remediation.policies = [...roles.remediation.policies, evidence]
    const policy = { 'accepted-encryption': 'SSE-KMS', 'target-encryption': 'SSE-KMS', 'kms-key-arn': kmsKeyArn }
    const run = await remediate(scenario, policy)
    const isAllowed = answer === 'each-its-own'
    expect(remediationOutputs(run).status).toBe(isAllowed ? 'COMPLETE' : 'INCOMPLETE')
    const versions = [...getBucket(world, BUCKET).objects.values()].flat()
    expect(new Set(versions.map(({ encryption }) => encryption.kmsKeyArn))).toEqual(
      new Set([isAllowed ? kmsKeyArn : arns.old]),
    )
  },
  'source-account': async (answer) => {
    const scenario = await open('source-account', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
  },
  'job-regions': async (answer) => {
    const seed = (world: World) => {
      const work = getBucket(world, WORK_BUCKET)
      world.buckets.set(WORK_BUCKET, { ...work, region: 'us-east-1' })
      seedFindings(world, KEYS)
    }
    const scenario = await open('job-regions', answer, { seed, start: Date.now() - DAY_MS / 4 })
    const run = await remediate(scenario)
    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 0 })
    expect(run.annotated).toContain('us-east-1')
    expect(jobsOf(scenario.world)).toEqual([])
  },
  'untouched-default': async (answer) => {
    const scenario = await open('untouched-default', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expectCopiedOnce(scenario.world, KEYS)
  },
  'region-without-annotations': async (answer) => {
    const seed = seedKeys(['huge'], { size: HUGE, headers: { 'content-type': 'text/plain' } })
    const scenario = await open('region-without-annotations', answer, { seed, copiesDirectly: true })
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, succeeded: '1' })
  },
  'forbidden-annotations': async (answer) => {
    const seed = seedKeys(KEYS, { annotations: { note: 'kept' } })
    const scenario = await open('forbidden-annotations', answer, { seed })
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expectCopiedOnce(scenario.world, KEYS)
  },
  'annotation-version-forms': async (answer) => {
    const seed = seedKeys(KEYS, { annotations: { note: 'kept' } })
    const scenario = await open('annotation-version-forms', answer, { seed })
    const isAllowed = answer === 'not-asked'
    expect(remediationOutputs(await remediate(scenario)).exitCode).toBe(isAllowed ? 0 : 1)
    expectCopiedOnce(scenario.world, isAllowed ? KEYS : [])
  },
  'kms-multipart-etag': async (answer) => {
    const seed = seedKeys(['huge'], { size: HUGE, headers: { 'content-type': 'text/plain' } })
    const scenario = await open('kms-multipart-etag', answer, { seed, copiesDirectly: true })
    const { roles, world } = scenario
    const { arn } = seedKmsKey(world)
    allowTargetKey(scenario, arn)
    const Action = ['kms:GenerateDataKey', 'kms:Decrypt']
    const policy = { Statement: [{ Effect: 'Allow' as const, Action, Resource: arn }] }
    roles.remediation.policies = [...roles.remediation.policies, policy]
    const inputs = { 'target-encryption': 'SSE-KMS', 'kms-key-arn': arn }
    expect(remediationOutputs(await remediate(scenario, inputs))).toMatchObject({ ...COMPLETE, succeeded: '1' })
    expect(statuses(world)).toEqual({ huge: 'SSE-KMS' })
  },
  'event-hold-columns': async (answer) => {
    const lock = { eventHold: true, eventHoldDuration: { days: 1 } }
    const seed = (world: World) => {
      seedFindings(world, KEYS, { lock })
      getBucket(world, BUCKET).objectLockEnabled = true
    }
    const scenario = await open('event-hold-columns', answer, { seed })
    lockBucket(scenario)
    const run = await remediate(scenario)
    expect(run.report).toMatchObject({ buckets: [{ scan: { heldBack: [{ reason: 'object-lock', objects: 4 }] } }] })
    expectCopiedOnce(scenario.world, [])
  },
  'no-retention': async (answer) => {
    const scenario = await open('no-retention', answer)
    lockBucket(scenario)
    const run = await remediate(scenario)
    const isSeen = answer === 'not-found'
    expect(remediationOutputs(run).exitCode).toBe(isSeen ? 0 : 1)
    expectCopiedOnce(scenario.world, isSeen ? KEYS : [])
  },
  'held-key-change': async (answer) => {
    const seed = (world: World) => {
      const object = { size: 1, status: 'SSE-S3', lastModified: OLD } as const
      for (const key of KEYS) seedObject(world, BUCKET, { ...object, key })
    }
    const scenario = await open('held-key-change', answer, { seed })
    const { world } = scenario
    const { arn } = seedKmsKey(world)
    lockBucket(scenario)
    allowTargetKey(scenario, arn)
    allowOtherOperations(scenario, { kmsKeyArn: arn })
    for (const key of KEYS) setLock(world, key, { eventHold: true, eventHoldDuration: { days: 1 } })
    const policy = { 'accepted-encryption': 'SSE-KMS', 'target-encryption': 'SSE-KMS', 'kms-key-arn': arn }
    expect(remediationOutputs(await remediate(scenario, policy)).exitCode).toBe(1)
    expect(new Set(Object.values(statuses(world)))).toEqual(new Set(['SSE-S3']))
  },
  'expired-head': async (answer) => {
    const scenario = await open('expired-head', answer)
    const { world } = scenario
    // All sessions end while the job is verified.
    const run = (): void => world.clock.advance(2 * 3_600_000)
    world.faults.push({ match: { operation: 'HeadObject' }, phase: 'before', effect: { kind: 'call', run }, times: 1 })
    const first = await remediate(scenario)
    expect(jobsOf(world)).toHaveLength(1)
    if (answer === '400') expect(remediationOutputs(first)).toMatchObject(COMPLETE)
    else expect(first.outputs.get('remediation-status')).not.toBe('COMPLETE')
    expect(remediationOutputs(await remediate(scenario))).toMatchObject({ ...COMPLETE, jobs: 1 })
    expectCopiedOnce(world, KEYS)
  },
  'head-key': async (answer) => {
    let arn = ''
    const seed = (world: World) => {
      arn = seedKmsKey(world).arn
      seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-KMS', lastModified: OLD, kmsKeyArn: arn })
    }
    const scenario = await open('head-key', answer, { seed })
    const { scan } = scenario.roles
    scan.policies = [...scan.policies, readDocumentedPolicy(scenario.world, 'evidence-policy.json', NAMES)]
    const run = await scenario.run({ 'accepted-encryption': 'SSE-KMS', 'kms-key-arn': arn })
    expect(run.outputs.get('verdict')).toBe(answer === 'arn' ? 'COMPLIANT' : 'INSUFFICIENT_DATA')
    if (answer !== 'arn') expect(run.outputs.get('reason')).toBe('EVIDENCE_MISSING')
  },
  'kms-refusal': async (answer) => {
    const scenario = await open('kms-refusal', answer)
    const { world } = scenario
    const key = seedKmsKey(world)
    allowTargetKey(scenario, key.arn)
    // Disabled after the action looked at it.
    const run = (): void => {
      key.state = 'Disabled'
    }
    world.faults.push({ match: { operation: 'CreateJob' }, phase: 'before', effect: { kind: 'call', run }, times: 1 })
    const result = await remediate(scenario, { 'target-encryption': 'SSE-KMS', 'kms-key-arn': key.arn })
    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, succeeded: '0', failed: '4' })
    expect(new Set(Object.values(statuses(world)))).toEqual(new Set(['NOT-SSE']))
  },
  'simulated-keys': async (answer) => {
    const scenario = await open('simulated-keys', answer)
    allowPreflight(scenario, 'remediation')

    const run = await scenario.run(scenario.remediation)

    expect(remediationOutputs(run)).toMatchObject(COMPLETE)
    expect(run.stdout).toContain(
      'ok: report-bucket, work-location, batch-role, batch-role-trust, pass-role, batch-role-permissions',
    )
  },
  'github-claims': async (answer) => {
    const scenario = await open('github-claims', answer)
    const { world, roles } = scenario
    const trustPolicy = readDocumentedPolicy(world, 'remediation-role-trust-policy.json', NAMES)
    createRole(world, { ...roles.remediation, trustPolicy })
    configureOidc(world, { environment: 's3-encryption-remediation' })
    const run = await remediate(scenario)
    if (answer === 'condition-keys') return expect(remediationOutputs(run)).toMatchObject(COMPLETE)
    expectNoAnswer(run, 'NO_CREDENTIALS', 'If it also checks ref or repository_id: they are `refs/heads/main` and')
    return expect(jobsOf(world)).toEqual([])
  },
}

/** A story of one question, told with one answer. */
const tell = (question: Question, answer: string) => (STORIES[question] as (answer: string) => Promise<void>)(answer)

describe.each(QUESTIONS)('%s', (question) => {
  it.each(ANSWERS[question])('%s', async (answer) => await tell(question, answer))
})

it('docs/unconfirmed.md has a row for each question, with both answers, and none that nobody can answer', () => {
  const [, emulated = ''] =
    /## What the emulator answers either way\n([\s\S]*?)\n## /.exec(readFileSync('docs/unconfirmed.md', 'utf8')) ?? []
  const rows = emulated.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| question'))
  const named = rows.map((row) => row.split('|').at(-2)?.trim())
  const expected = QUESTIONS.map((question) => `\`${question}\`: ${ANSWERS[question].join(', ')}`)
  expect(named.toSorted()).toEqual(expected.toSorted())
})

it('takes no permission for granted that a story took away', async () => {
  const scenario = await open('copy-task-acl', 'asked')
  takePermission(scenario, scenario.roles.batch.arn, 'CopyInPlace', 's3:PutObjectAcl')
  expect(remediationOutputs(await remediate(scenario)).exitCode).toBe(1)
  const lenient = await open('copy-task-acl', 'not-asked')
  takePermission(lenient, lenient.roles.batch.arn, 'CopyInPlace', 's3:PutObjectAcl')
  expect(remediationOutputs(await remediate(lenient))).toMatchObject(COMPLETE)
})
