// Parses the two kinds of files of a completion report: manifest.json, and the rows of the results files.

import { ActionError } from '../words/errors.ts'
import { say } from '../words/outside-text.ts'

/** A results file. `md5` is 32 lower-case hex digits. */
export type ResultsFile = { readonly bucket: string; readonly key: string; readonly md5: string }

/** One row, by meaning; `key` is the unmodified cell. */
export type TaskRow = {
  readonly bucket: string
  readonly key: string
  readonly succeeded: boolean
  /** Three digits. */
  readonly httpStatus: string
  readonly errorCode: string
  readonly message: string
}

/** The report is not in the format that S3 writes. The message says where. */
export class CompletionReportError extends ActionError {
  override readonly name = 'CompletionReportError'

  constructor(message: string) {
    super('REMEDIATION_FAILED', message)
  }
}

/** Key of the report's manifest.json (S3 User Guide, "Examples: S3 Batch Operations completion reports"). */
export function completionReportManifestKey(reportPrefix: string, jobId: string): string {
  return `${reportPrefix}/job-${jobId}/manifest.json`
}

/** Every file must be in this bucket under the job's own `results/`. Nothing else is read, whatever the text says. */
export type CompletionReportPlace = { readonly bucket: string; readonly prefix: string; readonly jobId: string }

/**
 * Parses manifest.json. ReportSchema is not used: in AWS's own examples, its column order differs from that of the
 * rows.
 * @throws CompletionReportError
 */
export function parseCompletionReportManifest(text: string, place: CompletionReportPlace): ResultsFile[] {
  const manifest = parseJson(text)
  if (manifest.Format !== 'Report_CSV_20180820') {
    throw new CompletionReportError(say`the report's format is ${String(manifest.Format)}, not Report_CSV_20180820`)
  }
  if (!Array.isArray(manifest.Results)) throw new CompletionReportError("the report's manifest.json lists no results")
  const files = manifest.Results.map((entry: unknown) => parseResultsFile(entry, place))
  if (new Set(files.map(({ key }) => key)).size !== files.length) {
    throw new CompletionReportError('the report lists a results file twice')
  }
  return files
}

function parseJson(text: string): { readonly Format?: unknown; readonly Results?: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Reported below: the parser's own message would quote the text.
  }
  throw new CompletionReportError("the report's manifest.json is not a JSON object")
}

function parseResultsFile(entry: unknown, { bucket, prefix, jobId }: CompletionReportPlace): ResultsFile {
  const { Bucket, Key, MD5Checksum } = (entry ?? {}) as Record<string, unknown>
  if (typeof Bucket !== 'string' || typeof Key !== 'string' || typeof MD5Checksum !== 'string') {
    throw new CompletionReportError('an entry of the report lacks Bucket, Key or MD5Checksum')
  }
  if (Bucket !== bucket || !collapseSlashes(Key).startsWith(collapseSlashes(`${prefix}/job-${jobId}/results/`))) {
    throw new CompletionReportError(say`the report points outside the job's own results: s3://${Bucket}/${Key}`)
  }
  return { bucket: Bucket, key: Key, md5: parseMd5(MD5Checksum) }
}

/** A report prefix that ends in "/" was seen to give `prefix//job-<id>/`. */
const collapseSlashes = (key: string) => key.replace(/\/+/g, '/')

/** Hexadecimal in all reports seen so far. S3 writes MD5 in base64 elsewhere, so both are accepted. */
function parseMd5(text: string): string {
  if (/^[0-9a-f]{32}$/i.test(text)) return text.toLowerCase()
  if (/^[A-Za-z0-9+/]{22}==$/.test(text)) return Buffer.from(text, 'base64').toString('hex')
  throw new CompletionReportError('an MD5Checksum of the report is neither hex nor base64')
}

/** Far more than any row that S3 writes. Prevents an unclosed quote from collecting a whole file. */
const MAX_ROW_CHARS = 64 * 1024

/**
 * Parses the rows of one results file: no header, LF or CRLF, RFC 4180 quotes and the irregular quotes of AWS's
 * samples.
 * @throws CompletionReportError
 */
export async function* parseTaskRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TaskRow> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true })
    text = yield* takeRows(text, false)
  }
  yield* takeRows(text + decoder.decode(), true)
}

/** Yields the complete rows of `text` and returns the rest. */
function* takeRows(text: string, atEnd: boolean): Generator<TaskRow, string> {
  let start = 0
  for (;;) {
    const row = takeFields(text, start, atEnd)
    const end = row?.next ?? text.length
    if (end - start > MAX_ROW_CHARS) throw new CompletionReportError('a row of the report is longer than any S3 writes')
    if (row === undefined) return text.slice(start)
    start = row.next
    if (row.fields.length > 1 || row.fields[0] !== '') yield readRow(row.fields)
  }
}

/** The fields of the row at `start`; undefined if the row may continue after the text. */
function takeFields(text: string, start: number, atEnd: boolean): { fields: string[]; next: number } | undefined {
  // Stryker disable next-line EqualityOperator: at the end of the text an empty row would be found, which is skipped
  if (start >= text.length) return undefined
  const fields: string[] = []
  for (let at = start; ; ) {
    const field = text[at] === '"' ? takeQuoted(text, at, atEnd) : takeBare(text, at, atEnd)
    if (field === undefined) return undefined
    fields.push(field.value)
    if (text[field.end] !== ',') return { fields, next: skipLineEnd(text, field.end) }
    at = field.end + 1
  }
}

type Field = { readonly value: string /** Index of the comma or line end behind it. */; readonly end: number }

function takeBare(text: string, start: number, atEnd: boolean): Field | undefined {
  let end = start
  // Stryker disable next-line EqualityOperator: one step behind the end neither the value nor what follows changes
  while (end < text.length && text[end] !== ',' && !endsLine(text, end)) end++
  return closeField(text, end, atEnd) ? { value: text.slice(start, end), end } : undefined
}

/** A quote closes the field only before a comma or line end; any other single quote is taken literally. */
function takeQuoted(text: string, start: number, atEnd: boolean): Field | undefined {
  let value = ''
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return atEnd ? { value: value + text.slice(from), end: text.length } : undefined
    value += text.slice(from, quote)
    const end = quote + 1
    if (end === text.length || text[end] === ',' || endsLine(text, end)) {
      return closeField(text, end, atEnd) ? { value, end } : undefined
    }
    value += '"'
    from = text[end] === '"' ? end + 1 : end
  }
}

/** Whether the end of a field is certain: at the end of the text more may follow, such as the LF after a CR. */
const closeField = (text: string, end: number, atEnd: boolean) =>
  atEnd || (end < text.length && !(text[end] === '\r' && end + 1 === text.length))

/** A CR ends a line only before an LF or at the end of the text. */
const endsLine = (text: string, at: number) =>
  text[at] === '\n' || (text[at] === '\r' && (at + 1 === text.length || text[at + 1] === '\n'))

function skipLineEnd(text: string, at: number): number {
  // Stryker disable next-line ConditionalExpression,StringLiteral: an LF left behind is an empty row, which is skipped
  return text[at] === '\r' ? at + 2 : at + 1
}

const TASK_STATUSES = new Map([
  ['succeeded', true],
  ['failed', false],
])

/** Whether the task succeeded; undefined if the field is not a task status. */
const readTaskStatus = (field: string | undefined) =>
  field === undefined ? undefined : TASK_STATUSES.get(field.toLowerCase())

/**
 * Bucket, Key, VersionId, TaskStatus, then HTTP status and error code in either order, then the message. Rows that
 * failed because of a missing version id have no VersionId column (S3 User Guide, "Troubleshooting Batch Operations").
 */
function readRow(fields: readonly string[]): TaskRow {
  // Stryker disable next-line StringLiteral: a row has a first field, and one without a second has no task status
  const [bucket = '', key = ''] = fields
  // The third column may be a version id, so the status is first searched for in the fourth.
  const statusAt = readTaskStatus(fields[3]) === undefined ? 2 : 3
  const succeeded = readTaskStatus(fields[statusAt])
  const [first = '', second = '', ...message] = fields.slice(statusAt + 1)
  const httpFirst = isHttpStatus(first)
  if (succeeded === undefined || key === '' || !(httpFirst || isHttpStatus(second))) {
    throw new CompletionReportError(
      'a row of the report is not bucket, key, version, status, HTTP status, error code, message',
    )
  }
  const [httpStatus, errorCode] = httpFirst ? [first, second] : [second, first]
  return { bucket, key, succeeded, httpStatus, errorCode, message: message.join(',') }
}

const isHttpStatus = (text: string) => /^[1-5]\d\d$/.test(text)
