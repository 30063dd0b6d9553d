import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import type { Job } from '../../emulator/s3-control/job.ts'
import { seedObject } from '../../emulator/seed.ts'
import { addAccount, WORK_BUCKET } from '../../emulator/stage.ts'
import type { LoggedRequest } from '../../emulator/traffic.ts'
import type { World } from '../../emulator/world.ts'
import { jobManifestText, jobsOf } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'

const FIRST = '111122223333'
const SECOND = '444455556666'
const OTHER_BUCKET = 'beta-data'
const BUCKETS = [BUCKET, OTHER_BUCKET]
const folders: string[] = []

afterEach(async () => {
  await closeScenarios()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Two accounts with a bucket each: two objects for a job, one too large for it. */
async function openTwoAccounts() {
  const scenario = await openScenario({ copiesDirectly: true, deliver: false, seed: () => undefined })
  const { world } = scenario
  const repository = 'octo-org/octo-repo'
  const second = addAccount(world, SECOND, { sourceBuckets: [OTHER_BUCKET], repository, copiesDirectly: true })
  for (const bucket of BUCKETS) {
    for (const key of [`${bucket}/1`, `${bucket}/2`]) seedObject(world, bucket, { key, size: 100, lastModified: OLD })
    const headers = { 'content-type': 'video/mp4' }
    seedObject(world, bucket, { key: `${bucket}/huge`, size: 6 * 1024 ** 3, lastModified: OLD, headers })
    await deliverInventory(world, bucket, 'daily')
  }
  return { scenario, world, second }
}

function writeConfig(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'))
  folders.push(folder)
  writeFileSync(join(folder, 'fleet.yml'), text)
  return folder
}

/** Rows of a job's manifest, in the order of keys; a report has its own. */
const rowsOf = (world: World, job: Job) => jobManifestText(world, job).trimEnd().split('\n').sort()

/** The bucket a request names in its path. */
const bucketOf = ({ url }: LoggedRequest) => new URL(url, 'http://s3').pathname.split('/')[1] ?? ''

/** Who asked S3 about which bucket, whom they expected to own it, and of copies whom to own the source. */
function ownersAsked(world: World, requests: readonly LoggedRequest[]) {
  const asked = requests
    .filter(({ service }) => service === 's3')
    .map((request) => {
      const { headers, operation, principal = '' } = request
      const owner = getBucket(world, bucketOf(request)).owner
      const source = headers['x-amz-copy-source'] === undefined ? owner : headers['x-amz-source-expected-bucket-owner']
      return {
        operation,
        owner,
        caller: principal.split(':')[4],
        expected: headers['x-amz-expected-bucket-owner'],
        source,
      }
    })
  return {
    all: asked,
    wrong: asked.filter((one) => ![one.caller, one.expected, one.source].every((a) => a === one.owner)),
  }
}

it('looks at each bucket, and encrypts it, in its own account with its own roles', async () => {
  const { scenario, world, second } = await openTwoAccounts()
  const cwd = writeConfig(`
buckets:
  - name: ${BUCKET}
  - name: ${OTHER_BUCKET}
    role-to-assume: ${second.roles.remediation.arn}
    batch-role-arn: ${second.roles.batch.arn}
    work-location: s3://${second.workBucket}/s3-encryption/
`)

  const run = await scenario.run({ ...scenario.remediation, buckets: '', 'config-file': 'fleet.yml' }, { cwd })

  expect([run.exitCode, run.outputs.get('remediation-status')]).toEqual([0, 'COMPLETE'])
  expect(run.report).toMatchObject({
    buckets: BUCKETS.map((bucket) => ({
      bucket,
      remediationStatus: 'COMPLETE',
      jobs: [{ tasks: { succeeded: 2, failed: 0 } }],
      directCopies: { outcomes: [{ outcome: 'encrypted', objects: 1 }] },
    })),
  })
  const jobs = jobsOf(world).sort((one, other) => one.account.localeCompare(other.account))
  expect(
    jobs.map((job) => [job.account, job.request.roleArn, job.request.manifest?.bucket, rowsOf(world, job)]),
  ).toEqual([
    [FIRST, scenario.roles.batch.arn, WORK_BUCKET, [`${BUCKET},${BUCKET}/1`, `${BUCKET},${BUCKET}/2`]],
    [
      SECOND,
      second.roles.batch.arn,
      second.workBucket,
      [`${OTHER_BUCKET},${OTHER_BUCKET}/1`, `${OTHER_BUCKET},${OTHER_BUCKET}/2`],
    ],
  ])
  for (const bucket of BUCKETS) {
    const current = [...getBucket(world, bucket).objects.values()].map((versions) => versions.at(-1))
    expect(current.map((version) => version?.encryption.status)).toEqual(['SSE-S3', 'SSE-S3', 'SSE-S3'])
  }

  const { all, wrong } = ownersAsked(world, run.requests)
  expect(wrong).toEqual([])
  const operations = new Set(all.filter(({ owner }) => owner === SECOND).map(({ operation }) => operation))
  expect([...operations]).toEqual(expect.arrayContaining(['GetObject', 'HeadObject', 'PutObject', 'UploadPartCopy']))
  const control = run.requests.filter(({ service }) => service === 's3-control')
  expect(
    control.filter(({ headers, principal = '' }) => headers['x-amz-account-id'] !== principal.split(':')[4]),
  ).toEqual([])
  const rows = run.summary.split('\n').filter((line) => /^\| `(acme|beta)-data`/.test(line))
  expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual(BUCKETS.map((bucket) => `\`${bucket}\``))
})

it('believes nothing a bucket of another account says', async () => {
  const { scenario, world } = await openTwoAccounts()
  // The other account would let us read everything: but it is not the account this bucket was said to be in.
  for (const bucket of world.buckets.values()) {
    if (bucket.owner !== SECOND) continue
    bucket.policy = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }
  }
  const cwd = writeConfig(`buckets: [{ name: ${BUCKET} }, { name: ${OTHER_BUCKET} }]\n`)

  const run = await scenario.run({ ...scenario.remediation, buckets: '', 'config-file': 'fleet.yml' }, { cwd })

  expect(run.exitCode).toBe(1)
  expect(run.report).toMatchObject({
    buckets: [
      { bucket: BUCKET, remediationStatus: 'COMPLETE' },
      { bucket: OTHER_BUCKET, verdict: 'INSUFFICIENT_DATA', remediationStatus: 'NONE' },
    ],
  })
  expect(jobsOf(world).map(({ account }) => account)).toEqual([FIRST])
})

it('starts no job with a role of another account', async () => {
  const { scenario, world, second } = await openTwoAccounts()
  const entry = `name: ${OTHER_BUCKET}, role-to-assume: ${JSON.stringify(second.roles.remediation.arn)}`
  const cwd = writeConfig(`buckets:\n- name: ${BUCKET}\n- { ${entry} }\n`)

  const run = await scenario.run({ ...scenario.remediation, buckets: '', 'config-file': 'fleet.yml' }, { cwd })

  expect(run.outputs.get('reason')).toBe('INVALID_INPUT')
  expect(run.annotated).toContain('fleet.yml line 3, column 3: batch-role-arn is')
  expect([run.requests, jobsOf(world)]).toEqual([[], []])
})
