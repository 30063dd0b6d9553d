import { afterEach, describe, expect, it } from '@jest/globals'
import {
  type AthenaTest,
  createReportTable,
  ENCODED_KEY,
  FORMATS,
  HOSTILE_KEYS,
  openAthena,
  rowsOf,
  tallyOf,
} from './athena-world.ts'

let test: AthenaTest
afterEach(() => test.close())

describe.each(FORMATS)('a report in %s', (format) => {
  it('has the same groups, bytes and times in one scan, and rows for each file', async () => {
    test = await openAthena()
    const delivery = await createReportTable(test, format)
    const tally = await test.rows(tallyOf(format))
    const files = tally.filter(([kind]) => kind === '15').map(([, path, , , , , rows]) => [path, rows])
    expect(files.sort()).toEqual(delivery.files.map(({ key, rows }) => [`s3://reports/${key}`, String(rows)]).sort())
    const groups = tally.filter(([kind]) => kind === '16').map((row) => row.slice(2))
    const now = String(test.world.clock.now())
    expect(groups.sort()).toEqual([
      ['L', 'NOT-SSE', 'STANDARD', 'copy', '5', '300', '0', now, '0', '0'],
      ['L', 'SSE-S3', 'STANDARD', undefined, '10', '750', '0', now, '0', '0'],
    ])
  })

  it('has every key as it is, and encoded as job manifests have it', async () => {
    test = await openAthena()
    await createReportTable(test, format)
    const rows = await test.rows(`WITH r AS (${rowsOf(format)}) SELECT k, ${ENCODED_KEY} FROM r`)
    const encode = (key: string) =>
      encodeURIComponent(key)
        .replaceAll('%2F', '/')
        .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    expect(rows.toSorted()).toEqual(HOSTILE_KEYS.map((key) => [key, encode(key)]).toSorted())
  })

  it('is damaged when one byte of a file is another one', async () => {
    test = await openAthena()
    await createReportTable(test, format, {
      mutateFile: (bytes) => bytes.map((byte, at) => (at === bytes.length - 6 ? byte ^ 0xff : byte)),
    })
    const { Status } = await test.run(tallyOf(format))
    expect(Status).toMatchObject({ State: 'FAILED', AthenaError: { ErrorCategory: 2, Retryable: false } })
    expect(Status?.StateChangeReason).toMatch(/^HIVE_BAD_DATA: /)
  })

  it('counts the bytes it scanned, once for each use of the table', async () => {
    test = await openAthena()
    const delivery = await createReportTable(test, format)
    const bytes = delivery.files.reduce(
      (sum, { key }) => sum + (test.world.buckets.get('reports')?.objects.get(key)?.[0]?.size ?? 0),
      0,
    )
    const { Statistics } = await test.run(`SELECT count(*) FROM inv_${format} a JOIN inv_${format} b ON a.key = b.key`)
    expect(Statistics?.DataScannedInBytes).toBe(2 * bytes)
  })
})

it('gives the three formats the same checksum', async () => {
  test = await openAthena()
  const sums = []
  for (const format of FORMATS) {
    await createReportTable(test, format)
    sums.push(
      ...(await test.rows(
        `WITH r AS (${rowsOf(format)}) SELECT to_hex(checksum(bucket || ',' || ${ENCODED_KEY})) FROM r`,
      )),
    )
  }
  expect(new Set(sums.map(String)).size).toBe(1)
})

it('leaves the hidden column out of a star', async () => {
  test = await openAthena()
  await createReportTable(test, 'ORC')
  const [row] = await test.rows(`SELECT *, "$path" FROM inv_ORC WHERE key = 'plain.txt'`)
  expect(row).toEqual([
    'NOT-SSE',
    'source',
    'plain.txt',
    'true',
    'false',
    '0',
    '2026-11-01 00:00:00.000',
    'STANDARD',
    expect.stringMatching(/^s3:\/\/reports\//),
  ])
})

it.each([
  ["SELECT CAST('12.6' AS bigint)", "INVALID_CAST_ARGUMENT: Cannot cast '12.6' to BIGINT"],
  ["SELECT url_decode('%zz')", 'INVALID_FUNCTION_ARGUMENT: URLDecoder: Illegal hex characters in escape (%) pattern'],
  ["SELECT url_decode('a%')", 'INVALID_FUNCTION_ARGUMENT: URLDecoder: Incomplete trailing escape (%) pattern'],
  ["SELECT from_iso8601_timestamp('yesterday')", 'INVALID_FUNCTION_ARGUMENT: Invalid format: "yesterday"'],
  ['SELECT 1 FROM nowhere', "TABLE_NOT_FOUND: Table 'awsdatacatalog.default.nowhere' does not exist"],
])('fails as Trino does: %s', async (statement, reason) => {
  test = await openAthena()
  expect((await test.run(statement)).Status).toMatchObject({ State: 'FAILED', StateChangeReason: reason })
})

it.each([
  ["url_encode('a b~*/é')", 'a+b%7E*%2F%C3%A9'],
  ["url_decode('a+b%C3')", 'a b\uFFFD'],
  ["json_extract_scalar(json_parse('{\"a\":{}}'), '$.a')", undefined],
  ["json_array_length(json_extract(json_parse('{\"a\":[1,2]}'), '$.a'))", '2'],
  ["try(json_parse(from_utf8(from_base64('%'))))", undefined],
  ["regexp_like('a/b%20', '^([A-Za-z0-9._/-]|%[0-9A-F]{2})+$')", 'true'],
  ["split_part('a/b', '/', 3)", undefined],
  ['7 / 2', '3'],
  ["length('🤦')", '1'],
  ['CAST(2.5e0 AS bigint)', '3'],
  ["to_hex(checksum('abc'))", 'AFC9CBB379981054'],
  ["TRY_CAST('2026-02-28 23:59:59.5' AS timestamp)", '2026-02-28 23:59:59.500'],
  ["TRY_CAST('2026-02-29 00:00:00' AS timestamp)", undefined],
  ["TRY_CAST('2026-02-28 24:00:00' AS timestamp)", undefined],
  ["TRY_CAST('2026-02-28 23:59:60' AS timestamp)", undefined],
  ["TRY_CAST('12.6' AS bigint)", undefined],
  ['CAST(12 AS varchar)', '12'],
  ["(SELECT array_join(min(x, 2), ',') FROM (VALUES ('b'), ('a'), (NULL), ('c')) AS t (x))", 'a,b'],
  ["length(to_utf8('é🤦'))", '6'],
  ["substr('abcdef', -2)", 'ef'],
  ["regexp_like('a' || chr(10) || 'b', '(?s)^a.b\\z')", 'true'],
  ["regexp_like('a' || chr(10), '^a\\z')", 'false'],
  ["regexp_like('a' || chr(10) || 'b', '^a.b$')", 'false'],
  ["starts_with('a%b', 'a%')", 'true'],
])('answers as Trino does: %s', async (expression, answer) => {
  test = await openAthena()
  expect(await test.rows(`SELECT ${expression}`)).toEqual([[answer]])
})
