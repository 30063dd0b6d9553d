// What a config file may say, what becomes of it, and what is said back when it is wrong.

import { describe, expect, it } from '@jest/globals'
import { readInputs } from '../../../src/settings/inputs.ts'
import type { BucketTarget, Inputs } from '../../../src/settings/settings-of-a-run.ts'
import { ActionError } from '../../../src/words/errors.ts'

const ROLE = 'arn:aws:iam::111122223333:role/scan'
const BATCH = 'arn:aws:iam::111122223333:role/batch'
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

function read(file: string, given: Record<string, string> = {}, event = 'schedule'): Inputs {
  const inputs = new Map(Object.entries({ 'aws-region': 'eu-west-1', 'config-file': 'fleet.yml', ...given }))
  const environment = {
    region: undefined,
    repository: 'octo-org/octo-repo',
    runId: '42',
    trigger: { name: event, payload: {} },
    variables: [],
  }
  return readInputs((name) => inputs.get(name) ?? '', environment, {
    readFile: (path) => {
      if (path !== 'fleet.yml') throw new Error('no such file')
      return file
    },
    refuseToWrite: () => undefined,
  })
}

function target(file: string, given: Record<string, string> = {}): BucketTarget {
  const [first] = read(file, given).targets
  if (first === undefined) throw new Error('there is no target')
  return first
}

function refusal(file: string, given: Record<string, string> = {}): string {
  try {
    read(file, given)
  } catch (error) {
    if (error instanceof ActionError && error.code === 'INVALID_INPUT') return error.message
    throw error
  }
  throw new Error('was accepted')
}

const entry = (lines: string) => `buckets:\n- name: acme-data\n  ${lines.replaceAll('\n', '\n  ')}\n`

describe('a setting', () => {
  it('is the entry’s, else the file’s, else the input’s, else the default of the input', () => {
    const file = `
defaults: { max-findings: 2, inventory-id: weekly }
buckets:
- { name: own-one, max-findings: 1 }
- { name: file-one }
`
    const { targets } = read(file, { 'max-findings': '3', 'inventory-id': 'daily', 'max-inventory-age': '36h' })
    expect(targets).toMatchObject([
      { bucket: 'own-one', maxFindings: 1, inventoryId: 'weekly', maxInventoryAge: 36 * 3_600_000, exceptions: [] },
      {
        bucket: 'file-one',
        maxFindings: 2,
        inventoryId: 'weekly',
        accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
      },
    ])
  })

  it.each([
    ['accepted-encryption: SSE-KMS, DSSE-KMS', { accepted: ['SSE-KMS', 'DSSE-KMS'] }],
    ['accepted-encryption: [SSE-KMS, DSSE-KMS]', { accepted: ['SSE-KMS', 'DSSE-KMS'] }],
    ["include: ['logs/**', 'a, b']", { include: ['logs/**', 'a, b'] }],
    ['exclude: |\n  tmp/**\n  x', { exclude: ['tmp/**', 'x'] }],
    ['exclude: []', { exclude: [] }],
    ['inventory-bucket-owner: 012345678901', { inventoryBucketOwner: '012345678901' }],
    ['max-inventory-age: 3d', { maxInventoryAge: 3 * 86_400_000 }],
    ['aws-region: us-gov-west-1', { region: 'us-gov-west-1' }],
    [`role-to-assume: ${ROLE}`, { credentials: { roleToAssume: ROLE } }],
    ['location: s3://inv/r/acme-data/daily/', { location: { destinationBucket: 'inv', prefix: 'r/acme-data/daily/' } }],
  ])('%j is read', (lines, expected) => {
    expect(target(entry(lines), { exclude: 'not-this' })).toMatchObject(expected)
  })

  it('may be JSON, with tabs', () => {
    expect(target('{\n\t"buckets": [{ "name": "acme-data", "max-findings": 3 }]\n}\n')).toMatchObject({
      maxFindings: 3,
    })
  })

  it('may come through anchors and merge keys, own keys first, earlier sources before later ones', () => {
    const file = `
buckets:
- &one { name: one-one, max-findings: 1, inventory-id: a }
- &two { <<: *one, name: two-two, inventory-id: b }
- { <<: [*two, *one], name: three-three }
- { name: four-four, include: &globs [x, y] }
- { name: five-five, include: *globs }
`
    expect(
      read(file).targets.map(({ maxFindings, inventoryId, include }) => [maxFindings, inventoryId, include]),
    ).toEqual([
      [1, 'a', []],
      [1, 'b', []],
      [1, 'b', []],
      [0, undefined, ['x', 'y']],
      [0, undefined, ['x', 'y']],
    ])
  })

  it('need not be in the inputs when every entry brings it', () => {
    const inputs = read(entry('aws-region: us-east-1'), { 'aws-region': '' })
    expect(inputs).toMatchObject({ region: 'us-east-1', targets: [{ region: 'us-east-1' }] })
  })

  it('of the inputs is enough for buckets of the inputs, which are examined too', () => {
    const { targets } = read(entry('max-findings: 7'), { buckets: 'other-bucket' })
    expect(targets.map(({ bucket, maxFindings }) => [bucket, maxFindings])).toEqual([
      ['other-bucket', 0],
      ['acme-data', 7],
    ])
  })
})

describe('remediation', () => {
  const run = { remediation: 'run', 'batch-role-arn': BATCH, 'work-location': 's3://work/x/' }

  it.each([
    ['run', undefined, 'run'],
    ['run', 'confirm', 'confirm'],
    ['run', 'plan', 'plan'],
    ['run', 'none', 'none'],
    ['plan', 'run', 'plan'],
    ['none', 'run', 'none'],
  ])('of the input %s and an entry that says %s is %s', (input, own, mode) => {
    const file = entry(own === undefined ? 'max-findings: 0' : `remediation: ${own}`)
    expect(target(file, { ...run, remediation: input }).remediation.mode).toBe(mode)
  })

  it('has its own role, place and encryption', () => {
    const lines = `batch-role-arn: ${BATCH}\nwork-location: s3://work-us/\ntarget-encryption: SSE-KMS\nkms-key-arn: ${KEY}`
    expect(target(entry(lines), { remediation: 'run' }).remediation).toMatchObject({
      target: { status: 'SSE-KMS', kmsKeyArn: KEY, bucketKey: true },
      jobs: { batchRoleArn: BATCH, work: { bucket: 'work-us', prefix: '' } },
    })
  })

  it('of an event that may not remediate is none, whatever the file says', () => {
    expect(read(entry('remediation: run'), run, 'pull_request').targets).toMatchObject([
      { remediation: { mode: 'none' } },
    ])
  })

  it('lacks its role at the entry that needs it, and only there', () => {
    const file = 'buckets:\n- { name: one-one, remediation: plan }\n- { name: two-two }\n'
    const message = refusal(file, { remediation: 'run', 'work-location': 's3://work/' })
    expect(message).toContain('fleet.yml line 3, column 3: batch-role-arn is empty')
    expect(message).not.toContain('fleet.yml:2')
  })
})

describe('inventory-id', () => {
  const location = 'location: s3://reports/inv/acme-data/daily/'

  it('that contradicts the location beside it is refused at its place', () => {
    expect(refusal(entry(`${location}\ninventory-id: weekly`))).toContain(
      'fleet.yml line 4, column 17: inventory-id is "weekly"; accepted is the id that the location ends in, or none',
    )
  })

  it('is only a default where the entry has a location of its own', () => {
    expect(target(entry(location), { 'inventory-id': 'weekly' }).location?.configurationId).toBe('daily')
    expect(target(entry(`${location}\ninventory-id: daily`)).location?.configurationId).toBe('daily')
  })
})

describe('exceptions', () => {
  const rest = 'owner: me, reason: because, expires: 2027-01-31'

  it('are read with every condition', () => {
    const lines = `exceptions:\n- { prefix: ' a/', suffix: .tmp, larger-than: 1, smaller-than: 2 KiB, older-than: 1d, newer-than: 2d, ${rest} }`
    expect(target(entry(lines)).exceptions).toEqual([
      {
        rule: {
          prefix: ' a/',
          suffix: '.tmp',
          largerThan: 1,
          smallerThan: 2048,
          olderThanMs: 86_400_000,
          newerThanMs: 172_800_000,
        },
        owner: 'me',
        reason: 'because',
        expires: '2027-01-31',
      },
    ])
  })

  it('of an entry replace those of the defaults', () => {
    const file = `
defaults: { exceptions: [{ prefix: a, ${rest} }] }
buckets:
- { name: one-one }
- { name: two-two, exceptions: [{ prefix: b, ${rest} }] }
- { name: three-three, exceptions: [] }
`
    const prefixes = read(file).targets.map(({ exceptions }) => exceptions.map(({ rule }) => rule.prefix))
    expect(prefixes).toEqual([['a'], ['b'], []])
  })

  it.each([
    [
      '{ prefix: a, reason: r, expires: 2027-01-31 }',
      'fleet.yml line 4, column 5: owner is empty; accepted is required',
    ],
    ['{ prefix: a, owner: o, expires: 2027-01-31 }', 'fleet.yml line 4, column 5: reason is empty'],
    ['{ prefix: a, owner: o, reason: r }', 'fleet.yml line 4, column 5: expires is empty'],
    ["{ prefix: a, owner: ' ', reason: r, expires: 2027-01-31 }", 'fleet.yml line 4, column 25: owner is " "'],
    ['{ prefix: a, owner: o, reason: r, expires: 2027-02-30 }', 'fleet.yml line 4, column 48: expires is "2027-02-30"'],
    ['{ prefix: a, owner: o, reason: r, expires: 31.01.2027 }', 'accepted is the last day it holds, YYYY-MM-DD'],
    [`{ ${rest} }`, 'an exception has no condition and would except everything'],
    [`{ prefix: '', ${rest} }`, 'prefix is empty'],
    [`{ prefix: "${'a'.repeat(1025)}", ${rest} }`, 'the start of a key, 1 to 1,024 bytes'],
    [`{ suffix: "\\uD83D", ${rest} }`, 'suffix is "\\ud83d"'],
    [`{ prefix: [a], ${rest} }`, 'prefix is "(a list)"'],
    [`{ larger-than: 5 gigs, ${rest} }`, 'larger-than is "5 gigs"; accepted is bytes'],
    [`{ larger-than: 99999999 TiB, ${rest} }`, 'larger-than is "99999999 TiB"'],
    [`{ older-than: long, ${rest} }`, 'older-than is "long"; accepted is a duration'],
    [`{ prefixes: a, ${rest} }`, '"prefixes" is not a key of an exception; the nearest known key is prefix'],
    ['text', 'an exception is "text"; accepted is a map of prefix'],
  ])('%s is refused', (item, why) => {
    expect(refusal(entry(`exceptions:\n- ${item}`))).toContain(why)
  })

  it('are a list, of at most 100', () => {
    expect(refusal(entry('exceptions: none'))).toContain('fleet.yml line 3, column 15: exceptions takes a list')
    const many = Array.from({ length: 101 }, () => `{ prefix: a, ${rest} }`).join(', ')
    expect(refusal(entry(`exceptions: [${many}]`))).toContain('exceptions has 101 items; accepted are at most 100')
  })
})

describe('a wrong file', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'fleet.yml line 1, column 1: is empty'],
    ['a comment', '# soon\n', 'fleet.yml line 1, column 1: is empty'],
    ['a list', '- a', 'the config file is a list; accepted is a map of defaults, buckets'],
    ['no buckets', 'defaults: {}', 'buckets is missing; accepted is a list of 1 to 1000 buckets'],
    ['an empty list of buckets', 'buckets: []', 'fleet.yml line 1, column 10: buckets has 0 items'],
    ['buckets that are no list', 'buckets: a-bucket', 'fleet.yml line 1, column 10: buckets is no list'],
    [
      'a bucket that is text',
      'buckets:\n- acme-data',
      'fleet.yml line 2, column 3: a bucket is "acme-data"; accepted is a map',
    ],
    ['a bucket without a name', 'buckets:\n- max-findings: 1', 'fleet.yml line 2, column 3: a bucket has no name'],
    [
      'a name no bucket has',
      'buckets:\n- name: Acme',
      'fleet.yml line 2, column 9: name is "Acme"; accepted is a bucket name',
    ],
    [
      'a location in defaults',
      'defaults: {location: x}\nbuckets: [{name: a-b}]',
      '"location" is not a key of defaults',
    ],
    [
      'a bucket twice',
      'buckets:\n- name: a-b\n- name: a-b',
      'fleet.yml line 3, column 9: name is "a-b"; accepted is each bucket once',
    ],
    ['an unknown section', 'bucket: []', '"bucket" is not a key of the config file; the nearest known key is buckets'],
    [
      'an unknown key',
      entry('max-finding: 5'),
      'fleet.yml line 3, column 3: "max-finding" is not a key of a bucket; the nearest known key is max-findings',
    ],
    ['a key with underscores', entry('max_findings: 5'), 'the nearest known key is max-findings'],
    ['a key like no other', entry('colour: red'), '"colour" is not a key of a bucket; accepted are name, location'],
    [
      'a wrong value',
      entry('max-findings: few'),
      'fleet.yml line 3, column 17: max-findings is "few"; accepted is a whole number of at least 0, for example 0',
    ],
    [
      'an empty value',
      entry('aws-region:'),
      'aws-region is empty; accepted is text; leave the key out for the default',
    ],
    ['a list for a word', entry('aws-region: [eu-west-1]'), 'fleet.yml line 3, column 15: aws-region is a list'],
    ['a list within a list', entry('include: [a, [b]]'), 'fleet.yml line 3, column 16: include has the item a list'],
    ['a glob of two lines', entry('include: ["a\\nb"]'), 'fleet.yml line 3, column 13: include has the item "a\\nb"'],
    [
      'an empty list of statuses',
      entry('accepted-encryption: []'),
      'fleet.yml line 3, column 24: accepted-encryption is empty',
    ],
    ['NOT-SSE as accepted', entry('accepted-encryption: [NOT-SSE]'), 'accepted-encryption is "NOT-SSE"'],
    ['a location of no report', entry('location: s3://x/'), 'fleet.yml line 3, column 13: location is "s3://x/"'],
    [
      'a key that nothing is encrypted with',
      entry(`kms-key-arn: ${KEY}`),
      'fleet.yml line 3, column 16: kms-key-arn is',
    ],
    [
      'such a key in defaults',
      `defaults: {kms-key-arn: "${KEY}"}\nbuckets: [{name: a-b}]`,
      'here it is neither, for example `accepted-encryption: SSE-KMS` beside it',
    ],
    ['a duplicate key', 'buckets:\n- name: a-b\n  name: c-d', 'fleet.yml line 3, column 3: Map keys must be unique'],
    ['broken YAML', 'buckets: [', 'fleet.yml line 1, column 11: '],
    ['a tag', entry('max-findings: !!str 5'), 'fleet.yml line 3, column 23: has the tag tag:yaml.org,2002:str'],
    ['a tag of its own', entry('max-findings: !env X'), 'has the tag !env; accepted are values without tags'],
    ['a directive', `%YAML 1.1\n---\n${entry('max-findings: 5')}`, 'has a % directive'],
    [
      'two documents',
      `${entry('max-findings: 5')}---\na: 1`,
      'fleet.yml line 4, column 1: a second document starts here',
    ],
    [
      'an alias of nothing',
      entry('include: *globs'),
      'fleet.yml line 3, column 12: alias *globs has no anchor before it',
    ],
    ['an alias of itself', 'buckets: &b [*b]', 'alias *b is used inside its own anchor'],
    ['a key that is a list', entry('? [a]\n: b'), 'a key is not plain text'],
    ['a merge of text', entry('<<: text'), '<< takes a map, or a list of maps'],
    ['endless brackets', '['.repeat(100_000), 'fleet.yml line 1, '],
  ])('with %s says so', (_, file, why) => {
    expect(refusal(file)).toContain(why)
  })

  it('that would explode is refused before it does', () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const items = level === 0 ? ['x', 'x'] : [`*l${level - 1}`, `*l${level - 1}`]
      return `l${level}: &l${level} [${items.join(', ')}]`
    })
    expect(refusal(levels.join('\n'))).toMatch(
      /has \d+ values once its aliases are followed; accepted are at most 100000/,
    )
  })

  it('that cannot be read is an input like any other', () => {
    expect(refusal('', { 'config-file': 'flet.yml', 'on-findings': 'cry' })).toMatch(
      /2 inputs are wrong:\n– config-file is "flet.yml"; accepted is the path of a YAML file in the workspace \(no such file\).*\n– on-findings is "cry"/,
    )
  })

  it('is told in one message with everything wrong in the inputs, each mistake once', () => {
    const file = 'defaults: { max-findings: x }\nbuckets: [{ name: a-b }, { name: c-d, max-age: 1 }]\n'
    const message = refusal(file, { 'poll-interval': 'soon' })
    expect(message).toMatch(/^3 inputs are wrong/)
    expect(message.match(/max-findings is/g)).toHaveLength(1)
    expect(message).toContain('fleet.yml line 1, column 27: max-findings is "x"')
    expect(message).toContain('poll-interval is "soon"')
  })

  it.each([
    [
      'a target its policy does not accept',
      'accepted-encryption: [SSE-KMS]',
      {},
      'target-encryption is "SSE-S3"; accepted is one of accepted-encryption (SSE-KMS)',
    ],
    [
      'a batch role of another account',
      'role-to-assume: arn:aws:iam::444455556666:role/scan',
      {},
      `batch-role-arn is "${BATCH}"; accepted is a role of the account of role-to-assume (444455556666)`,
    ],
    [
      'a key of another partition',
      'role-to-assume: arn:aws-cn:iam::111122223333:role/scan\nbatch-role-arn: arn:aws-cn:iam::111122223333:role/b',
      { 'target-encryption': 'SSE-KMS', 'kms-key-arn': KEY },
      `kms-key-arn is "${KEY}"; accepted is a key of the partition of role-to-assume (aws-cn)`,
    ],
  ])('says at the entry that an input does not go with it: %s', (_, lines, more, why) => {
    const given = { remediation: 'run', 'batch-role-arn': BATCH, 'work-location': 's3://work/x/', ...more }
    expect(refusal(entry(lines), given)).toContain(`One input is wrong: fleet.yml line 2, column 3: ${why}`)
    expect(() => read(entry('max-findings: 1'), given)).not.toThrow()
  })

  it('does not repeat for each bucket what is wrong in an input', () => {
    expect(refusal('buckets: [{ name: a-b }, { name: c-d }]', { 'max-findings': 'x' })).toMatch(
      /^One input is wrong: max-findings/,
    )
  })

  it('names a bucket only once, in inputs and file together', () => {
    expect(refusal(entry('max-findings: 1'), { buckets: 'acme-data' })).toContain(
      'buckets is "acme-data"; accepted is each bucket once',
    )
  })
})

describe('a key for SSE-KMS', () => {
  it.each([
    ['in the entry', entry(`target-encryption: SSE-KMS\nkms-key-arn: ${KEY}`)],
    ['as the key every object must be under', entry(`accepted-encryption: [SSE-KMS]\nkms-key-arn: ${KEY}`)],
    [
      'in defaults, used by one of two',
      `defaults: {kms-key-arn: "${KEY}"}\nbuckets: [{name: a-b}, {name: c-d, target-encryption: SSE-KMS}]`,
    ],
  ])('%s is accepted', (_, file) => {
    expect(() => read(file)).not.toThrow()
  })
})
