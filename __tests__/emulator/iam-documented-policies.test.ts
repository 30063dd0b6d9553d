import { afterEach, describe, expect, it } from '@jest/globals'
import { matchesTrustPolicy } from '../../emulator/iam/trust.ts'
import type { IamPolicy, IamStatement } from '../../emulator/iam/types.ts'
import { createWorld } from '../../emulator/index.ts'
import { buildClaims } from '../../emulator/oidc/claims.ts'
import { configureOidc, oidcState } from '../../emulator/oidc/state.ts'
import { makeAnnotation } from '../../emulator/s3/annotations.ts'
import { putSinglePart } from '../../emulator/s3/write.ts'
import { seedBucket } from '../../emulator/seed.ts'
import { readDocumentedPolicy, WORK_BUCKET } from '../../emulator/stage.ts'
import { createRole } from '../../emulator/sts/roles.ts'
import { ACCOUNT, BATCH_ROLE, type BatchTest, readReport, startBatchTest } from './s3-control-world.ts'

const NAMES = { bucket: 'source', repository: 'octo-org/octo-repo' }

function readPolicy(file: string): IamPolicy {
  return readDocumentedPolicy(createWorld(), file, NAMES)
}

let test: BatchTest | undefined
afterEach(async () => {
  await test?.close()
  test = undefined
})

/** What became of a job on an object with everything, a missing object, and the report. */
async function runJobAs(policy: IamPolicy): Promise<string> {
  test = await startBatchTest({ rolePolicy: policy })
  const { world } = test
  const work = seedBucket(world, { name: WORK_BUCKET })
  const source = test.put('a', {
    tags: new Map([['team', 'x']]),
    annotations: new Map([['label', makeAnnotation(world, Buffer.from('cat'))]]),
  })
  const text = 'source,a\nsource,absent\n'
  const body = { kind: 'bytes' as const, bytes: new TextEncoder().encode(text) }
  const key = 's3-encryption/job-manifests/source/1.csv'
  const { etag } = putSinglePart(world, work, { ...source, key, body, encryption: { status: 'SSE-S3' } })
  const jobId = await test.createJob('', {
    Manifest: {
      Spec: { Format: 'S3BatchOperations_CSV_20180820', Fields: ['Bucket', 'Key'] },
      Location: { ObjectArn: `arn:aws:s3:::${WORK_BUCKET}/${key}`, ETag: etag },
    },
    Report: {
      Enabled: true,
      Bucket: `arn:aws:s3:::${WORK_BUCKET}`,
      Prefix: 's3-encryption/completion-reports/source',
      Format: 'Report_CSV_20180820',
      ReportScope: 'AllTasks',
    },
  })
  const job = await test.pollUntil(jobId, 'Complete', 'Failed')
  const { rows = [] } = readReport(test, jobId, 's3-encryption/completion-reports/source/', WORK_BUCKET) ?? {}
  const shown = rows.map((row) => row.split(',', 6).join(','))
  return [job.Status, ...shown, test.head('a')?.encryption.status].join(' | ')
}

const batchPolicy = readPolicy('batch-role-policy.json')
const permissions = batchPolicy.Statement.flatMap((statement) =>
  [statement.Action ?? []].flat().map((action) => ({ action, resource: String(statement.Resource), statement })),
)

function without(statement: IamStatement, action: string): IamPolicy {
  const changed = { ...statement, Action: [statement.Action ?? []].flat().filter((one) => one !== action) }
  return { Statement: batchPolicy.Statement.map((one) => (one === statement ? changed : one)) }
}

describe('the documented batch role', () => {
  const expected = 'Complete | source,a,,succeeded,200, | source,absent,,failed,404,NoSuchKey | SSE-S3'

  it('may do what a copy job needs', async () => {
    expect(await runJobAs(batchPolicy)).toBe(expected)
  })

  it.each(permissions)('needs $action on $resource', async ({ action, statement }) => {
    expect(await runJobAs(without(statement, action))).not.toBe(expected)
  })

  it.each<[Record<string, string>, boolean]>([
    [{ 'aws:sourceaccount': ACCOUNT }, true],
    [{}, true],
    [{ 'aws:sourceaccount': '444455556666' }, false],
  ])('trusts S3 Batch Operations with the context %j: %s', (context, trusted) => {
    const world = createWorld()
    const role = createRole(world, { name: 'b', trustPolicy: readPolicy('batch-role-trust-policy.json'), policies: [] })
    expect(matchesTrustPolicy(role, { service: 'batchoperations.s3.amazonaws.com', context })).toBe(trusted)
    expect(matchesTrustPolicy(role, { service: 'lambda.amazonaws.com', context })).toBe(false)
  })
})

describe('the documented trust in GitHub', () => {
  const PROVIDER = 'token.actions.githubusercontent.com'
  const { ownerId, repositoryId } = oidcState(createWorld())
  /** The claims STS sees, of a job of the repository the policies name. */
  const job = (settings: Parameters<typeof configureOidc>[1] = {}) => {
    const world = createWorld()
    configureOidc(world, settings)
    return buildClaims(oidcState(world))
  }
  const REMEDIATION = { event: 'workflow_dispatch', environment: 's3-encryption-remediation' }
  const QUEUE = { event: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc' }
  const PULL_REQUEST = { event: 'pull_request', ref: 'refs/pull/7/merge' }
  const JOBS: readonly (readonly [string, Parameters<typeof configureOidc>[1], readonly string[]])[] = [
    ['on main', {}, ['plan', 'scan']],
    ['on main, by hand', { event: 'workflow_dispatch' }, ['plan', 'scan']],
    ['on a branch', { ref: 'refs/heads/dev' }, []],
    ['on a branch whose name goes on', { ref: 'refs/heads/main/x' }, []],
    ['on a tag', { ref: 'refs/tags/main' }, []],
    ['of a pull request', PULL_REQUEST, ['pull-request']],
    ['in the merge queue', QUEUE, ['pull-request']],
    ['in the queue of a branch', { ...QUEUE, ref: 'refs/heads/gh-readonly-queue/dev/pr-7-abc' }, []],
    ['behind the environment', REMEDIATION, ['remediation']],
    ['behind another environment', { ...REMEDIATION, environment: 'production' }, []],
    ['behind an environment of a longer name', { ...REMEDIATION, environment: `${REMEDIATION.environment}-2` }, []],
    ['behind the environment on a branch', { ...REMEDIATION, ref: 'refs/heads/dev' }, []],
    ['behind the environment, of a pull request', { ...PULL_REQUEST, environment: REMEDIATION.environment }, []],
  ]
  const ROLES = ['plan', 'pull-request', 'remediation', 'scan']
  const trusting = (claims: Readonly<Record<string, string>>, audience = 'sts.amazonaws.com') =>
    ROLES.filter((name) => {
      const trustPolicy = readPolicy(`${name}-role-trust-policy.json`)
      const role = createRole(createWorld(), { name, trustPolicy, policies: [] })
      const context = Object.fromEntries(
        Object.entries({ ...claims, aud: audience }).map(([claim, value]) => [`${PROVIDER}:${claim}`, value]),
      )
      return matchesTrustPolicy(role, { federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${PROVIDER}`, context })
    })

  it.each(JOBS)('lets a job %s (%j) into: %j', (_name, settings, roles) => {
    expect(trusting(job(settings))).toEqual(roles)
    expect(trusting(job({ ...settings, subjectFormat: 'immutable' }))).toEqual(roles)
    expect(trusting(job(settings), 'somebody-else')).toEqual([])
  })

  describe.each(JOBS.filter(([, , roles]) => roles.length > 0))('lets none in %s', (_name, settings) => {
    it.each<[string, Parameters<typeof configureOidc>[1]]>([
      ['of another repository', { repository: 'other', repositoryId: 1 }],
      ['of a fork', { owner: 'mallory', ownerId: 2, repositoryId: 3 }],
      ['of the repository under a new name', { repository: 'renamed', subjectFormat: 'immutable' }],
      ['of a repository that took the name', { repositoryId: 4, subjectFormat: 'immutable' }],
      ['of an owner that took the name', { ownerId: 5, repositoryId: 6, subjectFormat: 'immutable' }],
    ])('%s', (_whose, whose) => {
      expect(trusting(job({ ...settings, ...whose }))).toEqual([])
    })
  })

  it('lets no repository with another id remediate, whatever its subject', () => {
    expect(trusting(job({ ...REMEDIATION, repositoryId: 7 }))).toEqual([])
  })

  it('lets nobody remediate where STS does not know the claims', () => {
    const { sub = '' } = job(REMEDIATION)
    expect(trusting({ sub })).toEqual([])
    expect(trusting({ sub, ref: 'refs/heads/main', repository_id: String(repositoryId) })).toEqual(['remediation'])
    expect(sub).not.toContain(String(ownerId))
  })
})

describe('the documented callers', () => {
  it('may pass exactly one role, to S3 Batch Operations alone', () => {
    const statements = readPolicy('remediation-role-policy.json').Statement
    const passing = statements.filter((statement) => [statement.Action ?? []].flat().includes('iam:PassRole'))
    expect(passing).toEqual([
      expect.objectContaining({
        Resource: BATCH_ROLE.replace('role/batch', 'role/s3-encryption-batch'),
        Condition: { StringEquals: { 'iam:PassedToService': 'batchoperations.s3.amazonaws.com' } },
      }),
    ])
  })

  it('scan without a single permission to write', () => {
    const actions = readPolicy('scan-role-policy.json').Statement.flatMap((statement) =>
      [statement.Action ?? []].flat(),
    )
    expect(actions.filter((action) => !/^s3:(Get|List)[A-Za-z]+$/.test(action))).toEqual([])
    const remediation = readPolicy('remediation-role-policy.json').Statement
    for (const statement of readPolicy('scan-role-policy.json').Statement) expect(remediation).toContainEqual(statement)
  })
})
