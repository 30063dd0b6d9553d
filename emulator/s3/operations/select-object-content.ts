// SelectObjectContent (S3 API Reference, "SelectObjectContent"; S3 User Guide, "SQL reference for S3 Select"): CSV and
// Parquet, a subset of its SQL, executed by DuckDB.

import { gunzipSync } from 'node:zlib'
import type { SqlResult } from '../../athena/sql/duckdb.ts'
import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { child, childText, parseXml, type XmlElement } from '../../xml.ts'
import { authorizeDecrypt } from '../access.ts'
import { refuseArchived } from '../archive.ts'
import { readWholeBody } from '../body.ts'
import type { BucketCall } from '../call.ts'
import { encodeMessage } from '../event-stream.ts'
import { readRequestedVersion } from '../object-reads.ts'
import { selectSettings } from '../select-settings.ts'
import { type Asked, badRequest, lacks, selectFromParquet, selectFromRows } from '../select-sql.ts'

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
  const { result, processed } = await answer(asked, scanned)
  const records = renderRows(result)
  const messages = [
    ...splitRecords(records).map((payload) => encodeMessage(named('Records', 'application/octet-stream'), payload)),
    encodeMessage(named('Stats', 'text/xml'), Buffer.from(renderStats(scanned.length, processed, records.length))),
    ...(selectSettings(world).endsStreams ? [encodeMessage(named('End'))] : []),
  ]
  const length = messages.reduce((sum, message) => sum + message.length, 0)
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    body: { length, chunks: messages },
  }
}

async function answer(asked: Asked, scanned: Buffer): Promise<{ result: SqlResult; processed: number }> {
  if (asked.format === 'Parquet')
    return { result: await selectFromParquet(asked.expression, scanned), processed: scanned.length }
  const bytes = asked.isGzip ? unzip(scanned) : scanned
  return {
    result: await selectFromRows(asked.expression, parseCsv(bytes.toString('utf8'), asked)),
    // "Stats": the number of uncompressed bytes.
    processed: bytes.length,
  }
}

const named = (event: string, type?: string) => ({
  ':message-type': 'event',
  ':event-type': event,
  ...(type === undefined ? {} : { ':content-type': type }),
})

/** What the emulator lacks is refused by name. */
function parseRequest(root: XmlElement): Asked {
  const input = child(root, 'InputSerialization')
  const csv = child(input, 'CSV')
  const output = child(child(root, 'OutputSerialization'), 'CSV')
  const parquet = child(input, 'Parquet')
  if ((csv === undefined) === (parquet === undefined) || output === undefined)
    throw lacks('another input than CSV and Parquet, or another output than CSV')
  const expression = childText(root, 'Expression') ?? ''
  if (childText(root, 'ExpressionType') !== 'SQL')
    throw badRequest('InvalidExpressionType', 'The ExpressionType is invalid. Only SQL expressions are supported.')
  if (expression.length > 256 * 1024)
    throw badRequest(
      'ExpressionTooLong',
      'The SQL expression is too long: The maximum byte-length for the SQL expression is 256 KB.',
    )
  if (childText(output, 'QuoteFields') !== 'ALWAYS') throw lacks('QuoteFields other than ALWAYS')
  const compression = childText(input, 'CompressionType') ?? 'NONE'
  if (csv === undefined) {
    // "InputSerialization": Amazon S3 Select does not support whole-object compression for Parquet objects.
    if (compression !== 'NONE')
      throw badRequest('InvalidCompressionFormat', `${compression} is not applicable to Parquet.`)
    return { format: 'Parquet', expression }
  }
  if ((childText(csv, 'FileHeaderInfo') ?? 'NONE') !== 'NONE') throw lacks('FileHeaderInfo other than NONE')
  if (compression !== 'GZIP' && compression !== 'NONE') throw lacks(`CompressionType ${compression}`)
  return {
    format: 'CSV',
    expression,
    isGzip: compression === 'GZIP',
    quotesRecordDelimiters: childText(csv, 'AllowQuotedRecordDelimiter') === 'true',
    quote: childText(csv, 'QuoteCharacter') ?? '"',
  }
}

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
function parseCsv(text: string, { quote, quotesRecordDelimiters }: Extract<Asked, { format: 'CSV' }>): string[][] {
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
    } else if (character === quote) {
      if (isQuoted && text.charAt(at + 1) === quote) add(text.charAt(at++))
      else isQuoted = !isQuoted
    } else if (character === ',' && !isQuoted) record.push('')
    else add(character)
  }
  return record.length > 1 || record[0] !== '' ? [...records, record] : records
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
