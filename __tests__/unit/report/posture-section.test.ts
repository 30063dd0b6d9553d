import { describe, expect, it } from '@jest/globals'
import { POSTURE_CHECKS, type PostureCheck, type PostureLine } from '../../../src/posture/posture.ts'
import { describePosture, renderPostures } from '../../../src/report/posture-section.ts'
import { buildBucket, buildRun, buildScan } from '../../support/results.ts'

const hidden = (check: PostureCheck, bucket: string): PostureLine => ({
  check,
  status: 'unknown',
  found: 'Refused: GetPublicAccessBlock.',
  fix: { say: `Allow s3:GetBucketPublicAccessBlock on arn:aws:s3:::${bucket}.` },
})
const fine = (check: PostureCheck): PostureLine => ({ check, status: 'fine', found: 'As it should be.' })

function overview(linesOf: (bucket: string) => readonly PostureLine[]): string {
  const buckets = ['acme-data', 'acme-logs'].map((bucket) =>
    buildBucket(bucket, buildScan(0), { posture: { lines: linesOf(bucket), required: [] } }),
  )
  return renderPostures(buildRun(buckets)).markdown
}

describe('the posture of several buckets', () => {
  it('is one line where nothing may be looked at', () => {
    const text = overview((bucket) => POSTURE_CHECKS.map((check) => hidden(check, bucket)))

    expect(text).not.toContain('|')
    expect(text).toMatch(/^❔ Unknown in all 2 buckets: `default-encryption`, /)
    expect(text).toContain('`docs/iam/posture-policy.json`')
  })

  it('has a row for each check that some bucket shows, and a line for the others', () => {
    const text = overview((bucket) =>
      POSTURE_CHECKS.map((check) =>
        check === 'versioning' && bucket === 'acme-data' ? fine(check) : hidden(check, bucket),
      ),
    )

    expect(text.match(/^\| `.*$/gm)).toEqual(['| `versioning` | 1 | 0 | 1 | – |'])
    expect(text).toMatch(/Unknown in all 2 buckets: (?!.*`versioning`)/)
  })

  it('is one line where everything is fine', () => {
    const text = overview(() => POSTURE_CHECKS.map(fine))

    expect(text).not.toContain('|')
    expect(text).toMatch(/^✅ Fine in all 2 buckets: `default-encryption`, .*\.$/)
    expect(text).not.toContain('Unknown')
  })
})

describe('the posture of a bucket in the log', () => {
  it('names what is unknown, unless one refusal hides it all', () => {
    const one = hidden('versioning', 'acme-data')
    const alike = [hidden('object-lock', 'acme-data'), one]
    const titleOf = (lines: readonly PostureLine[]) => describePosture('acme-data', { lines, required: [] }).title

    expect(titleOf([one])).toBe('Posture of acme-data: unknown: versioning')
    expect(titleOf(alike)).toBe('Posture of acme-data: unknown: 2')
    expect(titleOf([...alike, hidden('bucket-key', 'acme-other')])).toBe(
      'Posture of acme-data: unknown: object-lock, versioning, bucket-key',
    )
  })
})
