import { GetBucketMetadataConfigurationCommand, type MetadataConfigurationResult, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { athenaState } from '../../emulator/athena/state.ts'
import { type MetadataTables, seedMetadataTables } from '../../emulator/s3/metadata-tables.ts'
import { getBucket, removeVersion } from '../../emulator/s3/state.ts'
import { seedCredential, seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { settle } from '../../emulator/unsettled.ts'
import { type AthenaTest, HOSTILE_KEYS, openAthena } from './athena-world.ts'

const MINUTE_MS = 60_000
const TABLE = '"s3tablescatalog/aws-s3"."b_source"."inventory"'
const PROPERTIES = '"s3tablescatalog/aws-s3"."b_source"."journal$properties"'
const CURRENT = `WITH c AS (SELECT *, row_number() OVER (PARTITION BY key ORDER BY sequence_number DESC) = 1 AS is_latest FROM ${TABLE})`

let test: AthenaTest
beforeEach(async () => {
  test = await openAthena()
})
afterEach(() => test.close())

const seed = (changes: Partial<MetadataTables> = {}) => seedMetadataTables(test.world, 'source', changes)

async function configuration(): Promise<MetadataConfigurationResult | undefined> {
  const { accessKeyId, secretAccessKey } = seedCredential(test.world)
  const credentials = { accessKeyId, secretAccessKey }
  const client = new S3Client({
    region: test.world.region,
    endpoint: test.emulator.url,
    forcePathStyle: true,
    credentials,
  })
  const answer = await client.send(new GetBucketMetadataConfigurationCommand({ Bucket: 'source' }))
  client.destroy()
  return answer.GetBucketMetadataConfigurationResult?.MetadataConfigurationResult
}
const inventory = async () => (await configuration())?.InventoryTableConfigurationResult

describe('GetBucketMetadataConfiguration', () => {
  it('tells where the tables are, and goes through the states by the clock', async () => {
    seed({ createdAt: test.world.clock.now() })
    expect(await inventory()).toMatchObject({ ConfigurationState: 'ENABLED', TableStatus: 'CREATING' })
    test.world.clock.advance(10 * MINUTE_MS)
    expect(await configuration()).toMatchObject({
      DestinationResult: { TableBucketType: 'aws', TableNamespace: 'b_source' },
      JournalTableConfigurationResult: { TableStatus: 'ACTIVE', TableName: 'journal' },
      InventoryTableConfigurationResult: { TableStatus: 'BACKFILLING', TableName: 'inventory' },
    })
    test.world.clock.advance(60 * MINUTE_MS)
    expect(await inventory()).toMatchObject({
      TableStatus: 'ACTIVE',
      TableArn: expect.stringMatching(/^arn:aws:s3tables:[^:]+:\d{12}:bucket\/aws-s3\/table\/[0-9a-f-]{36}$/),
    })
  })

  it('is a 404 without a configuration, has no inventory table for V1, and says why a table failed', async () => {
    await expect(configuration()).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } })
    seed({ version: 'V1' })
    expect(await configuration()).toMatchObject({ DestinationResult: { TableBucketType: 'customer' } })
    expect(await inventory()).toBeUndefined()
    seed({ inventory: 'DISABLED' })
    expect(await inventory()).toEqual({ ConfigurationState: 'DISABLED' })
    seed({ failure: { code: 'ServerInternalError', message: 'An internal error has occurred.' } })
    expect(await inventory()).toMatchObject({ TableStatus: 'FAILED', Error: { ErrorCode: 'ServerInternalError' } })
  })
})

describe('the inventory table', () => {
  it('has every version with its raw key, and NULL for what is not encrypted', async () => {
    seed()
    const rows = await test.rows(`${CURRENT} SELECT key, encryption_status, size FROM c WHERE is_latest`)
    const expected = HOSTILE_KEYS.map((key, at) => [key, at % 3 === 0 ? undefined : 'SSE-S3', String(at * 10)])
    expect(rows.toSorted()).toEqual(expected.toSorted())
  })

  it('has the current version first by its sequence number, also if that is a delete marker or was removed', async () => {
    seed()
    const bucket = getBucket(test.world, 'source')
    seedObject(test.world, 'source', { key: 'plain.txt', size: 7, status: 'SSE-KMS' })
    seedDeleteMarker(test.world, 'source', { key: 'a+b.txt' })
    const marked = bucket.objects.get('a,b.txt')?.at(-1)
    if (marked !== undefined) removeVersion(test.world, bucket, marked, 'seed')
    const rows = await test.rows(
      `${CURRENT} SELECT key, encryption_status, is_delete_marker, size, kms_key_arn IS NULL FROM c WHERE is_latest AND key IN ('plain.txt', 'a+b.txt', 'a,b.txt') ORDER BY key`,
    )
    expect(rows).toEqual([
      ['a+b.txt', undefined, 'true', '0', 'true'],
      ['plain.txt', 'SSE-KMS', 'false', '7', 'false'],
    ])
  })

  it('shows events after a while, and the journal says until when', async () => {
    seed({ lagMs: 30 * MINUTE_MS })
    test.world.clock.advance(60 * MINUTE_MS)
    seedObject(test.world, 'source', { key: 'later.txt', size: 1 })
    test.world.clock.advance(20 * MINUTE_MS)
    const count = `SELECT count(*) FROM ${TABLE} WHERE key = 'later.txt'`
    expect(await test.rows(count)).toEqual([['0']])
    const time = `SELECT value FROM ${PROPERTIES} WHERE key = 'aws.s3metadata.oldest-uncoalesced-record-timestamp'`
    expect(await test.rows(time)).toEqual([[String((test.world.clock.now() - 30 * MINUTE_MS) / 1000)]])
    test.world.clock.advance(10 * MINUTE_MS)
    expect(await test.rows(count)).toEqual([['1']])
  })

  it('cannot be queried without integration, grants, or an inventory table', async () => {
    const fails = async () => (await test.run(`SELECT count(*) FROM ${TABLE}`)).Status?.StateChangeReason
    expect(await fails()).toMatch(/^SCHEMA_NOT_FOUND/)
    seed({ inventory: 'DISABLED' })
    expect(await fails()).toMatch(/^TABLE_NOT_FOUND/)
    const { settings } = athenaState(test.world)
    settings.lakeFormationGrants = false
    expect(await fails()).toMatch(/^Insufficient Lake Formation permission\(s\)/)
    settings.analyticsIntegration = false
    expect(await fails()).toMatch(/^CATALOG_NOT_FOUND/)
    settle(test.world, 'missing-integration', 'access-denied')
    expect(await fails()).toMatch(/^Access denied/)
  })

  it('refuses what is not emulated: rows of the journal, and maps', async () => {
    seed()
    await expect(test.run(`SELECT count(*) FROM ${TABLE.replace('inventory', 'journal')}`)).rejects.toThrow('journal')
    await expect(test.run(`SELECT object_tags FROM ${TABLE}`)).rejects.toThrow('object_tags')
  })
})
