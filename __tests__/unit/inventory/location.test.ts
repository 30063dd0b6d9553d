import { describe, expect, it } from '@jest/globals'
import {
  chooseConfiguration,
  completeLocation,
  type GivenLocation,
  type InventoryConfiguration,
  parseBucketArn,
  parseGivenLocation,
} from '../../../src/inventory/location.ts'
import { ActionError } from '../../../src/words/errors.ts'

function catchError(run: () => unknown): ActionError {
  try {
    run()
  } catch (error) {
    if (error instanceof ActionError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('parseGivenLocation', () => {
  it.each([
    ['s3://inv/reports/src/daily/', 'reports/src/daily/'],
    ['s3://inv/reports/src/daily', 'reports/src/daily/'],
    ['s3://inv/src/daily/', 'src/daily/'],
    ['s3://inv/a/b//src/daily/', 'a/b//src/daily/'],
    ['s3://inv/other/daily/', 'other/daily/'],
  ])('reads %s', (text, prefix) => {
    expect(parseGivenLocation(text, 'src')).toMatchObject({
      sourceBucket: 'src',
      destinationBucket: 'inv',
      configurationId: 'daily',
      prefix,
    })
  })

  it.each([
    'reports/src/daily/',
    'https://inv/src/daily/',
    's3://inv',
    's3://inv/',
    's3://inv/daily/',
    's3://in_v!/src/daily/',
    's3://inv/src/daily/2026-11-21T01-00Z/',
    's3://inv/../src/daily/',
    's3://inv/src//',
  ])('refuses %s and names the form', (text) => {
    const answer = parseGivenLocation(text, 'src')
    expect(answer).toMatch(/^a location of the form s3:\/\/destination-bucket\/prefix\/src\/configuration-id\/,/)
  })
})

describe('parseBucketArn', () => {
  it.each([
    ['arn:aws:s3:::inv', 'inv'],
    ['arn:aws-us-gov:s3:::inv', 'inv'],
    ['arn:aws-cn:s3:::inv', 'inv'],
    ['arn:aws:s3:::inv/key', undefined],
    ['inv', undefined],
    ['arn:aws:sqs:::inv', undefined],
  ])('%s', (arn, name) => expect(parseBucketArn(arn)).toBe(name))
})

const configuration = (id: string, change: Partial<InventoryConfiguration> = {}): InventoryConfiguration => ({
  id,
  enabled: true,
  frequency: 'Daily',
  includedVersions: 'All',
  filterPrefix: undefined,
  optionalFields: ['Size', 'EncryptionStatus'],
  format: 'CSV',
  destinationBucket: 'inv',
  destinationOwner: '111122223333',
  destinationPrefix: 'reports',
  ...change,
})

describe('completeLocation', () => {
  const given = parseGivenLocation('s3://inv/reports/src/daily', 'src') as GivenLocation
  const complete = (...found: Parameters<typeof completeLocation>[1][]) =>
    found.map((one) => completeLocation(given, one))

  it('knows what the configuration of that place says', () => {
    const [whole, prefix] = complete(configuration('daily'), configuration('daily', { filterPrefix: 'new/' }))
    const known = { destinationOwner: '111122223333', frequency: 'Daily', includedVersions: 'All' }
    expect(whole).toEqual({ ...given, ...known, coverage: { kind: 'whole' } })
    expect(prefix).toEqual({ ...given, ...known, coverage: { kind: 'prefix', prefix: 'new/' } })
  })

  it('takes a doubled slash for the same place, and reads where it was told to', () => {
    const found = configuration('daily', { destinationPrefix: 'reports/' })
    expect(complete(found)).toMatchObject([{ prefix: 'reports/src/daily/', coverage: { kind: 'whole' } }])
  })

  it.each<[string, Parameters<typeof completeLocation>[1], string, string]>([
    [
      'that may not be read',
      'denied',
      'the role is not allowed to read',
      'Allow s3:GetInventoryConfiguration on bucket src',
    ],
    ['that is not there', 'absent', 'there is no inventory configuration "daily"', 'Give the location of'],
    ['of another bucket', configuration('daily', { destinationBucket: 'x' }), 'delivers to s3://x/', 'it delivers to'],
    [
      'of another prefix',
      configuration('daily', { destinationPrefix: 'x' }),
      's3://inv/x/src/daily/',
      'it delivers to',
    ],
  ])('knows nothing by a configuration %s', (_, found, why, remedy) => {
    expect(complete(found)).toMatchObject([
      {
        ...given,
        frequency: undefined,
        coverage: { kind: 'unknown', why: expect.stringContaining(why), remedy: expect.stringContaining(remedy) },
      },
    ])
  })
})

describe('chooseConfiguration', () => {
  const choose = (all: InventoryConfiguration[], inventoryId?: string) =>
    chooseConfiguration(all, { sourceBucket: 'src', inventoryId })

  it('says where the reports of the only one lie', () => {
    expect(choose([configuration('a', { frequency: 'Weekly', filterPrefix: 'logs/' })])).toEqual({
      sourceBucket: 'src',
      destinationBucket: 'inv',
      destinationOwner: '111122223333',
      configurationId: 'a',
      prefix: 'reports/src/a/',
      frequency: 'Weekly',
      includedVersions: 'All',
      coverage: { kind: 'prefix', prefix: 'logs/' },
    })
    expect(choose([configuration('a', { destinationPrefix: undefined, filterPrefix: '' })])).toMatchObject({
      prefix: 'src/a/',
      coverage: { kind: 'whole' },
    })
  })

  it.each([
    ['the one that carries EncryptionStatus', [configuration('a', { optionalFields: ['Size'] }), configuration('b')]],
    ['the enabled one', [configuration('a', { enabled: false }), configuration('b')]],
    ['the one for the whole bucket', [configuration('a', { filterPrefix: 'x/' }), configuration('b')]],
    ['whole before daily', [configuration('a', { filterPrefix: 'x/' }), configuration('b', { frequency: 'Weekly' })]],
    ['the daily one', [configuration('a', { frequency: 'Weekly' }), configuration('b')]],
  ])('prefers %s', (_, all) => {
    expect(choose(all).configurationId).toBe('b')
    expect(choose(all.toReversed()).configurationId).toBe('b')
  })

  it('takes the one asked for', () => {
    expect(choose([configuration('a'), configuration('b', { filterPrefix: 'x/' })], 'b').configurationId).toBe('b')
  })

  it.each([
    ['none at all', [], undefined, 'NO_INVENTORY_CONFIGURATION'],
    ['only a disabled one', [configuration('a', { enabled: false })], undefined, 'NO_INVENTORY_CONFIGURATION'],
    ['another id', [configuration('a')], 'b', 'NO_INVENTORY_CONFIGURATION'],
    [
      'the asked one disabled',
      [configuration('a', { enabled: false }), configuration('b')],
      'a',
      'NO_INVENTORY_CONFIGURATION',
    ],
    ['no EncryptionStatus', [configuration('a', { optionalFields: [] })], undefined, 'NO_ENCRYPTION_STATUS'],
    [
      'the asked one without EncryptionStatus',
      [configuration('a', { optionalFields: [] }), configuration('b')],
      'a',
      'NO_ENCRYPTION_STATUS',
    ],
  ] as const)('with %s gives the CLI line that helps', (_, all, id, code) => {
    const error = catchError(() => choose([...all], id))
    expect(error.code).toBe(code)
    expect(error.hint).toContain('aws s3api put-bucket-inventory-configuration --bucket src')
    expect(error.hint).toContain('EncryptionStatus')
  })

  it('asks for inventory-id when two are equally good', () => {
    const error = catchError(() =>
      choose([configuration('a'), configuration('b'), configuration('c', { frequency: 'Weekly' })]),
    )
    expect(error.code).toBe('INVALID_INPUT')
    expect(error.message).toContain('"a", "b"')
    expect(error.message).not.toContain('"c"')
    expect(error.hint).toContain('inventory-id')
  })
})

describe('a given location is refused', () => {
  it.each([
    ['acme-inventory/a/b/', 'does not start with s3://bucket/'],
    ['s3://a/b/c/', 'names no valid bucket: "a"'],
    ['s3://acme-inventory-s3alias/x/daily/', 'give the name of the bucket itself'],
    ['s3://acme-inventory/', 'has no source bucket and configuration id at its end'],
    ['s3://acme-inventory/daily/', 'has no source bucket and configuration id at its end'],
    ['s3://acme-inventory/src//', 'has no source bucket and configuration id at its end'],
    ['s3://acme-inventory/src/daily/2026-11-20T12-00Z/', 'ends in a dated folder: remove it'],
    ['s3://acme-inventory/../src/daily/', 'holds ".."'],
  ])('%s: it %s', (text, why) => {
    expect(parseGivenLocation(text, 'src')).toContain(why)
  })
})
