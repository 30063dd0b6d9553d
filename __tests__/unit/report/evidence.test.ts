// The predicate says what the JSON report says, and the digest of a policy changes with all that a bucket is judged by.

import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { describeEvidence, renderEvidence } from '../../../src/report/evidence.ts'
import { renderJson } from '../../../src/report/json.ts'
import { digestJudgedBy } from '../../../src/report/policy-digest.ts'
import { buildBlindBucket, buildBucket, buildJob, buildReport, buildRun, buildScan } from '../../support/results.ts'

const completionReport = { bucket: 'work', key: 'r/job-1/manifest.json', sha256: 'a'.repeat(64) }
const run = buildRun(
  [
    buildBucket('bad', buildScan(10), { report: buildReport('bad'), jobs: [buildJob(10, { completionReport })] }),
    buildBlindBucket('blind', 'STALE', 'It is old.'),
  ],
  { mode: 'run' },
)

it('names reports, counts, verdicts and jobs, and is computed from the JSON report alone', () => {
  const text = renderJson(run)
  expect(renderEvidence(run)).toBe(describeEvidence(text))
  expect(JSON.parse(renderEvidence(run))).toMatchObject({
    reportSha256: createHash('sha256').update(text).digest('hex'),
    verdict: 'INSUFFICIENT_DATA',
    reason: 'STALE',
    buckets: [
      {
        bucket: 'bad',
        verdict: 'NON_COMPLIANT',
        inventoryManifests: [
          {
            object: 'acme-inventory/inventory/bad/daily-encryption/2026-11-21T01-00Z/manifest.json',
            md5: '1'.repeat(32),
          },
        ],
        objects: 2_000_010,
        findings: { objects: 10 },
        jobs: [
          {
            status: 'Complete',
            tasks: { succeeded: 10, failed: 0 },
            completionReport: { manifestSha256: 'a'.repeat(64) },
          },
        ],
      },
      { bucket: 'blind', verdict: 'INSUFFICIENT_DATA', reason: 'STALE', jobs: [] },
    ],
  })
})

it('holds no key where keys are not listed', () => {
  const message = 's3://blind/secret/plan.txt was changed.'
  const hidden = { ...buildRun([buildBlindBucket('blind', 'UNREADABLE', message)]), listKeys: false }
  expect(renderEvidence(hidden)).not.toContain('secret')
})

describe('the digest of a policy', () => {
  const policy = { acceptedEncryption: ['SSE-S3', 'SSE-KMS'] as const, maxFindings: 0 }
  const rule = { prefix: 'a/', largerThan: 1 }
  const base = { policy, scope: { include: ['a', 'b'], exclude: [] }, exceptions: [{ rule, expires: '2027-01-01' }] }
  const digest = digestJudgedBy(base)

  it('is the same whatever the order of lists, and of members', () => {
    const turned = {
      policy: { ...policy, acceptedEncryption: ['SSE-KMS', 'SSE-S3'] as const },
      scope: { include: ['b', 'a', 'a'], exclude: [] },
      exceptions: [{ rule: { largerThan: 1, prefix: 'a/', suffix: undefined }, expires: '2027-01-01' }],
    }
    expect(digestJudgedBy(turned)).toBe(digest)
  })

  it.each([
    ['accepted statuses', { policy: { ...policy, acceptedEncryption: ['SSE-KMS'] as const } }],
    ['a key', { policy: { ...policy, keyRule: { kmsKeyArn: 'arn:aws:kms:a:1:key/k', bucketKey: false } } }],
    ['bucket keys', { policy: { ...policy, keyRule: { kmsKeyArn: undefined, bucketKey: true } } }],
    ['findings that are allowed', { policy: { ...policy, maxFindings: 1 } }],
    ['include', { scope: { include: ['a'], exclude: [] } }],
    ['exclude', { scope: { include: ['a', 'b'], exclude: ['c'] } }],
    ['include and exclude that changed places', { scope: { include: [], exclude: ['a', 'b'] } }],
    ['no exception', { exceptions: [] }],
    ['another condition', { exceptions: [{ rule: { ...rule, largerThan: 2 }, expires: '2027-01-01' }] }],
    ['another expiry', { exceptions: [{ rule, expires: '2027-01-02' }] }],
  ])('is another one for %s', (_, changes) => {
    expect(digestJudgedBy({ ...base, ...changes })).not.toBe(digest)
  })
})
