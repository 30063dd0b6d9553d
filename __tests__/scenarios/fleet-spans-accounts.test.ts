import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { jobsOf } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import {
  BUCKETS,
  FIRST,
  OTHER_BUCKET,
  openTwoAccounts,
  ownersAsked,
  rowsOf,
  SECOND,
} from '../support/scenes/two-accounts.ts'
import { checkOut } from '../support/workspace.ts'

afterEach(closeScenarios)

const writeConfig = (text: string) => checkOut('fleet.yml', text)

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
  expect(rows.map((row) => row.split('<br>')[0]?.slice(2))).toEqual(BUCKETS.map((bucket) => `\`${bucket}\``))
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
