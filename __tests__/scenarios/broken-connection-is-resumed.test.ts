import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { DESTINATION_BUCKET, seedReportKey } from '../../emulator/stage.ts'
import type { Fault } from '../../emulator/traffic.ts'
import { attach } from '../support/remediation.ts'
import { BUCKET, closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const match = { operation: 'GetObject', urlIncludes: '/daily/data/' }
const breaks = (kind: 'reset' | 'short', bytes: number): Fault => ({
  match,
  phase: 'body',
  effect: { kind },
  bytes,
  times: 1,
})

it('goes on where the connection broke, and only with the same object', async () => {
  const scenario = await openScenario()
  scenario.world.faults.push(breaks('reset', 10), breaks('short', 20))

  const run = await scenario.run()

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const reads = run.requests.filter(({ url }) => url.includes('/daily/data/'))
  const [first, ...others] = reads.map(({ headers }) => [headers.range, headers['if-match']])
  expect(first).toEqual([undefined, undefined])
  expect(others).toEqual([
    [expect.stringMatching(/^bytes=10-/), expect.stringMatching(/^"[0-9a-f]{32}"$/)],
    [expect.stringMatching(/^bytes=30-/), expect.stringMatching(/^"[0-9a-f]{32}"$/)],
  ])
})

it('does not join two halves when the file was replaced in between', async () => {
  const scenario = await openScenario()
  const replace = async () => {
    await scenario.deliver({ mutateRow: (row) => ({ ...row, encryptionStatus: 'SSE-S3' }) })
  }
  scenario.world.faults.push(breaks('reset', 10), {
    match,
    phase: 'after',
    effect: { kind: 'call', run: replace },
    times: 1,
  })

  expectNoAnswer(await scenario.run(), 'INCOMPLETE_DELIVERY', 'was replaced while it was read')
})

// A gzip header is 10 bytes here: byte 20 is in the rows.
const corrupt = (times: number): Fault => ({ match, phase: 'body', effect: { kind: 'corrupt' }, bytes: 20, times })

it('notices a byte that arrives changed, and reads the file again to know whether S3 stores it so', async () => {
  const scenario = await openScenario()
  scenario.world.faults.push(corrupt(1))

  const run = await scenario.run()

  expectNoAnswer(run, 'UNREADABLE', 'cannot be decompressed')
  expect(run.summary).toContain('damaged in transit')
  expect(run.requests.filter(({ url }) => url.includes('/daily/data/'))).toHaveLength(2)
})

it('calls a byte that arrives changed every time a damaged report', async () => {
  const scenario = await openScenario()
  scenario.world.faults.push(corrupt(2))

  expectNoAnswer(await scenario.run(), 'CHECKSUM_MISMATCH')
})

it('hashes the file where its ETag is no MD5', async () => {
  const scenario = await openScenario({ deliver: false })
  const { arn: kmsKeyArn } = seedReportKey(scenario.world, BUCKET)
  attach(scenario, 'scan', ['inventory-kms-policy.json'], { reportKmsKeyArn: kmsKeyArn })
  getBucket(scenario.world, DESTINATION_BUCKET).defaultEncryption = {
    algorithm: 'aws:kms',
    kmsKeyArn,
    bucketKey: true,
    explicit: true,
  }
  await scenario.deliver()

  const run = await scenario.run()

  expect(run.report).toMatchObject({ buckets: [{ scan: { files: [{ proof: 'md5' }] } }] })
  expect(run.requests.filter(({ url }) => url.includes('/daily/data/'))).toHaveLength(1)
})
