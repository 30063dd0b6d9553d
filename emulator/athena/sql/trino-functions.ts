// Trino's functions for DuckDB, where it has none of that name or one that answers differently (Trino documentation,
// "List of functions"; compared with a real Trino by `npm run check:trino`). Functions that are not listed are refused.

import { createHash } from 'node:crypto'
import { hashTerm } from './checksum.ts'

type Value = 'text' | 'bytes' | 'bigint' | 'ubigint'

/** A function of one argument that JavaScript computes; NULL of NULL. What it throws, the query fails with. */
export type ScalarFunction = {
  readonly name: string
  readonly takes: Value
  readonly returns: Value
  readonly compute: (value: unknown) => string | bigint | Uint8Array
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const REPLACEMENT = Buffer.from('\uFFFD')

/** What is no UTF-8 becomes U+FFFD: as in Java, one for the three bytes of a surrogate, where browsers have three. */
function decodeUtf8(bytes: Uint8Array): string {
  const isContinuation = (byte: number | undefined, from: number) => byte !== undefined && byte >= from && byte <= 0xbf
  const parts: Uint8Array[] = []
  let start = 0
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
    if (!isContinuation(bytes[at + 1], 0xa0) || !isContinuation(bytes[at + 2], 0x80)) continue
    parts.push(bytes.subarray(start, at), REPLACEMENT)
    start = at + 3
  }
  return decoder.decode(Buffer.concat([...parts, bytes.subarray(start)]))
}

/** Each character for itself: one whose capital letters are two, such as ß, stays. */
const toUpper = (text: string): string =>
  [...text]
    .map((character) => (character.toUpperCase().length === character.length ? character.toUpperCase() : character))
    .join('')

/** RUN on Trino 368 and 483: space `+`; `*`, `-`, `.` and `_` are kept; everything else `%XX` of its UTF-8 bytes. */
function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll('~', '%7E')
    .replace(/[!'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** `+` is a space; a broken `%zz` fails; bytes that are no UTF-8 become U+FFFD. */
function urlDecode(text: string): string {
  const bytes: Buffer[] = []
  for (let at = 0; at < text.length; ) {
    const end = text.slice(at).search(/[%+]/)
    const plain = end < 0 ? text.slice(at) : text.slice(at, at + end)
    bytes.push(Buffer.from(plain))
    at += plain.length
    const sign = text.charAt(at)
    if (sign === '+') bytes.push(Buffer.from(' '))
    if (sign === '%') bytes.push(decodeHex(text.slice(at + 1, at + 3)))
    at += sign === '%' ? 3 : sign.length
  }
  return decodeUtf8(Buffer.concat(bytes))
}

function decodeHex(digits: string): Buffer {
  if (/^[0-9A-Fa-f]{2}$/.test(digits)) return Buffer.from(digits, 'hex')
  const problem =
    digits.length < 2 ? 'Incomplete trailing escape (%) pattern' : 'Illegal hex characters in escape (%) pattern'
  throw new Error(`INVALID_FUNCTION_ARGUMENT: URLDecoder: ${problem}`)
}

/** The same document; of a key twice in an object, the last one counts. */
function jsonParse(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    throw new Error(`INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '${text}'`)
  }
}

/** As java.util.Base64: padding may be left out, nothing else may be wrong. */
function fromBase64(text: string): Uint8Array {
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text))
    return Buffer.from(text, 'base64')
  throw new Error('INVALID_FUNCTION_ARGUMENT: Illegal base64 character')
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d)(?::(\d\d)(\.\d{1,3})?)?)?$/

/** A cast to timestamp, in microseconds since 1970: every part must be there as a calendar has it. */
function readTime(text: string): bigint {
  const found = TIME.exec(text)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (found ?? [])
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  const isReal = new Date(at).toISOString().startsWith(text.slice(0, 19).replace(' ', 'T'))
  if (found !== null && isReal) return BigInt(at + Number(`0${found[7] ?? ''}`) * 1000) * 1000n
  throw new Error(`INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: ${text}`)
}

/** Eight bytes, the lowest first. */
function littleEndian(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}

const ISO_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/

/** The time in microseconds since 1970, of whole milliseconds. */
function readIsoTime(text: string): bigint {
  const hasZone = /T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/.test(text)
  const at = Date.parse(hasZone || !text.includes('T') ? text : `${text}Z`)
  if (ISO_TIME.test(text) && !Number.isNaN(at)) return BigInt(at) * 1000n
  throw new Error(`INVALID_FUNCTION_ARGUMENT: Invalid format: "${text}"`)
}

/** A cast of a text to bigint: a sign and digits within 64 bits, and spaces around them. */
function readDigits(text: string): bigint {
  const trimmed = text.trim()
  const value = /^[+-]?\d+$/.test(trimmed) ? BigInt(trimmed.replace(/^\+/, '')) : undefined
  if (value !== undefined && BigInt.asIntN(64, value) === value) return value
  throw new Error(`INVALID_CAST_ARGUMENT: Cannot cast '${text}' to BIGINT`)
}

const MICROSECONDS: Readonly<Record<string, bigint>> = {
  millisecond: 1_000n,
  second: 1_000_000n,
  minute: 60_000_000n,
  hour: 3_600_000_000n,
  day: 86_400_000_000n,
}

function readUnit(unit: string): bigint {
  const microseconds = MICROSECONDS[unit]
  if (microseconds !== undefined) return microseconds
  throw new Error(`INVALID_FUNCTION_ARGUMENT: '${unit}' is not a valid TIMESTAMP field`)
}

const ofText = (
  name: string,
  returns: Value,
  compute: (text: string) => string | bigint | Uint8Array,
): ScalarFunction => ({
  name,
  takes: 'text',
  returns,
  compute: (value) => compute(String(value)),
})

export const SCALAR_FUNCTIONS: readonly ScalarFunction[] = [
  ofText('trino_url_encode', 'text', (text) => urlEncode(text.slice(1))),
  ofText('url_decode', 'text', urlDecode),
  ofText('from_base64', 'bytes', fromBase64),
  ofText('upper', 'text', toUpper),
  ofText('trino_digits', 'bigint', readDigits),
  ofText('trino_time', 'bigint', readTime),
  ofText('trino_to_utf8', 'bytes', (text) => Buffer.from(text.slice(1))),
  ofText('trino_unit', 'bigint', readUnit),
  ofText('trino_json_text', 'text', jsonParse),
  ofText('trino_iso_time', 'bigint', readIsoTime),
  ofText('trino_hash_marked', 'ubigint', (text) => hashTerm(Buffer.from(text.slice(1)))),
  {
    name: 'trino_md5',
    takes: 'bytes',
    returns: 'bytes',
    compute: (value) =>
      createHash('md5')
        .update(value as Uint8Array)
        .digest(),
  },
  { name: 'from_utf8', takes: 'bytes', returns: 'text', compute: (value) => decodeUtf8(value as Uint8Array) },
  { name: 'trino_bytes', takes: 'ubigint', returns: 'bytes', compute: (value) => littleEndian(BigInt(String(value))) },
]

/** Macros; a name that DuckDB has too is `system.main.` there. */
export const MACROS: readonly string[] = [
  // DuckDB's binding drops a byte order mark at the beginning of a text that it hands to JavaScript: it never is there.
  `url_encode(value) AS trino_url_encode('x' || value)`,
  `to_utf8(value) AS trino_to_utf8('x' || value)`,
  `trino_hash_term(value) AS trino_hash_marked('x' || value)`,
  `trino_cast_bigint(value) AS CASE typeof(value)
    WHEN 'VARCHAR' THEN trino_digits(CAST(value AS VARCHAR))
    WHEN 'DOUBLE' THEN CAST(round(CAST(value AS DOUBLE)) AS BIGINT)
    ELSE CAST(value AS BIGINT) END`,
  `trino_cast_timestamp(value) AS CASE
    WHEN typeof(value) = 'VARCHAR' THEN make_timestamp(trino_time(CAST(value AS VARCHAR)))
    ELSE CAST(value AS TIMESTAMP) END`,
  `array_join(list, separator) AS array_to_string(list, separator)`,
  `from_iso8601_timestamp(value) AS CAST(make_timestamp(trino_iso_time(value)) AS TIMESTAMPTZ)`,
  `to_unixtime(value) AS epoch(value)`,
  `date_diff(unit, earlier, later) AS (epoch_us(later) - epoch_us(earlier)) // trino_unit(unit)`,
  `json_parse(value) AS CAST(trino_json_text(value) AS JSON)`,
  `json_extract(value, path) AS system.main.json_extract(CAST(value AS JSON), path)`,
  `json_extract_scalar(value, path) AS CASE
    WHEN json_type(system.main.json_extract(CAST(value AS JSON), path)) IN ('ARRAY', 'OBJECT', 'NULL') THEN NULL
    ELSE json_extract_string(CAST(value AS JSON), path) END`,
  `json_array_length(value) AS CASE
    WHEN json_type(CAST(value AS JSON)) = 'ARRAY' THEN CAST(system.main.json_array_length(CAST(value AS JSON)) AS BIGINT) END`,
  `split_part(value, delimiter, place) AS CASE
    WHEN place <= len(string_split(value, delimiter)) THEN system.main.split_part(value, delimiter, CAST(place AS INTEGER)) END`,
  `length(value) AS CASE typeof(value) WHEN 'BLOB' THEN octet_length(CAST(value AS BLOB))
    ELSE system.main.length(CAST(value AS VARCHAR)) END`,
  // A dollar sign at the end also matches before a last line feed, as in Java.
  `regexp_like(value, pattern) AS regexp_matches(value, regexp_replace(pattern, '(^|[^\\\\])[$]$', '\\1\\\\n?\\\\z'))`,
  ...['substr', 'substring'].map(
    (name) => `${name}(value, start) AS CASE
      WHEN start = 0 OR start < -length(value) THEN '' ELSE system.main.substr(value, start) END,
      (value, start, count) AS CASE
      WHEN start = 0 OR start < -length(value) THEN '' ELSE system.main.substr(value, start, count) END`,
  ),
  `checksum(value) AS trino_bytes(CAST(
    sum(CAST(coalesce(trino_hash_term(value), 11400714785074694791) AS HUGEINT)) % 18446744073709551616 AS UBIGINT))`,
  `to_hex(value) AS hex(value)`,
  `md5(value) AS trino_md5(value)`,
]

/** Functions that DuckDB has under Trino's name and that answer as Trino's do for what the emulator is used for. */
const THE_SAME: readonly string[] = (
  'abs arbitrary avg bool_and bool_or cast ceil chr coalesce count count_if dense_rank first_value floor if lag ' +
  'last_value lead lower lpad ltrim max max_by min min_by mod nullif rank replace reverse round row_number rpad ' +
  'rtrim starts_with strpos sum trim try try_cast'
).split(' ')

/** Every function a query may call. */
export const KNOWN_FUNCTIONS: ReadonlySet<string> = new Set([
  ...THE_SAME,
  ...SCALAR_FUNCTIONS.map(({ name }) => name),
  ...MACROS.map((macro) => macro.slice(0, macro.indexOf('('))),
])
