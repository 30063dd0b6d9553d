import { gunzipSync } from 'node:zlib'
import { GetQueryResultsCommand } from '@aws-sdk/client-athena'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { athenaState, scriptQuery } from '../../emulator/athena/state.ts'
import { createWorkGroup } from '../../emulator/athena/work-group.ts'
import { readWholeBody } from '../../emulator/s3/body.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { type AthenaTest, createReportTable, ENCODED_KEY, FORMATS, openAthena, rowsOf } from './athena-world.ts'

let test: AthenaTest
beforeEach(async () => {
  test = await openAthena()
})
afterEach(() => test.close())

const FOLDER = 's3://work/jobs/1/'
const createAs = (query: string, properties = `write_compression = 'NONE', external_location = '${FOLDER}'`): string =>
  `CREATE TABLE jm WITH (format = 'TEXTFILE', field_delimiter = ',', partitioned_by = ARRAY['g'], ${properties}) AS ${query}`
const NUMBERS = "SELECT a, b, g FROM (VALUES ('x', 1, 'one'), ('y', 2, 'one'), ('z', 3, 'two')) AS t (a, b, g)"
const written = () => test.keys().filter((key) => key.startsWith('jobs/'))

it.each(FORMATS)('writes plain text by group, which proves itself in SQL: %s', async (format) => {
  await createReportTable(test, format)
  const rows = `WITH r AS (${rowsOf(format)}) SELECT bucket, ${ENCODED_KEY} AS key, CASE WHEN e = 'NOT-SSE' THEN 'copy-STANDARD' END AS g FROM r WHERE e = 'NOT-SSE'`
  const { Status, Statistics, QueryExecutionId: id } = await test.run(createAs(rows))
  expect(Status?.State).toBe('SUCCEEDED')
  expect(written()).toHaveLength(2)
  expect(written().every((key) => key.startsWith('jobs/1/g=copy-STANDARD/'))).toBe(true)
  expect(Statistics?.DataManifestLocation).toBe(`s3://work/results/${id}-manifest.csv`)
  expect(test.read(`results/${id}-manifest.csv`)?.split('\n').sort()).toEqual([
    '',
    ...written().map((key) => `s3://work/${key}`),
  ])

  const proof =
    await test.rows(`SELECT g, count(*) n, sum(length(bucket) + length(key) + 2) bytes, to_hex(checksum(bucket || ',' || key)) h,
    count(DISTINCT key) d, count_if(bucket <> 'source') x, count_if(NOT regexp_like(key, '^([A-Za-z0-9._/-]|%[0-9A-F]{2})+$')) y FROM jm GROUP BY g`)
  const bytes = written().reduce((sum, key) => sum + (currentVersion(getBucket(test.world, 'work'), key)?.size ?? 0), 0)
  const [[h]] = (await test.rows(`SELECT to_hex(checksum(bucket || ',' || key)) FROM (${rows})`)) as [[string]]
  expect(proof).toEqual([['copy-STANDARD', '5', String(bytes), h, '5', '0', '0']])
})

it('lists its files as the data manifest of the query', async () => {
  const { QueryExecutionId: id } = await test.run(createAs(NUMBERS))
  const { ResultSet } = await test.client.send(
    new GetQueryResultsCommand({ QueryExecutionId: id, QueryResultType: 'DATA_MANIFEST' }),
  )
  expect(ResultSet?.Rows?.map(({ Data }) => Data?.[0]?.VarCharValue).sort()).toEqual(
    written().map((key) => `s3://work/${key}`),
  )
})

it.each(['as-asked', 'always-gzip'] as const)('compresses text %s', async (textCompression) => {
  athenaState(test.world).settings.textCompression = textCompression
  await test.run(createAs(NUMBERS))
  const [key = ''] = written().filter((one) => one.includes('g=two'))
  const { body } = currentVersion(getBucket(test.world, 'work'), key) ?? {}
  const bytes = body === undefined ? new Uint8Array() : readWholeBody(body)
  expect(key.endsWith('.gz')).toBe(textCompression === 'always-gzip')
  expect(Buffer.from(textCompression === 'always-gzip' ? gunzipSync(bytes) : bytes).toString()).toBe('z,3\n')
  expect(await test.rows('SELECT a, b, g FROM jm ORDER BY a')).toEqual([
    ['x', '1', 'one'],
    ['y', '2', 'one'],
    ['z', '3', 'two'],
  ])
})

it('keeps NULL apart from an empty text, in columns and in partitions', async () => {
  await test.run(createAs("SELECT a, g FROM (VALUES (NULL, NULL), ('', 'x')) AS t (a, g)"))
  expect(written().map((key) => key.split('/')[2])).toEqual(['g=__HIVE_DEFAULT_PARTITION__', 'g=x'])
  expect(await test.rows('SELECT a, g FROM jm ORDER BY g')).toEqual([
    ['', 'x'],
    [undefined, undefined],
  ])
})

it.each([
  [
    'a folder that has objects',
    () => seedObject(test.world, 'work', { key: 'jobs/1/old' }),
    /^HIVE_PATH_ALREADY_EXISTS/,
  ],
  [
    'a table of that name',
    () => test.run("CREATE EXTERNAL TABLE jm (a string) LOCATION 's3://work/t'"),
    /^TABLE_ALREADY_EXISTS/,
  ],
])('refuses %s', async (_, prepare, reason) => {
  await prepare()
  const before = written()
  expect((await test.run(createAs(NUMBERS))).Status?.StateChangeReason).toMatch(reason)
  expect(written()).toEqual(before)
})

it('leaves files behind when there are more than a hundred partitions', async () => {
  const query =
    'SELECT g AS a, CAST(g AS varchar) AS g FROM (VALUES ' +
    Array.from({ length: 101 }, (_, at) => `(${at})`).join() +
    ') AS t (g)'
  expect((await test.run(createAs(query))).Status?.StateChangeReason).toMatch(
    /^HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers/,
  )
  expect(written()).toHaveLength(100)
  expect((await test.run('SELECT * FROM jm')).Status?.StateChangeReason).toMatch(/^TABLE_NOT_FOUND/)
})

it.each(['FAILED', 'CANCELLED'] as const)('leaves files behind when it ends as %s', async (state) => {
  const error = { category: 1, retryable: true, message: 'INTERNAL_ERROR' } as const
  scriptQuery(test.world, { end: state === 'FAILED' ? { state, error } : { state } })
  expect((await test.run(createAs(NUMBERS))).Status?.State).toBe(state)
  expect(written()).toHaveLength(2)
  expect((await test.run('SELECT * FROM jm')).Status?.StateChangeReason).toMatch(/^TABLE_NOT_FOUND/)
})

it('may not name a location in a workgroup that enforces its own', async () => {
  const place = { location: 's3://work/central/', encryption: undefined, expectedBucketOwner: undefined }
  athenaState(test.world).workGroups.set('central', createWorkGroup({ name: 'central', enforced: true, place }))
  const { Status } = await test.run(createAs(NUMBERS), { WorkGroup: 'central' })
  expect(Status?.StateChangeReason).toMatch(/external_location/)
  const other = await test.run(createAs(NUMBERS, "write_compression = 'NONE'"), { WorkGroup: 'central' })
  expect(other.Status?.State).toBe('SUCCEEDED')
  expect(test.keys().some((key) => key.startsWith(`central/tables/${other.QueryExecutionId}/g=one/`))).toBe(true)
})

it('gives no more rows than it wrote to who reads while it is dropped', async () => {
  await test.run(createAs(NUMBERS))
  await test.run('DROP TABLE jm')
  expect(written()).toHaveLength(3)
})
