// SelectObjectContent (S3 API Reference, "SelectObjectContent"; S3 User Guide, "SQL reference for S3 Select"): CSV only, a
// subset of its SQL, executed by DuckDB.

import { gunzipSync } from 'node:zlib'
import { type Cell, type SqlResult, withDatabase } from '../../athena/sql/duckdb.ts'
import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { child, childText, parseXml, type XmlElement } from '../../xml.ts'
import { authorizeDecrypt } from '../access.ts'
import { refuseArchived } from '../archive.ts'
import { readWholeBody } from '../body.ts'
import type { BucketCall } from '../call.ts'
import { encodeMessage } from '../event-stream.ts'
import { readRequestedVersion } from '../object-reads.ts'
import { selectSettings } from '../select-settings.ts'

/** A Records message has up to 1 MB. */
const RECORDS_BYTES = 256 * 1024

export async function selectObjectContent(call: BucketCall): Promise<EmulatorResponse> {
  const { world, principal, bucket, request } = call
  const version = readRequestedVersion(call, 'GetObject')
  if (!selectSettings(world).isAvailable) {
    throw new ServiceError(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.')
  }
  authorizeDecrypt(world, principal, bucket, version.encryption)
  refuseArchived(version, world.clock.now())
  const asked = parseRequest(parseXml(request.body))
  const scanned = Buffer.from(readWholeBody(version.body))
  const text = (asked.isGzip ? unzip(scanned) : scanned).toString('utf8')
  const records = renderRows(await execute(asked.expression, parseCsv(text, asked)))
  const messages = [
    ...splitRecords(records).map((payload) => encodeMessage(named('Records', 'application/octet-stream'), payload)),
    encodeMessage(named('Stats', 'text/xml'), Buffer.from(renderStats(scanned.length, text.length, records.length))),
    ...(selectSettings(world).endsStreams ? [encodeMessage(named('End'))] : []),
  ]
  const length = messages.reduce((sum, message) => sum + message.length, 0)
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    body: { length, chunks: messages },
  }
}

const named = (event: string, type?: string) => ({
  ':message-type': 'event',
  ':event-type': event,
  ...(type === undefined ? {} : { ':content-type': type }),
})

type Asked = { readonly expression: string; readonly isGzip: boolean; readonly quotesRecordDelimiters: boolean }

/** What the emulator lacks is refused by name. */
function parseRequest(root: XmlElement): Asked {
  const input = child(root, 'InputSerialization')
  const csv = child(input, 'CSV')
  const output = child(child(root, 'OutputSerialization'), 'CSV')
  if (csv === undefined || output === undefined) throw lacks('another input or output than CSV')
  const expression = childText(root, 'Expression') ?? ''
  if (childText(root, 'ExpressionType') !== 'SQL')
    throw badRequest('InvalidExpressionType', 'The ExpressionType is invalid. Only SQL expressions are supported.')
  if (expression.length > 256 * 1024)
    throw badRequest(
      'ExpressionTooLong',
      'The SQL expression is too long: The maximum byte-length for the SQL expression is 256 KB.',
    )
  if ((childText(csv, 'FileHeaderInfo') ?? 'NONE') !== 'NONE') throw lacks('FileHeaderInfo other than NONE')
  if (childText(output, 'QuoteFields') !== 'ALWAYS') throw lacks('QuoteFields other than ALWAYS')
  const compression = childText(input, 'CompressionType') ?? 'NONE'
  if (compression !== 'GZIP' && compression !== 'NONE') throw lacks(`CompressionType ${compression}`)
  return {
    expression,
    isGzip: compression === 'GZIP',
    quotesRecordDelimiters: childText(csv, 'AllowQuotedRecordDelimiter') === 'true',
  }
}

const badRequest = (code: string, message: string) => new ServiceError(400, code, message)
const lacks = (what: string) => new ServiceError(501, 'NotImplemented', `The emulated S3 Select does not have ${what}`)

function unzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes)
  } catch {
    throw badRequest(
      'InvalidCompressionFormat',
      'GZIP is not applicable to the queried object. Please correct the request and try again.',
    )
  }
}

/**
 * Records of the file (API reference, "CSVInput"): by default a line break ends a record also in quotes, unless
 * AllowQuotedRecordDelimiter is true.
 */
function parseCsv(text: string, { quotesRecordDelimiters }: Asked): string[][] {
  const records: string[][] = []
  let record = ['']
  let isQuoted = false
  const add = (characters: string) => record.push((record.pop() ?? '') + characters)
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '\n' && !(isQuoted && quotesRecordDelimiters)) {
      records.push(record)
      record = ['']
      isQuoted = false
    } else if (character === '"') {
      if (isQuoted && text.charAt(at + 1) === '"') add(text.charAt(at++))
      else isQuoted = !isQuoted
    } else if (character === ',' && !isQuoted) record.push('')
    else add(character)
  }
  return record.length > 1 || record[0] !== '' ? [...records, record] : records
}

/** The words of the subset; anything else is refused, so that no statement of DuckDB's own is executed. */
const WORDS = new Set(
  'select from s3object s where and or not in is null case when then else end cast as int count sum coalesce nullif'.split(
    ' ',
  ),
)

async function execute(expression: string, rows: readonly string[][]): Promise<SqlResult> {
  const words = expression.replace(/'(?:[^']|'')*'/g, ' ').match(/[A-Za-z_]\w*|[^\w\s.,()*=<>]/g) ?? []
  const unknown = words.find((word) => !WORDS.has(word.toLowerCase()) && !/^_\d+$/.test(word))
  if (unknown !== undefined) throw lacks(`"${unknown}" in its SQL`)
  const width = rows.reduce((most, row) => Math.max(most, row.length), 1)
  const columns = Array.from({ length: width }, (_, index) => `"_${index + 1}" VARCHAR`)
  return await withDatabase(async ({ run, append }) => {
    await run(`CREATE TEMP TABLE S3Object (${columns.join(', ')})`)
    await append(
      'S3Object',
      rows.map((row): Cell[] => Array.from({ length: width }, (_, index) => row[index] ?? null)),
    )
    try {
      // "Data types": an integer has eight bytes.
      return await run(expression.replace(/\bAS INT\b/gi, 'AS BIGINT'))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (/Conversion Error/i.test(reason))
        throw badRequest(
          'CastFailed',
          'Attempt to convert from one data type to another using CAST failed in the SQL expression.',
        )
      throw badRequest('ParseUnexpectedToken', reason)
    } finally {
      await run('DROP TABLE S3Object')
    }
  })
}

/** NULL and missing values are written as empty fields. */
function renderRows({ rows }: SqlResult): string {
  return rows.map((row) => `${row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',')}\n`).join('')
}

function splitRecords(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  return Array.from({ length: Math.ceil(bytes.length / RECORDS_BYTES) }, (_, index) =>
    bytes.subarray(index * RECORDS_BYTES, (index + 1) * RECORDS_BYTES),
  )
}

const renderStats = (scanned: number, processed: number, returned: number) =>
  `<Stats><BytesScanned>${scanned}</BytesScanned><BytesProcessed>${processed}</BytesProcessed><BytesReturned>${returned}</BytesReturned></Stats>`
