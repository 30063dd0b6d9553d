// Cases about the functions that statements call, where DuckDB has others or none, and about files that OpenCSVSerde
// reads unlike anybody else.

import { gzipSync } from 'node:zlib'
import { createStatement, type TrinoCase } from './case.ts'

/** Expressions with an answer, by what they are about. */
const ANSWERED: Readonly<Record<string, readonly string[]>> = {
  'url_encode and url_decode': [
    "url_encode('a b~*/-_.é\u{1f926}!\"#$%&''()+,:;<=>?@[]^`{|}' || chr(0) || chr(10) || chr(127))",
    "url_decode('a+b%20%2F%c3%A9%F0%9F%A4%A6')",
    "url_decode('%C3')",
    "url_decode('%C3%28x%80%FE')",
    "url_decode('%ED%A0%80')",
    "url_decode('%EF%BF%BD')",
    "url_decode('')",
    'url_decode(CAST(NULL AS varchar))',
    "replace(replace(replace(url_encode('a b/c*~'), '+', '%20'), '%2F', '/'), '*', '%2A')",
  ],
  casts: [
    "CAST('12' AS bigint)",
    "CAST('-12' AS bigint)",
    "CAST('+12' AS bigint)",
    "CAST('007' AS bigint)",
    "TRY_CAST('12.6' AS bigint)",
    "TRY_CAST(' 12' AS bigint)",
    "TRY_CAST('12 ' AS bigint)",
    "TRY_CAST(chr(9) || '12' || chr(10) AS bigint)",
    "TRY_CAST('1 2' AS bigint)",
    "TRY_CAST('- 12' AS bigint)",
    "TRY_CAST('1e3' AS bigint)",
    "TRY_CAST('' AS bigint)",
    "TRY_CAST('9223372036854775807' AS bigint)",
    "TRY_CAST('9223372036854775808' AS bigint)",
    'CAST(2.5e0 AS bigint)',
    'CAST(-2.5e0 AS bigint)',
    'CAST(3.5e0 AS bigint)',
    'CAST(12 AS varchar)',
    '7 / 2',
    '-7 / 2',
    '7 % 3',
  ],
  times: [
    ...[
      '2026-02-28 23:59:59.5',
      '2026-02-28 23:59:59',
      '2026-02-28 23:59',
      '2026-02-28',
      '2026-02-29 00:00:00',
      '2026-02-28 24:00:00',
      '2026-02-28 23:59:60',
      '2026-13-01 00:00:00',
      '2026-02-28T23:59:59',
      '1969-12-31 23:59:59.999',
      '',
      'yesterday',
    ].map((text) => `date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', TRY_CAST('${text}' AS timestamp))`),
    ...[
      '2026-11-01T12:00:00.123Z',
      '2026-11-01T12:00:00Z',
      '2026-11-01T12:00Z',
      '2026-11-01',
      '2026-11-01T12:00:00.123',
      '2026-11-01T12:00:00+02:00',
    ].map((text) => `CAST(to_unixtime(from_iso8601_timestamp('${text}')) * 1000 AS bigint)`),
    "date_diff('second', TIMESTAMP '2026-01-01 00:00:00.900', TIMESTAMP '2026-01-01 00:00:01.100')",
    "date_diff('day', TIMESTAMP '2026-01-01 23:00:00', TIMESTAMP '2026-01-02 01:00:00')",
  ],
  texts: [
    "length('é\u{1f926}e\u0301')",
    "length(to_utf8('é\u{1f926}'))",
    "substr(to_hex(md5(to_utf8('a%20é'))), 1, 8)",
    "substr(to_hex(md5(to_utf8('b'))), 1, 8) < '92EB5FFF'",
    "to_hex(md5(to_utf8('')))",
    "strpos('aé\u{1f926}b', 'b')",
    "strpos('abc', '')",
    "strpos('abc', 'x')",
    "substr('abcdef', -2)",
    "substr('abcdef', 2, 3)",
    "substr('é\u{1f926}b', 2, 1)",
    "substr('abc', -5)",
    "substr('abc', 9)",
    "substr('abc', 0)",
    "substr('abc', -5, 3)",
    "substr('abc', -2, 1)",
    "split_part('a/b', '/', 1)",
    "split_part('a/b', '/', 3)",
    "split_part('ab', '/', 1)",
    "upper('aé%c3ß')",
    "lower('AÉ%C3')",
    "replace('a%b%', '%', '')",
    "starts_with('a%b', 'a%')",
    "starts_with('abc', '')",
    "'a' || CAST(NULL AS varchar)",
    'chr(65533)',
    "coalesce(nullif('', ''), 'x')",
    "trim(' a ')",
  ],
  'comparison with NULL': [
    'NULL IS DISTINCT FROM 1',
    '1 IS DISTINCT FROM 1',
    "'x' <> CAST(NULL AS varchar)",
    "CAST(NULL AS varchar) IN ('a', 'b')",
    "'a' NOT IN ('b', CAST(NULL AS varchar))",
    'coalesce(NULL OR false, true)',
  ],
  'regular expressions': [
    ...["'^a.b$'", "'(?s)^a.b$'", "'(?s)^a.b\\z'", "'^a'", "'b$'"].map(
      (pattern) => `regexp_like('a' || chr(10) || 'b', ${pattern})`,
    ),
    "regexp_like('a' || chr(10), '^a$')",
    "regexp_like('a' || chr(10), '^a\\z')",
    "regexp_like('a' || chr(13), '^a$')",
    "regexp_like('a' || chr(133), '^a.$')",
    "regexp_like('a' || chr(8232), '^a.$')",
    "regexp_like('a' || chr(8232), '(?s)^a.\\z')",
    "regexp_like('a/b%20', '^([A-Za-z0-9._/-]|%[0-9A-F]{2})+$')",
    "regexp_like('a%zz', '^([^%]|%[0-9A-Fa-f]{2})+\\z')",
    "regexp_like('a' || chr(0) || '\u{1f926}', '(?s)^[^/][^/][^/]\\z')",
    "regexp_like('xay', 'a')",
    "regexp_like('a$', '^a\\$')",
    "regexp_like('a$', 'a\\$$')",
    "regexp_like('a.b', '^a\\.b\\z')",
    "regexp_like('folder/a', '(?s)^(?:.*/)?a\\z')",
  ],
  JSON: [
    ...['{"a":"x"}', '{"a":1}', '{"a":true}', '{"a":null}', '{"a":{}}', '{"a":[]}', '{"b":1}', '["a"]', '"a"'].map(
      (text) => `json_extract_scalar(json_parse('${text}'), '$.a')`,
    ),
    ...['{"a":[1,2]}', '{"a":[]}', '{"a":{}}', '{"a":"x"}', '{"b":1}', '{"a":null}'].map(
      (text) => `json_array_length(json_extract(json_parse('${text}'), '$.a'))`,
    ),
    `json_extract_scalar(json_parse('{"g":[{"t":"x"},{"t":"y"}]}'), '$.g[1].t')`,
    `json_extract_scalar(json_parse('{"a":"1","a":"2"}'), '$.a')`,
    ...['', '{', '{} x', 'nul', "{''a'':1}", '[1,]'].map((text) => `TRY(json_parse('${text}')) IS NULL`),
    ...['e30=', 'e30', 'e3', 'e', '%%%', '', 'eyJhIjoxfQ==', 'w6k=', 'gA=='].map(
      (text) => `TRY(from_utf8(from_base64('${text}')))`,
    ),
    `json_extract_scalar(TRY(json_parse(from_utf8(from_base64('%')))), '$.a')`,
  ],
  aggregates: [
    ...['abc', '', 'a'.repeat(31), 'a'.repeat(32), 'a'.repeat(100), 'é\u{1f926}'].map(
      (text) => `to_hex(checksum('${text}'))`,
    ),
    "(SELECT to_hex(checksum(x)) FROM (VALUES ('a'), ('b'), (NULL), ('a')) t (x))",
    "(SELECT to_hex(checksum(x)) FROM (VALUES ('b'), ('a'), ('a'), (NULL)) t (x))",
    "(SELECT to_hex(checksum(x)) FROM (VALUES ('a')) t (x) WHERE x = 'b')",
    '(SELECT sum(x) FROM (VALUES (1)) t (x) WHERE x = 2)',
    "(SELECT count_if(x = 'a') FROM (VALUES ('a'), (NULL), ('b')) t (x))",
    "(SELECT array_join(min(x, 2), ',') FROM (VALUES ('b'), ('a'), (NULL), ('c')) t (x))",
    "(SELECT array_join(min(x, 9), ',') FROM (VALUES ('b'), ('\u{1f926}'), ('\u{e000}'), ('Z'), ('a'), ('~')) t (x))",
    "(SELECT array_join(min(x, 2), ',') FROM (VALUES (CAST(NULL AS varchar))) t (x))",
    "(SELECT max(x) FROM (VALUES ('\u{1f926}'), ('\u{e000}')) t (x))",
    "(SELECT count(DISTINCT x) FROM (VALUES ('a'), ('a'), (NULL)) t (x))",
  ],
}

/** Expressions that fail. */
const FAILING: readonly string[] = [
  "url_decode('%zz')",
  "url_decode('a%')",
  "url_decode('%4')",
  "CAST('12.6' AS bigint)",
  "CAST('' AS bigint)",
  "CAST('9223372036854775808' AS bigint)",
  "from_iso8601_timestamp('')",
  "from_iso8601_timestamp('yesterday')",
  "from_base64('%')",
  "json_parse('{')",
  "(SELECT sum(x) FROM (VALUES (BIGINT '9223372036854775807'), (1)) t (x))",
]

/** Queries of more than one row, in any order. */
const QUERIES: Readonly<Record<string, string>> = {
  'grouping sets':
    "SELECT grouping(a, b) g, a, b, count(*) n, sum(c) c FROM (VALUES ('x', 1, 2), ('x', 2, 3), (NULL, 2, 4)) t (a, b, c) GROUP BY GROUPING SETS ((a), (b), (a, b), ())",
  'window functions':
    "SELECT x, row_number() OVER (PARTITION BY y ORDER BY x DESC) r, count(*) OVER (PARTITION BY y) n FROM (VALUES ('a', 1), ('b', 1), ('c', 2), (NULL, 2)) t (x, y)",
  'order with NULL, first': "SELECT x FROM (VALUES ('b'), (NULL), ('a'), ('')) t (x) ORDER BY x LIMIT 2",
  'order with NULL, last': "SELECT x FROM (VALUES ('b'), (NULL), ('a'), ('')) t (x) ORDER BY x DESC LIMIT 2",
  union: 'SELECT 1 a UNION ALL SELECT 1 UNION SELECT 2',
}

/** Lines that no report has, but a forged one may. */
const TRAPS: readonly string[] = [
  '"a","b","c"',
  'a,b,c',
  '"say ""hi""","b","c"',
  '"a,b","c","d"',
  '"back\\nslash","b","c"',
  '"back\\\\slash","b","c"',
  '"escaped \\" quote","b","c"',
  '"ends in \\","b","c"',
  '"short","b"',
  '"shorter"',
  '"long","b","c","d","e"',
  '',
  '"","",""',
  ',,',
  '"a" , "b" , "c"',
  ' "a","b","c"',
  'ab"c"de,b,c',
  'a"b,c"d,e',
  '"a"b,"c","d"',
  '"unclosed,b,c',
  '"a","unclosed,c',
  '"""","b","c"',
  '"""a","b","c"',
  '"a""","b","c"',
  '"é\u{1f926}","b\u0000c","\t"',
  '"cr\rinside","b","c"',
  '\\"a","b","c"',
  '\\,b,c',
  "'a','b','c'",
  '"last","b","c"',
]

/** Every case. */
export function listFunctionCases(): readonly TrinoCase[] {
  const answered = Object.entries(ANSWERED).map(([what, expressions]) =>
    createStatement(what, `SELECT ${expressions.map((expression, at) => `${expression} AS c${at}`).join(', ')}`),
  )
  const failing = FAILING.map((expression) => createStatement('a failure', `SELECT ${expression} AS c`))
  const queries = Object.entries(QUERIES).map(([what, sql]) => createStatement(what, sql))
  return [
    { name: 'functions', table: undefined, statements: [...answered, ...failing, ...queries] },
    createTraps('csv_lf', '\n'),
    createTraps('csv_crlf', '\r\n'),
  ]
}

/** Half of the lines in a member of their own: a gzip file may have several. */
function createTraps(name: string, lineEnd: string): TrinoCase {
  const half = Math.floor(TRAPS.length / 2)
  const compress = (lines: readonly string[]) => gzipSync(lines.map((line) => `${line}${lineEnd}`).join(''))
  const bytes = Buffer.concat([compress(TRAPS.slice(0, half)), compress(TRAPS.slice(half))])
  const table = `${name}_listed`
  return {
    name: `lines of CSV that end in ${JSON.stringify(lineEnd)}`,
    table: {
      name: table,
      format: 'CSV',
      columns: ['a', 'b', 'c', 'd'].map((column) => ({ name: column, type: 'string' })),
      files: [{ name: 'traps.csv.gz', bytes }],
    },
    statements: [createStatement('all fields', `SELECT a, b, c, d, length(a) AS n FROM inv.${table}`)],
  }
}
