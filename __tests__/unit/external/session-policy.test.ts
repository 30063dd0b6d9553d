import { describe, expect, it } from '@jest/globals'
import { GRANTS } from '../../../src/external/permissions.ts'
import { listSessionPolicies, MAX_POLICY_CHARS } from '../../../src/external/session-policy.ts'
import type { RemediationInputs } from '../../../src/settings/remediation-settings.ts'
import type { BucketTarget } from '../../../src/settings/settings-of-a-run.ts'

const OWNER = { partition: 'aws', account: '111122223333' }
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const ROLE = 'arn:aws:iam::111122223333:role/s3-encryption-remediation'
const jobs = {
  batchRoleArn: 'arn:aws:iam::111122223333:role/s3-encryption-batch',
  work: { bucket: 'acme-batch-work', prefix: 's3-encryption/' },
}

const QUERIES = { workgroup: 'primary', output: undefined, maxBytes: undefined, keepsObjects: false }
const TABLES = 'arn:aws:s3tables:*:111122223333:bucket/aws-s3/table/*'
const OUTPUT = { bucket: 'acme-batch-work', prefix: 's3-encryption/athena/' }

function targetOf(
  bucket: string,
  mode: RemediationInputs['mode'],
  status: 'SSE-S3' | 'SSE-KMS' = 'SSE-S3',
): BucketTarget {
  const target = status === 'SSE-S3' ? { status } : { status, kmsKeyArn: KEY, bucketKey: true }
  return {
    bucket,
    location: undefined,
    source: 'inventory',
    queries: QUERIES,
    keyRule: { kmsKeyArn: undefined, bucketKey: false },
    credentials: { roleToAssume: ROLE },
    remediation: { mode, target, ...(mode === 'plan' ? { places: jobs } : { jobs }) },
  } as unknown as BucketTarget
}

/** The resources on which any action like this is allowed. */
function resourcesOf(text: string, action: RegExp): string[] {
  type Allowed = { readonly Action: string | string[]; readonly Resource: string | string[] }
  const { Statement } = JSON.parse(text) as { readonly Statement: readonly Allowed[] }
  const some = Statement.filter(({ Action }) => [Action].flat().some((one) => action.test(one)))
  return [...new Set(some.flatMap(({ Resource }) => Resource))].sort()
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

  const queries = { ...QUERIES, output: OUTPUT }
  const athena = { ...queries, database: 's3_inventory', jobManifest: 'auto' as const }
  const WORK = 'arn:aws:s3:::acme-batch-work/s3-encryption'
  const SOURCE = 'arn:aws:s3:::acme-data/*'
  const WRITES_OF = {
    none: [`${WORK}/athena/*`],
    plan: [`${WORK}/athena/*`],
    confirm: [`${WORK}/*`, `${WORK}/athena/*`],
    run: [SOURCE, `${WORK}/*`, `${WORK}/athena/*`],
  } as const
  const MODES = ['none', 'plan', 'confirm', 'run'] as const

  it.each(MODES)('with Athena limit every write to its places, for remediation: %s', (mode) => {
    const target = { ...targetOf('acme-data', mode, 'SSE-KMS'), scanEngine: 'auto', athena, queries } as const
    const [{ form, text } = { form: '', text: '' }] = listSessionPolicies([target], OWNER)
    expect(form).not.toBe('by-action')
    expect(resourcesOf(text, /^glue:(Create|Delete)/)).toEqual(
      ['catalog', 'database/s3_inventory', 'table/s3_inventory/inv_*'].map(
        (path) => `arn:aws:glue:*:111122223333:${path}`,
      ),
    )
    expect(resourcesOf(text, /^athena:(Start|Stop)/)).toEqual(['arn:aws:athena:*:111122223333:workgroup/primary'])
    expect(resourcesOf(text, /^s3:(Put|Delete)Object$/)).toEqual([...WRITES_OF[mode]].sort())
  })

  it.each(MODES)('of a table of S3 Metadata limit every write to its places, for remediation: %s', (mode) => {
    const target = { ...targetOf('acme-data', mode, 'SSE-KMS'), source: 'metadata', queries } as const
    const [{ form, text } = { form: '', text: '' }] = listSessionPolicies([target], OWNER)
    expect(form).not.toBe('by-action')
    expect(text).not.toMatch(/"(glue|s3tables):(Create|Delete|Put|\*)/)
    expect(resourcesOf(text, /^athena:(Start|Stop)/)).toEqual(['arn:aws:athena:*:111122223333:workgroup/primary'])
    expect(resourcesOf(text, /^s3:(Put|Delete)Object$/)).toEqual([...WRITES_OF[mode]].sort())
    if (mode === 'none') expect(resourcesOf(text, /^s3tables:/)).toEqual([TABLES])
  })

  it('always fit by action, however many buckets there are', () => {
    const many = Array.from({ length: 1000 }, (_, index) => targetOf(`${LONG.slice(4)}${index}`, 'run', 'SSE-KMS'))
    expect(formsOf(many)).toEqual(['by-action'])
  })

  it('limit writes by resource where only the reads of all do not fit', () => {
    const some = Array.from({ length: 9 }, (_, index) => targetOf(`acme-data-${index}-${'y'.repeat(20)}`, 'run'))
    expect(formsOf(some)).toEqual(['reads-by-action', 'reads-by-service', 'by-action'])
  })

  it('never exceed what STS takes', () => {
    for (let count = 1; count < 40; count += 1) {
      const targets = Array.from({ length: count }, (_, index) => targetOf(`acme-${index}`, 'run', 'SSE-KMS'))
      for (const { text } of listSessionPolicies(targets, OWNER))
        expect(text.length).toBeLessThanOrEqual(MAX_POLICY_CHARS)
    }
  })
})
