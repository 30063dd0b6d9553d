// What a user can say, and what is said back when it is wrong.

import { describe, expect, it } from '@jest/globals'
import { readInputs } from '../../../src/settings/inputs.ts'
import type { Inputs, Trigger } from '../../../src/settings/settings-of-a-run.ts'
import { ActionError } from '../../../src/words/errors.ts'

const ROLE = 'arn:aws:iam::111122223333:role/batch'
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

const noFile = {
  readFile: (): string => {
    throw new Error('there is no file')
  },
  refuseToWrite: (path: string) => (path.startsWith('../') ? 'it is outside' : undefined),
}

const SCHEDULE = { name: 'schedule', payload: {} }
const COMMENT = { name: 'issue_comment', payload: { issue: { pull_request: {} } } }

function read(given: Record<string, string>, trigger: Trigger = SCHEDULE, more: readonly string[] = []): Inputs {
  const inputs = new Map(Object.entries({ 'aws-region': 'eu-west-1', buckets: 'my-bucket', ...given }))
  const variables = [
    'HOME',
    'GITHUB_EVENT_NAME',
    ...[...inputs.keys()].map((name) => `INPUT_${name.toUpperCase()}`),
    ...more,
  ]
  return readInputs(
    (name) => inputs.get(name) ?? '',
    { region: undefined, repository: 'octo-org/octo-repo', runId: '42', trigger, variables },
    noFile,
  )
}

function refusal(given: Record<string, string>): string {
  try {
    read(given)
  } catch (error) {
    if (error instanceof ActionError && error.code === 'INVALID_INPUT') return error.message
    throw error
  }
  throw new Error('was accepted')
}

describe('defaults', () => {
  it('need nothing but a bucket and a Region', () => {
    expect(read({})).toMatchObject({
      credentials: {
        roleToAssume: undefined,
        audience: 'sts.amazonaws.com',
        roleSessionName: 'octo-org@octo-repo@42',
      },
      targets: [
        { bucket: 'my-bucket', location: undefined, maxInventoryAge: 'auto', maxFindings: 0, include: [], exclude: [] },
      ],
      onFindings: 'fail',
      remediation: { mode: 'none' },
      listKeys: 'auto',
      resultFile: 's3-encryption-compliance.json',
    })
    expect(read({}).targets[0]?.accepted).toEqual(['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'])
  })

  it.each([
    ['octo-org/octo-repo', '4711', 'octo-org@octo-repo@4711'],
    ['', '4711', 's3-encryption-compliance-4711'],
    ['', '', 's3-encryption-compliance-local'],
    [`o/${'r'.repeat(52)}`, '123456789', `o@${'r'.repeat(52)}@123456789`],
    [`o/${'r'.repeat(53)}`, '123456789', `o@${'r'.repeat(43)}-fabaf5c4@123456789`],
  ])('name the session after repository %j and run %j', (repository, runId, expected) => {
    const inputs = new Map([['buckets', 'b-1']])
    const environment = { region: 'eu-west-1', repository, runId, trigger: SCHEDULE, variables: [] }
    const session = readInputs((name) => inputs.get(name) ?? '', environment, noFile).credentials.roleSessionName
    expect(session).toBe(expected)
    expect(session.length).toBeLessThanOrEqual(64)
  })

  it('take the Region of the environment', () => {
    const inputs = new Map([['buckets', 'b-1']])
    const environment = {
      region: 'us-gov-west-1',
      repository: 'octo-org/octo-repo',
      runId: '',
      trigger: SCHEDULE,
      variables: [],
    }
    expect(readInputs((name) => inputs.get(name) ?? '', environment, noFile).region).toBe('us-gov-west-1')
  })
})

describe('partitions', () => {
  const roleOf = (partition: string) => `arn:${partition}:iam::111122223333:role/scan`

  it.each([
    ['aws', '', 'sts.amazonaws.com'],
    ['aws-us-gov', '', 'sts.amazonaws.com'],
    ['aws-cn', '', 'sts.amazonaws.com.cn'],
    ['aws-cn', 'my-audience', 'my-audience'],
  ])('ask for a token for STS in %s, audience %j: %s', (partition, audience, expected) => {
    const given = { 'role-to-assume': roleOf(partition), ...(audience && { audience }) }
    expect(read(given).credentials.audience).toBe(expected)
  })

  it('do not mix', () => {
    const given = { 'role-to-assume': roleOf('aws-cn'), 'batch-role-arn': roleOf('aws') }
    expect(refusal(given)).toContain('a role of the partition of role-to-assume (aws-cn)')
  })

  it('and accounts do not mix', () => {
    const other = 'arn:aws:iam::444455556666:role/batch'
    expect(refusal({ 'role-to-assume': roleOf('aws'), 'batch-role-arn': other })).toContain(
      `batch-role-arn is "${other}"; accepted is a role of the account of role-to-assume (111122223333), for example arn:aws:iam::111122223333:role/batch`,
    )
  })

  it.each([
    ['role-to-assume', 'plan'],
    ['batch-role-arn', 'run'],
  ])('give their keys to no other: %s', (input, remediation) => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
    const given = { remediation, 'target-encryption': 'SSE-KMS', 'work-location': 's3://work/x/' }
    const asked = (partition: string) => ({ ...given, [input]: roleOf(partition), 'kms-key-arn': key })
    expect(refusal(asked('aws-us-gov'))).toContain(
      `kms-key-arn is "${key}"; accepted is a key of the partition of ${input} (aws-us-gov)`,
    )
    expect(() => read(asked('aws'))).not.toThrow()
  })
})

describe('buckets', () => {
  it('are one per line, with or without a location, blank lines and line ends of any kind', () => {
    const { targets } = read({ buckets: '\n a-bucket \r\n\nb-bucket = s3://reports/inv/b-bucket/daily/\n' })
    expect(targets.map(({ bucket, location }) => [bucket, location?.prefix])).toEqual([
      ['a-bucket', undefined],
      ['b-bucket', 'inv/b-bucket/daily/'],
    ])
  })

  it('are separated by commas, too, where a line has no location', () => {
    const { targets } = read({ buckets: 'a-bucket, b-bucket,\nc-bucket = s3://reports/a,b/c-bucket/daily/' })
    expect(targets.map(({ bucket, location }) => [bucket, location?.prefix])).toEqual([
      ['a-bucket', undefined],
      ['b-bucket', undefined],
      ['c-bucket', 'a,b/c-bucket/daily/'],
    ])
  })

  it.each([
    ['', 'buckets is empty'],
    [' , ', 'buckets is ","; accepted is source buckets, one per line or separated by commas'],
    ['a-bucket, Has_Capitals', 'buckets is "Has_Capitals"; accepted is a bucket name, several separated by commas, or'],
    ['a-bucket, b-bucket = s3://reports/inv/b-bucket/daily/', 'buckets is "a-bucket, b-bucket = s3://'],
    ['a-bucket, a-bucket', 'each bucket once'],
    ['Has_Capitals', 'buckets is "Has_Capitals"'],
    ['a\na', 'buckets is "a"'],
    ['twice-named\ntwice-named', 'each bucket once'],
    ['my-bucket = http://x/y', 's3://destination-bucket/prefix/my-bucket/configuration-id/'],
    ['my-bucket = s3://reports/inv/my-bucket/daily/2026-11-21T01-00Z/', 'dated folder'],
  ])('%j is refused: %s', (buckets, message) => {
    expect(refusal({ buckets })).toContain(message)
  })
})

describe('inventory-id', () => {
  const located = 'my-bucket = s3://reports/inv/my-bucket/daily/'

  it('that contradicts the only locations is refused', () => {
    expect(refusal({ buckets: located, 'inventory-id': 'weekly' })).toContain(
      'inventory-id is "weekly"; accepted is the id that the location ends in, or none: the location says which reports are read, for example daily',
    )
  })

  it.each([
    ['says the same', { buckets: located, 'inventory-id': 'daily' }],
    ['another bucket needs it', { buckets: `${located}\nother-bucket`, 'inventory-id': 'weekly' }],
    ['there is no location', { 'inventory-id': 'weekly' }],
  ])('is taken where %s', (_, given) => {
    expect(read(given).targets[0]?.inventoryId).toBe(given['inventory-id'])
  })
})

describe('a wrong value', () => {
  it('of report-file is told with why no file may be there', () => {
    expect(refusal({ 'report-file': '../x.json' })).toContain(
      'report-file is "../x.json"; accepted is the path of a file',
    )
    expect(refusal({ 'report-file': '../x.json' })).toContain('(it is outside)')
  })

  it.each([
    ['aws-region', 'Frankfurt'],
    ['role-to-assume', 'arn:aws:iam::1:role/x'],
    ['role-session-name', 'a b'],
    ['role-duration-seconds', '899'],
    ['role-duration-seconds', '1h'],
    ['max-inventory-age', 'two days'],
    ['max-inventory-age', '0h'],
    ['accepted-encryption', 'SSE-S3, NOT-SSE'],
    ['accepted-encryption', 'sse-s3'],
    ['include', 'x'.repeat(2000)],
    ['exclude', '**/a*/*/*/*/*/*/*/*/*/*/*/*/*/*/x'],
    ['max-findings', '-1'],
    ['max-findings', '1e3'],
    ['on-findings', 'explode'],
    ['remediation', 'yes'],
    ['target-encryption', 'DSSE-KMS'],
    ['kms-key-arn', 'alias/my-key'],
    ['kms-key-arn', KEY],
    ['require-bucket-key', 'yes'],
    ['max-evidence-requests', '-1'],
    ['max-evidence-requests', '10000001'],
    ['bucket-key', 'yes'],
    ['batch-role-arn', 'batch'],
    ['work-location', 'my-work-bucket/prefix'],
    ['work-location', 's3://work/a//b/'],
    ['work-location', 's3://work/a b/'],
    ['job-priority', '2147483648'],
    ['max-objects', '0'],
    ['max-cost', '$5'],
    ['max-cost', '1.005'],
    ['max-cost', '-1'],
    ['max-cost', '1,000'],
    ['allow-unversioned', 'TRUE'],
    ['wait', ''.padEnd(3, 'x')],
    ['wait-timeout', '5'],
    ['poll-interval', 'often'],
    ['list-keys', 'maybe'],
    ['inventory-bucket-owner', '1234'],
  ])('of %s (%j) is told with the value', (input, value) => {
    const message = refusal({ [input]: value })
    expect(message).toContain(`${input} is ${JSON.stringify(value)}`)
    expect(message).toContain('accepted is')
  })

  it('of an input’s name is told with the nearest one, and without its value', () => {
    const message = () => read({ 'accepted-encrypton': 'secret' })
    expect(message).toThrow(
      'One input is wrong: "accepted-encrypton" is not an input of this action; the nearest input is accepted-encryption',
    )
    expect(message).not.toThrow('secret')
  })

  it('is told together with all others', () => {
    const message = refusal({ wait: 'x', 'job-priority': 'y', buckets: '', engine: 'batch' })
    expect(message).toMatch(
      /^4 inputs are wrong:\n– "engine" is not an input .* copy-engine .*\n– job-priority is .*\n– wait is .*\n– buckets is empty/,
    )
  })
})

describe('remediation', () => {
  const run = { remediation: 'run', 'batch-role-arn': ROLE, 'work-location': 's3://work/jobs' }

  it.each(['confirm', 'run'])('%s needs role and work location', (remediation) => {
    const message = refusal({ remediation })
    expect(message).toContain('batch-role-arn is empty')
    expect(message).toContain('work-location is empty')
  })

  it('reads its settings', () => {
    expect(read({ ...run, 'poll-interval': '250ms', wait: 'false' }).remediation).toEqual({
      mode: 'run',
      target: { status: 'SSE-S3' },
      engine: 'auto',
      maxDirectObjects: 1000,
      restore: undefined,
      maxObjects: 1_000_000,
      maxCostUsd: undefined,
      allowUnversioned: false,
      jobs: {
        batchRoleArn: ROLE,
        work: { bucket: 'work', prefix: 'jobs/' },
        priority: 10,
        wait: false,
        waitTimeoutMs: 5 * 3_600_000,
        pollIntervalMs: 250,
      },
    })
  })

  it.each([
    ['0', 0],
    ['25', 25],
    ['12.5', 12.5],
    ['12.34', 12.34],
  ])('may cost %s US dollars', (given, usd) => {
    expect(read({ ...run, 'max-cost': given }).remediation).toMatchObject({ maxCostUsd: usd })
  })

  it('to SSE-KMS needs the key', () => {
    expect(refusal({ ...run, 'target-encryption': 'SSE-KMS' })).toContain('kms-key-arn is empty')
    const { remediation } = read({ ...run, 'target-encryption': 'SSE-KMS', 'kms-key-arn': KEY })
    expect(remediation).toMatchObject({ target: { status: 'SSE-KMS', kmsKeyArn: KEY, bucketKey: true } })
  })

  it.each([
    ['an alias', 'arn:aws:kms:eu-west-1:111122223333:alias/data'],
    ['the name of an alias', 'alias/data'],
    ['a key id', '1234abcd-12ab-34cd-56ef-1234567890ab'],
    ['a multi-Region key id', 'mrk-1234abcd12ab34cd56ef1234567890ab'],
    ['a key of no account', 'arn:aws:kms:eu-west-1::key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    ['a key of no partition of AWS', 'arn:aws-iso:kms:us-iso-east-1:111122223333:key/1234abcd'],
    ['something of another service', 'arn:aws:iam::111122223333:role/key'],
  ])('takes %s for no key', (_, key) => {
    expect(refusal({ ...run, 'target-encryption': 'SSE-KMS', 'kms-key-arn': key })).toContain(
      `kms-key-arn is "${key}"; accepted is the full ARN of a KMS key (no alias, which can be moved to another key), for example ${KEY}`,
    )
  })

  it('takes a multi-Region key by the ARN of its replica', () => {
    const key = KEY.replace(/key\/.*/, 'key/mrk-1234abcd12ab34cd56ef1234567890ab')
    const { remediation } = read({ ...run, 'target-encryption': 'SSE-KMS', 'kms-key-arn': key })
    expect(remediation).toMatchObject({ target: { kmsKeyArn: key } })
  })

  it.each(['confirm', 'run'])('is refused to an event that may not ask for it: %s', (remediation) => {
    const inputs = read({ ...run, remediation }, COMMENT)
    expect(inputs.remediation).toEqual({ mode: 'none' })
    expect(inputs.targets.map((target) => target.remediation)).toEqual([{ mode: 'none' }])
    expect(inputs.refusal).toMatchObject({ asked: remediation, message: expect.stringContaining('issue_comment') })
  })

  it.each(['none', 'plan'])('writes nothing, so every event may ask for it: %s', (remediation) => {
    const inputs = read({ remediation }, COMMENT)
    expect(inputs.targets.map((target) => target.remediation)).toMatchObject([{ mode: remediation }])
    expect(inputs.refusal).toBeUndefined()
  })
})

describe('a policy about keys', () => {
  const rule = (given: Record<string, string>) => read(given).targets[0]?.keyRule

  it.each(['SSE-KMS', 'DSSE-KMS', 'SSE-KMS, DSSE-KMS'])('is the key, where %s is all that is accepted', (accepted) => {
    const given = { 'accepted-encryption': accepted, 'kms-key-arn': KEY }
    expect(rule(given)).toEqual({ kmsKeyArn: KEY, bucketKey: false })
  })

  it('is no policy where the key is only what objects get', () => {
    const given = { 'accepted-encryption': 'SSE-S3, SSE-KMS', 'target-encryption': 'SSE-KMS', 'kms-key-arn': KEY }
    expect(rule(given)).toEqual({ kmsKeyArn: undefined, bucketKey: false })
  })

  it('is refused where it would be none', () => {
    expect(refusal({ 'accepted-encryption': 'SSE-S3, SSE-KMS', 'kms-key-arn': KEY })).toContain('here it is neither')
  })

  it('may ask for a bucket key where SSE-KMS is accepted, and only there', () => {
    expect(rule({ 'require-bucket-key': 'true' })).toEqual({ kmsKeyArn: undefined, bucketKey: true })
    expect(refusal({ 'require-bucket-key': 'true', 'accepted-encryption': 'SSE-S3, DSSE-KMS' })).toContain(
      'no other encryption has a bucket key',
    )
  })

  it('that asks for a bucket key is kept by the remediation', () => {
    const given = { remediation: 'plan', 'target-encryption': 'SSE-KMS', 'kms-key-arn': KEY, 'bucket-key': 'false' }
    expect(refusal({ ...given, 'require-bucket-key': 'true' })).toContain('bucket-key is "false"')
    expect(() => read(given)).not.toThrow()
  })

  it('may cost 10000 requests unless said otherwise', () => {
    expect(read({}).targets[0]?.maxEvidenceRequests).toBe(10_000)
    expect(read({ 'max-evidence-requests': '0' }).targets[0]?.maxEvidenceRequests).toBe(0)
  })
})

describe('an operation for selected objects', () => {
  const TAG = { operation: 'tag', tags: 'team=archive', remediation: 'plan' }

  it('is read with its filter', () => {
    const { asked } = read({
      ...TAG,
      tags: 'team=archive\nused = no more ',
      'min-size': '3 MB',
      'max-size': '1 GiB',
      'older-than': '90d',
      'storage-classes': 'STANDARD, GLACIER',
      'object-lock': 'unlocked',
    })
    expect(asked).toMatchObject({
      name: 'tag',
      tags: [
        { key: 'team', value: 'archive' },
        { key: 'used', value: 'no more' },
      ],
      existing: 'keep',
      filter: {
        largerThan: 2_999_999,
        smallerThan: 2 ** 30 + 1,
        olderThanMs: 90 * 86_400_000,
        storageClasses: ['STANDARD', 'GLACIER'],
        lock: 'unlocked',
        acl: undefined,
      },
    })
    expect(read({}).asked).toBeUndefined()
  })

  it.each<[string, Record<string, string>, string]>([
    ['another word', { operation: 'tags' }, 'operation is "tags"; accepted is `encrypt`, `tag`, `restore`'],
    [
      'no tags',
      { tags: '' },
      'tags is empty; accepted is one key=value per line, at most 10 (required with `operation: tag`)',
    ],
    ['a tag without =', { tags: 'team' }, 'there is no = between key and value'],
    ['a tag twice', { tags: 'a=1\na=2' }, 'each key once'],
    ['a reserved key', { tags: 'AWS:x=1' }, 'reserved for AWS'],
    ['a sign that S3 has not', { tags: 'a=b;c' }, 'letters, digits, spaces and _ . : / = + - @'],
    ['a long key', { tags: `${'k'.repeat(129)}=1` }, '1 to 128 characters'],
    ['a long value', { tags: `k=${'v'.repeat(257)}` }, 'at most 256 characters'],
    ['eleven tags', { tags: Array.from({ length: 11 }, (_, i) => `k${i}=v`).join('\n') }, 'at most 10'],
    ['no remediation', { remediation: 'none' }, 'with `operation: tag`, which has no verdict'],
    ['a size that is none', { 'min-size': 'big' }, 'min-size is "big"'],
    ['sizes that exclude each other', { 'min-size': '2 MB', 'max-size': '1 MB' }, 'at least min-size'],
    ['ages that exclude each other', { 'older-than': '9d', 'newer-than': '3d' }, 'more than older-than'],
    ['a class that is none', { 'storage-classes': 'FROZEN' }, 'storage-classes is "FROZEN"'],
    ['an owner that is none', { 'object-owners': 'me' }, '64 hexadecimal digits'],
    ['an ACL that is none', { 'object-acl': 'public' }, '`private` or `not-private`'],
    ['a file of findings', { 'findings-file': 'f.csv' }, 'findings-file is "f.csv"; it is accepted only with'],
    ['an issue', { 'on-findings': 'issue' }, 'on-findings is "issue"; it is accepted only with `operation: encrypt`'],
    [
      'a restore',
      { 'restore-days': '3' },
      'restore-days is "3"; it is accepted only with `operation: encrypt` or `operation: restore`',
    ],
    ['a target', { 'target-encryption': 'SSE-KMS', 'kms-key-arn': KEY }, 'kms-key-arn'],
  ])('refuses %s', (_, given, text) => {
    expect(refusal({ ...TAG, ...given })).toContain(text)
  })

  it.each(['min-size', 'tags', 'object-lock'])('refuses %s where nothing is selected', (name) => {
    const values: Record<string, string> = { 'min-size': '1 MB', tags: 'a=b', 'object-lock': 'locked' }
    expect(refusal({ [name]: values[name] ?? '' })).toContain('only with `operation: tag`')
  })
})
