import { describe, expect, it } from '@jest/globals'
import { GRANTS } from '../../../src/external/permissions.ts'
import { listSessionPolicies, MAX_POLICY_CHARS } from '../../../src/external/session-policy.ts'
import type { BucketTarget, RemediationInputs } from '../../../src/settings/settings-of-a-run.ts'

const OWNER = { partition: 'aws', account: '111122223333' }
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const ROLE = 'arn:aws:iam::111122223333:role/s3-encryption-remediation'
const jobs = {
  batchRoleArn: 'arn:aws:iam::111122223333:role/s3-encryption-batch',
  work: { bucket: 'acme-batch-work', prefix: 's3-encryption/' },
}

function targetOf(
  bucket: string,
  mode: RemediationInputs['mode'],
  status: 'SSE-S3' | 'SSE-KMS' = 'SSE-S3',
): BucketTarget {
  const target = status === 'SSE-S3' ? { status } : { status, kmsKeyArn: KEY, bucketKey: true }
  return {
    bucket,
    location: undefined,
    keyRule: { kmsKeyArn: undefined, bucketKey: false },
    credentials: { roleToAssume: ROLE },
    remediation: { mode, target, ...(mode === 'plan' ? { places: jobs } : { jobs }) },
  } as unknown as BucketTarget
}

const formsOf = (targets: readonly BucketTarget[]) => listSessionPolicies(targets, OWNER).map(({ form }) => form)
const LONG = 'x'.repeat(63)

describe('session policies', () => {
  it('of a scan are these', () => {
    const [first] = listSessionPolicies([targetOf('acme-data', 'none')], OWNER)
    expect(JSON.parse(first?.text ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:GetInventoryConfiguration', ...GRANTS.SeePosture.actions],
          Resource: 'arn:aws:s3:::acme-data',
        },
        { Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetObject'], Resource: '*' },
        {
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: '*',
          Condition: { StringLike: { 'kms:ViaService': 's3.*' } },
        },
      ],
    })
  })

  it.each(['none', 'plan', 'confirm', 'run'] as const)(
    'of one bucket fit by resource for remediation: %s, with the longest names',
    (mode) => {
      expect(formsOf([targetOf(LONG, mode, 'SSE-KMS')])[0]).toBe('by-resource')
    },
  )

  it.each(['plan', 'confirm', 'run'] as const)(
    'of a %s let the preflight ask about both roles, and nothing else of IAM',
    (mode) => {
      const [first] = listSessionPolicies([targetOf('acme-data', mode, 'SSE-KMS')], OWNER)
      for (const action of ['iam:GetRole', 'iam:SimulatePrincipalPolicy', 's3:GetBucketPolicy', 'kms:GetKeyPolicy'])
        expect(first?.text).toContain(`"${action}"`)
      expect(first?.text.includes(ROLE)).toBe(mode !== 'plan')
      expect(first?.text.includes('iam:PassRole')).toBe(mode !== 'plan')
    },
  )

  it('of a plan that was told no role ask nothing about any', () => {
    const target = targetOf('acme-data', 'plan')
    const places = { batchRoleArn: undefined, work: undefined }
    const untold = { ...target, remediation: { ...target.remediation, places } } as BucketTarget
    expect(listSessionPolicies([untold], OWNER)[0]?.text).not.toContain('iam:')
  })

  it('of a cancel let jobs be found and cancelled, and none be created', () => {
    const [first] = listSessionPolicies([targetOf('acme-data', 'cancel')], OWNER)
    for (const action of ['s3:ListJobs', 's3:DescribeJob', 's3:UpdateJobStatus']) expect(first?.text).toContain(action)
    for (const action of ['s3:CreateJob', 's3:PutObject', 'iam:PassRole']) expect(first?.text).not.toContain(action)
  })

  it('always fit by action, however many buckets there are', () => {
    const many = Array.from({ length: 1000 }, (_, index) => targetOf(`${LONG.slice(4)}${index}`, 'run', 'SSE-KMS'))
    expect(formsOf(many)).toEqual(['by-action'])
  })

  it('limit writes by resource where only the reads of all do not fit', () => {
    const some = Array.from({ length: 9 }, (_, index) => targetOf(`acme-data-${index}-${'y'.repeat(20)}`, 'run'))
    expect(formsOf(some)).toEqual(['reads-by-action', 'by-action'])
  })

  it('never exceed what STS takes', () => {
    for (let count = 1; count < 40; count += 1) {
      const targets = Array.from({ length: count }, (_, index) => targetOf(`acme-${index}`, 'run', 'SSE-KMS'))
      for (const { text } of listSessionPolicies(targets, OWNER))
        expect(text.length).toBeLessThanOrEqual(MAX_POLICY_CHARS)
    }
  })
})
