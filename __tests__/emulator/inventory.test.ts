// Delivered reports, read back with what a stranger would use: gunzip, a CSV split, hyparquet, MD5.

import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { createClock } from '../../emulator/clock.ts'
import { columnsOf, type InventoryRow, renderFileSchema } from '../../emulator/inventory/columns.ts'
import { encodeCsvKey, writeInventoryCsv } from '../../emulator/inventory/csv.ts'
import { type Delivery, type DeliveryOptions, deliverInventory } from '../../emulator/inventory/deliver.ts'
import { advanceDays } from '../../emulator/inventory/schedule.ts'
import { authorizeDecrypt } from '../../emulator/s3/access.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import { allowDelivery, seedReportKey } from '../../emulator/stage.ts'
import type { Bucket, InventoryConfiguration, ObjectVersion, World } from '../../emulator/world.ts'

const AT = Date.UTC(2026, 9, 31, 1)
const DAY_MS = 86_400_000

function createBucket(name: string): Bucket {
  return {
    name,
    region: 'us-east-1',
    owner: '111122223333',
    createdAt: 0,
    versioning: 'Enabled',
    defaultEncryption: { algorithm: 'AES256', bucketKey: false },
    ownership: 'BucketOwnerEnforced',
    objectLockEnabled: false,
    blockSseC: true,
    replication: false,
    lifecycle: false,
    website: false,
    grants: [],
    notifications: false,
    inventory: new Map(),
    uploads: new Map(),
    objects: new Map(),
  }
}

function createVersion(key: string, fields: Partial<ObjectVersion> = {}): ObjectVersion {
  return {
    key,
    versionId: 'null',
    isDeleteMarker: false,
    body: { kind: 'seed', seed: key, length: 5 },
    size: 5,
    etag: 'd41d8cd98f00b204e9800998ecf8427e',
    lastModified: AT - DAY_MS,
    encryption: { status: 'NOT-SSE' },
    storageClass: 'STANDARD',
    headers: new Map(),
    metadata: new Map(),
    tags: new Map(),
    grants: [],
    writer: 'seed',
    ...fields,
  }
}

type Story = { readonly world: World; readonly source: Bucket; readonly destination: Bucket }

function startStory(
  configuration: Partial<InventoryConfiguration> = {},
  format: 'CSV' | 'ORC' | 'Parquet' = 'CSV',
): Story {
  const source = createBucket('src')
  const destination = createBucket('inv')
  source.inventory.set('daily', {
    id: 'daily',
    enabled: true,
    includedVersions: 'All',
    frequency: 'Daily',
    optionalFields: ['EncryptionStatus', 'Size'],
    destination: { bucket: 'inv', prefix: 'reports', format },
    ...configuration,
  })
  const world: World = {
    clock: createClock(AT, false),
    account: '111122223333',
    region: 'us-east-1',
    buckets: new Map([
      ['src', source],
      ['inv', destination],
    ]),
    kmsKeys: new Map(),
    roles: new Map(),
    credentials: new Map(),
    log: [],
    faults: [],
    services: new Map(),
  }
  allowDelivery(world, 'src', 'inv')
  return { world, source, destination }
}

function putObjects(bucket: Bucket, ...versions: readonly ObjectVersion[]): void {
  for (const version of versions) bucket.objects.set(version.key, [...(bucket.objects.get(version.key) ?? []), version])
}

function readBytes(bucket: Bucket, key: string): Uint8Array {
  const body = bucket.objects.get(key)?.at(-1)?.body
  if (body?.kind !== 'bytes') throw new Error(`no bytes at ${key}`)
  return body.bytes
}

/** Lines of all data files, sorted: the order of rows means nothing. */
function readLines(bucket: Bucket, delivery: Delivery): string[] {
  const text = delivery.files.map((file) => gunzipSync(readBytes(bucket, file.key)).toString('utf8')).join('')
  expect(text === '' || text.endsWith('\n')).toBe(true)
  return text.split('\n').slice(0, -1).toSorted()
}

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')

describe('the layout of a delivery', () => {
  it('puts data beside the dated folder, and vouches for every byte', async () => {
    const { world, source, destination } = startStory()
    for (let index = 0; index < 5; index += 1) putObjects(source, createVersion(`k${index}`))
    const delivery = await deliverInventory(world, 'src', 'daily', { rowsPerFile: 2 })
    expect(delivery).toMatchObject({ rows: 5, manifestKey: 'reports/src/daily/2026-10-31T01-00Z/manifest.json' })
    expect([...destination.objects.keys()].toSorted()).toEqual(
      [
        'reports/src/daily/2026-10-31T01-00Z/manifest.checksum',
        'reports/src/daily/2026-10-31T01-00Z/manifest.json',
        'reports/src/daily/hive/dt=2026-10-31-01-00/symlink.txt',
        ...delivery.files.map((file) => file.key),
      ].toSorted(),
    )
    const manifestBytes = readBytes(destination, delivery.manifestKey)
    const manifest = JSON.parse(Buffer.from(manifestBytes).toString('utf8')) as Delivery['manifest']
    expect(manifest).toMatchObject({
      sourceBucket: 'src',
      destinationBucket: 'arn:aws:s3:::inv',
      version: '2016-11-30',
      creationTimestamp: String(AT),
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, EncryptionStatus',
    })
    const checksum = readBytes(destination, 'reports/src/daily/2026-10-31T01-00Z/manifest.checksum')
    expect(Buffer.from(checksum).toString('utf8')).toBe(`${md5(manifestBytes)}\n`)
    expect(manifest.files).toHaveLength(3)
    for (const file of manifest.files) {
      expect(file.key).toMatch(
        /^reports\/src\/daily\/data\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.csv\.gz$/,
      )
      const bytes = readBytes(destination, file.key)
      expect({ size: bytes.length, md5: md5(bytes) }).toEqual({ size: file.size, md5: file.MD5checksum })
    }
    const symlinks = Buffer.from(readBytes(destination, 'reports/src/daily/hive/dt=2026-10-31-01-00/symlink.txt'))
    expect(symlinks.toString('utf8')).toBe(manifest.files.map((file) => `s3://inv/${file.key}\n`).join(''))
  })

  it('starts with the source bucket when no prefix is configured', async () => {
    const { world } = startStory({ destination: { bucket: 'inv', format: 'CSV' } })
    const delivery = await deliverInventory(world, 'src', 'daily')
    expect(delivery.manifestKey).toBe('src/daily/2026-10-31T01-00Z/manifest.json')
  })

  it.each<[DeliveryOptions['stage'], number, boolean, boolean]>([
    ['complete', 2, true, true],
    ['no-checksum', 2, true, false],
    ['no-manifest', 2, false, false],
    ['missing-file', 1, true, true],
  ])('leaves out what the stage %s leaves out', async (stage, dataFiles, hasManifest, hasChecksum) => {
    const { world, source, destination } = startStory()
    putObjects(source, createVersion('a'), createVersion('b'))
    const delivery = await deliverInventory(world, 'src', 'daily', { stage, rowsPerFile: 1 })
    const keys = [...destination.objects.keys()]
    expect(keys.filter((key) => key.includes('/data/'))).toHaveLength(dataFiles)
    expect(keys.includes(delivery.manifestKey)).toBe(hasManifest)
    expect(keys.some((key) => key.endsWith('manifest.checksum'))).toBe(hasChecksum)
  })

  it('is the same to the byte in a world built twice, in an order that is not that of the keys', async () => {
    const contents: string[][] = []
    for (let time = 0; time < 2; time += 1) {
      const { world, source, destination } = startStory()
      for (let index = 0; index < 50; index += 1)
        putObjects(source, createVersion(`k${String(index).padStart(3, '0')}`))
      const delivery = await deliverInventory(world, 'src', 'daily')
      const lines = gunzipSync(readBytes(destination, delivery.files[0]?.key ?? ''))
        .toString('utf8')
        .split('\n')
      expect(lines).not.toEqual(lines.toSorted())
      contents.push([delivery.files[0]?.key ?? '', ...lines])
    }
    expect(contents[0]).toEqual(contents[1])
  })

  it.each([
    ['no-files', 0],
    ['one-empty-file', 1],
  ] as const)('reports an empty bucket with %s', async (emptyReport, files) => {
    const { world, destination } = startStory()
    const delivery = await deliverInventory(world, 'src', 'daily', { emptyReport })
    expect(delivery).toMatchObject({ rows: 0 })
    expect(delivery.manifest.files).toHaveLength(files)
    expect(readLines(destination, delivery)).toEqual([])
  })

  it.each([
    ['SSE-S3', { status: 'SSE-S3' }],
    ['SSE-KMS', { status: 'SSE-KMS' }],
    [undefined, { status: 'SSE-S3' }],
  ] as const)('encrypts the report as %s asks', async (kind, expected) => {
    const { world, source, destination } = startStory()
    const encryption =
      kind === 'SSE-KMS' ? ({ kind, keyId: seedReportKey(world, 'src').arn } as const) : kind && { kind }
    setDestination(source, { encryption })
    const delivery = await deliverInventory(world, 'src', 'daily')
    expect(destination.objects.get(delivery.manifestKey)?.at(-1)).toMatchObject({
      encryption: expected,
      lastModified: AT,
    })
  })
})

const setDestination = (source: Bucket, change: Partial<InventoryConfiguration['destination']>): void => {
  for (const [id, configuration] of source.inventory)
    source.inventory.set(id, { ...configuration, destination: { ...configuration.destination, ...change } })
}

describe('S3 delivers nothing', () => {
  type Change = (story: Story) => void
  const POLICY = 'no resource-based policy allows the s3:PutObject action'
  const KEY_POLICY = 'no resource-based policy allows the kms:GenerateDataKey action'
  /** The documented policy of the destination, and where it says one thing, another. */
  const saying =
    (from: string, to: string): Change =>
    ({ destination }) => {
      const text = JSON.stringify(destination.policy)
      expect(text).toContain(from)
      destination.policy = JSON.parse(text.replace(from, to)) as Bucket['policy']
    }
  const under =
    (chooseKey: (world: World) => string): Change =>
    ({ world, source }) =>
      setDestination(source, { encryption: { kind: 'SSE-KMS', keyId: chooseKey(world) } })

  it.each<[string, Change, string]>([
    ['without a policy', ({ destination }) => Object.assign(destination, { policy: undefined }), POLICY],
    ['from a bucket the policy does not name', saying('arn:aws:s3:::src"', 'arn:aws:s3:::other"'), POLICY],
    ['from an account the policy does not name', saying('"111122223333"', '"444455556666"'), POLICY],
    ['with an ACL the policy does not name', saying('bucket-owner-full-control', 'private'), POLICY],
    ['to a folder the policy does not name', saying(':::inv/*', ':::inv/elsewhere/*'), POLICY],
    ['as a service the policy does not name', saying('s3.amazonaws.com', 'logging.s3.amazonaws.com'), POLICY],
    [
      'against a Deny',
      ({ destination }) => {
        const Deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' } as const
        destination.policy = { Statement: [...(destination.policy?.Statement ?? []), Deny] }
      },
      'explicit deny in a resource-based policy',
    ],
    ['under a key with the default key policy', under((world) => seedKmsKey(world).arn), KEY_POLICY],
    [
      'under a key whose policy names another bucket',
      under((world) => {
        world.buckets.set('other', createBucket('other'))
        return seedReportKey(world, 'other').arn
      }),
      KEY_POLICY,
    ],
    [
      'under a disabled key',
      under((world) => Object.assign(seedReportKey(world, 'src'), { state: 'Disabled' }).arn),
      'is disabled',
    ],
    ['under a key that is not there', under(() => 'arn:aws:kms:us-east-1:111122223333:key/gone'), 'does not exist'],
    ['under aws/s3', under((world) => seedKmsKey(world, { manager: 'AWS' }).arn), 'aws/s3 is not supported'],
  ])('%s', async (_name, change, refused) => {
    const story = startStory()
    putObjects(story.source, createVersion('a'))
    change(story)

    const delivery = await deliverInventory(story.world, 'src', 'daily')

    expect(delivery.refused).toContain(refused)
    expect([...story.destination.objects.keys()]).toEqual([])
  })

  it('readable where the default encryption of the destination is SSE-KMS without a key', async () => {
    const { world, destination } = startStory()
    destination.defaultEncryption = { algorithm: 'aws:kms', bucketKey: true, explicit: true }
    const { manifestKey } = await deliverInventory(world, 'src', 'daily')
    const encryption = destination.objects.get(manifestKey)?.at(-1)?.encryption
    expect(() => authorizeDecrypt(world, ROOT, destination, encryption ?? { status: 'SSE-S3' })).toThrow('kms:Decrypt')
  })
})

const ROOT = { arn: 'arn:aws:iam::111122223333:root', account: '111122223333' }

describe('rows', () => {
  const everyField = [
    ...['Size', 'LastModifiedDate', 'ETag', 'StorageClass', 'IsMultipartUploaded', 'ReplicationStatus'],
    ...['EncryptionStatus', 'ObjectLockRetainUntilDate', 'ObjectLockMode', 'ObjectLockLegalHoldStatus'],
    ...[
      'IntelligentTieringAccessTier',
      'BucketKeyStatus',
      'ChecksumAlgorithm',
      'ObjectAccessControlList',
      'ObjectOwner',
    ],
  ]

  it('lists every version with an empty VersionId for null, and delete markers with empty cells', async () => {
    const { world, source, destination } = startStory()
    putObjects(
      source,
      createVersion('a'),
      createVersion('a', { versionId: 'v2', encryption: { status: 'SSE-S3' } }),
      createVersion('b', { versionId: 'v3' }),
      createVersion('b', { versionId: 'v4', isDeleteMarker: true, size: 0 }),
    )
    const delivery = await deliverInventory(world, 'src', 'daily')
    expect(readLines(destination, delivery)).toEqual([
      '"src","a","","false","false","5","NOT-SSE"',
      '"src","a","v2","true","false","5","SSE-S3"',
      '"src","b","v3","false","false","5","NOT-SSE"',
      '"src","b","v4","true","true","",""',
    ])
    const filled = await deliverInventory(world, 'src', 'daily', {
      deleteMarkers: { size: 0, encryptionStatus: 'NOT-SSE' },
    })
    expect(readLines(destination, filled)).toContain('"src","b","v4","true","true","0","NOT-SSE"')
  })

  it('lists only current objects under the filter prefix, without version columns, for Current', async () => {
    const { world, source, destination } = startStory({ includedVersions: 'Current', filterPrefix: 'logs/' })
    putObjects(
      source,
      createVersion('logs/a', { size: 1 }),
      createVersion('logs/a', { versionId: 'v2', size: 2 }),
      createVersion('logs/gone'),
      createVersion('logs/gone', { versionId: 'v3', isDeleteMarker: true }),
      createVersion('other'),
    )
    const delivery = await deliverInventory(world, 'src', 'daily')
    expect(delivery.manifest.fileSchema).toBe('Bucket, Key, Size, EncryptionStatus')
    expect(readLines(destination, delivery)).toEqual(['"src","logs/a","2","NOT-SSE"'])
  })

  it('leaves out what was written after the scan started', async () => {
    const { world, source, destination } = startStory()
    putObjects(
      source,
      createVersion('a', { versionId: 'v1' }),
      createVersion('a', { versionId: 'v2', lastModified: AT + 1 }),
    )
    const delivery = await deliverInventory(world, 'src', 'daily', { at: AT })
    expect(readLines(destination, delivery)).toEqual(['"src","a","v1","true","false","5","NOT-SSE"'])
  })

  it('fills every column, in the order S3 fixes', async () => {
    const { world, source, destination } = startStory({ optionalFields: everyField.toReversed() })
    putObjects(
      source,
      createVersion('k', {
        versionId: 'v1',
        encryption: { status: 'SSE-KMS', kmsKeyArn: 'arn', bucketKey: true },
        storageClass: 'INTELLIGENT_TIERING',
        accessTier: 'FREQUENT',
        partCount: 2,
        replicationStatus: 'COMPLETED',
        lock: { mode: 'GOVERNANCE', retainUntil: AT, legalHold: true },
        checksum: { algorithm: 'SHA256', value: 'x' },
        grants: [{ grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ' }],
      }),
      createVersion('plain'),
    )
    const delivery = await deliverInventory(world, 'src', 'daily')
    expect(delivery.manifest.fileSchema).toBe(
      `Bucket, Key, VersionId, IsLatest, IsDeleteMarker, ${everyField.join(', ')}`,
    )
    const [full = '', plain = ''] = readLines(destination, delivery).map((line) => line.slice(1, -1).split('","'))
    expect(full.slice(0, 18)).toEqual([
      ...['src', 'k', 'v1', 'true', 'false', '5', '2026-10-30T01:00:00.000Z', 'd41d8cd98f00b204e9800998ecf8427e'],
      ...['INTELLIGENT_TIERING', 'true', 'COMPLETED', 'SSE-KMS', '2026-10-31T01:00:00.000Z', 'GOVERNANCE', 'On'],
      ...['FREQUENT', 'ENABLED', 'SHA256'],
    ])
    const owner = plain[19]
    const privateGrant = { canonicalId: owner, permission: 'FULL_CONTROL', type: 'CanonicalUser' }
    const aclOf = (cell: string | undefined): unknown => JSON.parse(Buffer.from(cell ?? '', 'base64').toString('utf8'))
    expect(owner).toMatch(/^[0-9a-f]{64}$/)
    expect(aclOf(plain[18])).toEqual({ version: '2022-11-10', status: 'AVAILABLE', grants: [privateGrant] })
    expect(aclOf(full[18])).toMatchObject({ grants: [privateGrant, { permission: 'READ', type: 'Group' }] })
    expect(plain.slice(9, 18)).toEqual(['false', '', 'NOT-SSE', '', '', '', '', 'DISABLED', ''])
  })

  it('refuses an optional field that it does not know', async () => {
    const { world } = startStory({ optionalFields: ['IntelligentTieringReferenceDate'] })
    await expect(deliverInventory(world, 'src', 'daily')).rejects.toThrow('IntelligentTieringReferenceDate')
  })
})

describe('keys in CSV', () => {
  it.each([
    ['logs/2026/10_31-a.b*c', 'logs/2026/10_31-a.b*c'],
    ['a b', 'a+b'],
    ['a+b', 'a%2Bb'],
    ['0100059~thumb.jpg', '0100059%7Ethumb.jpg'],
    ['é/日本', '%C3%A9/%E6%97%A5%E6%9C%AC'],
    ['😀', '%F0%9F%98%80'],
    ['"q",\r\n', '%22q%22%2C%0D%0A'],
    ["!'()", '%21%27%28%29'],
    ['100%', '100%25'],
    ['\u0000', '%00'],
  ])('writes %j as %s', (key, encoded) => {
    expect(encodeCsvKey(key)).toBe(encoded)
    expect(decodeURIComponent(encoded.replaceAll('+', ' '))).toBe(key)
  })
})

describe('writeInventoryCsv', () => {
  const columns = columnsOf({ includedVersions: 'Current', optionalFields: [] })

  it.each([undefined, 3])(
    'passes an error of the rows on to the reader, with %p rows per member',
    async (rowsPerMember) => {
      function* rows(): Generator<InventoryRow> {
        yield { bucket: 'b', key: 'k' }
        throw new Error('no more rows')
      }
      await expect(buffer(writeInventoryCsv(rows(), columns, { rowsPerMember }))).rejects.toThrow('no more rows')
    },
  )

  it('asks for rows only as fast as they are read', async () => {
    let asked = 0
    function* rows(): Generator<InventoryRow> {
      for (;;) {
        asked += 1
        yield { bucket: 'b', key: `k${asked}` }
      }
    }
    for await (const chunk of writeInventoryCsv(rows(), columns, { level: 1 })) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    expect(asked).toBeLessThan(1_000_000)
  })
})

describe('damage on purpose', () => {
  it('changes rows, files, manifest and checksum as the test asks, and nothing else', async () => {
    const { world, source, destination } = startStory()
    putObjects(source, createVersion('a'), createVersion('b'))
    const delivery = await deliverInventory(world, 'src', 'daily', {
      mutateRow: (row) => (row.key === 'a' ? { ...row, encryptionStatus: 'sse-s3' } : undefined),
      mutateFile: (bytes) => bytes.subarray(0, bytes.length - 1),
      mutateManifest: (manifest) => ({ ...manifest, sourceBucket: 'other' }),
      mutateChecksum: () => 'wrong',
    })
    const [file] = delivery.files
    expect(file).toMatchObject({ rows: 1 })
    expect(readBytes(destination, file?.key ?? '')).toHaveLength((file?.size ?? 0) - 1)
    expect(Buffer.from(readBytes(destination, delivery.manifestKey)).toString('utf8')).toContain(
      '"sourceBucket":"other"',
    )
    expect(Buffer.from(readBytes(destination, delivery.manifestKey.replace('json', 'checksum'))).toString()).toBe(
      'wrong',
    )
  })

  it('takes given rows in their order, in several gzip members', async () => {
    const { world, destination } = startStory()
    const rows = ['c', 'a', 'b'].map((key) => ({ bucket: 'src', key, encryptionStatus: 'NOT-SSE' }))
    const delivery = await deliverInventory(world, 'src', 'daily', { rows, layout: { rowsPerGzipMember: 2 } })
    const bytes = Buffer.from(readBytes(destination, delivery.files[0]?.key ?? ''))
    const gzipHeader = '\x1f\x8b\x08'
    expect(bytes.toString('latin1').split(gzipHeader)).toHaveLength(3)
    expect(gunzipSync(bytes).toString('utf8').split('\n')).toEqual([
      '"src","c","","","","","NOT-SSE"',
      '"src","a","","","","","NOT-SSE"',
      '"src","b","","","","","NOT-SSE"',
      '',
    ])
  })
})

describe('schema texts', () => {
  const columns = columnsOf({
    includedVersions: 'Current',
    optionalFields: ['Size', 'LastModifiedDate', 'ETag', 'IsMultipartUploaded'],
  })

  it.each([
    ['CSV', 'documented', 'Bucket, Key, Size, LastModifiedDate, ETag, IsMultipartUploaded'],
    [
      'ORC',
      'documented',
      'struct<bucket:string,key:string,size:bigint,last_modified_date:timestamp,e_tag:string,is_multipart_uploaded:boolean>',
    ],
    [
      'Parquet',
      'documented',
      'message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional int64 size; optional int64 last_modified_date (TIMESTAMP_MILLIS); optional binary e_tag (UTF8); optional boolean is_multipart_uploaded;}',
    ],
    [
      'Parquet',
      'delivered',
      'message s3.inventory {  required binary bucket (STRING);  required binary key (STRING);  optional int64 size;  optional int64 last_modified_date (TIMESTAMP(MILLIS,true));  optional binary e_tag (STRING);  optional boolean is_multipart_uploaded;}',
    ],
  ] as const)('spells %s as %s', (format, spelling, text) => {
    expect(renderFileSchema(format, columns, spelling)).toBe(text)
  })
})

describe('Parquet', () => {
  it('holds the rows with raw keys, nulls for empty cells and UTC milliseconds', async () => {
    const { world, source, destination } = startStory(
      { optionalFields: ['Size', 'LastModifiedDate', 'EncryptionStatus'] },
      'Parquet',
    )
    putObjects(
      source,
      createVersion('a b~é', { versionId: 'v1' }),
      createVersion('gone', { versionId: 'v2', isDeleteMarker: true }),
    )
    for (let index = 0; index < 10; index += 1) putObjects(source, createVersion(`k${index}`))
    const delivery = await deliverInventory(world, 'src', 'daily', { layout: { rowsPerGroup: 5 } })
    const bytes = readBytes(destination, delivery.files[0]?.key ?? '')
    const file = new Uint8Array(bytes).buffer
    expect(delivery.files[0]?.key.endsWith('.parquet')).toBe(true)
    const metadata = parquetMetadata(file)
    expect(metadata.row_groups).toHaveLength(3)
    expect(metadata.row_groups[0]?.columns[0]?.meta_data?.codec).toBe('SNAPPY')
    const rows = await parquetReadObjects({ file })
    expect(rows).toHaveLength(12)
    expect(rows.find((row) => row.key === 'a b~é')).toEqual({
      bucket: 'src',
      key: 'a b~é',
      version_id: 'v1',
      is_latest: true,
      is_delete_marker: false,
      size: 5n,
      last_modified_date: new Date(AT - DAY_MS),
      encryption_status: 'NOT-SSE',
    })
    expect(rows.find((row) => row.key === 'gone')).toMatchObject({ size: null, encryption_status: null })
    expect(rows.find((row) => row.key === 'k0')).toMatchObject({ version_id: null })
  })
})

describe('the schedule', () => {
  it('delivers daily and, on Sundays, weekly configurations that are enabled', async () => {
    const { world, source } = startStory()
    const daily = source.inventory.get('daily')
    if (daily === undefined) throw new Error('no configuration')
    source.inventory.set('weekly', { ...daily, id: 'weekly', frequency: 'Weekly' })
    source.inventory.set('off', { ...daily, id: 'off', enabled: false })
    world.clock.advance(5 * 3_600_000)
    const deliveries = await advanceDays(world, 2)
    expect(world.clock.now()).toBe(AT + 5 * 3_600_000 + 2 * DAY_MS)
    expect(deliveries.map((delivery) => delivery.manifestKey)).toEqual([
      // 31 October 2026 is a Saturday.
      'reports/src/daily/2026-11-01T01-00Z/manifest.json',
      'reports/src/weekly/2026-11-01T01-00Z/manifest.json',
      'reports/src/daily/2026-11-02T01-00Z/manifest.json',
    ])
  })
})
