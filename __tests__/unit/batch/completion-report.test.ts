import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  CompletionReportError,
  completionReportManifestKey,
  parseCompletionReportManifest,
  parseTaskRows,
  type TaskRow,
} from '../../../src/batch/completion-report.ts'
import { inChunks, renderRows } from '../../support/batch-double.ts'

const PLACE = { bucket: 'work', prefix: 'enc/completion-reports/src', jobId: 'j1' }
const MD5 = '0cc175b9c0f1b6a831c399e269772661'
const RESULTS = 'enc/completion-reports/src/job-j1/results'

const manifestOf = (change: object = {}, entry: object = {}) =>
  JSON.stringify({
    Format: 'Report_CSV_20180820',
    ReportCreationDate: '2026-11-22T10:00:00.000Z',
    Results: [
      { TaskExecutionStatus: 'succeeded', Bucket: 'work', MD5Checksum: MD5, Key: `${RESULTS}/a.csv`, ...entry },
    ],
    ReportSchema: 'Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage',
    ...change,
  })

async function parse(text: string, size = 7): Promise<TaskRow[]> {
  const rows: TaskRow[] = []
  for await (const row of parseTaskRows(inChunks(Buffer.from(text), size))) rows.push(row)
  return rows
}

describe("the report's manifest.json", () => {
  it('lies under the job, below the prefix', () => {
    expect(completionReportManifestKey(PLACE.prefix, 'j1')).toBe('enc/completion-reports/src/job-j1/manifest.json')
  })

  it.each([
    ['milliseconds and hex', manifestOf()],
    ['nanoseconds', manifestOf({ ReportCreationDate: '2026-11-22T10:00:00.123456789Z' })],
    ['no date at all', manifestOf({ ReportCreationDate: undefined })],
    ['upper-case hex', manifestOf({}, { MD5Checksum: MD5.toUpperCase() })],
    ['base64', manifestOf({}, { MD5Checksum: Buffer.from(MD5, 'hex').toString('base64') })],
  ])('is read with %s', (_name, text) => {
    expect(parseCompletionReportManifest(text, PLACE)).toEqual([{ bucket: 'work', key: `${RESULTS}/a.csv`, md5: MD5 }])
  })

  it('may double the slash behind the prefix', () => {
    const key = 'enc/completion-reports/src//job-j1/results/a.csv'
    expect(parseCompletionReportManifest(manifestOf({}, { Key: key }), PLACE)[0]?.key).toBe(key)
  })

  it.each([
    ['another bucket', manifestOf({}, { Bucket: 'evil' }), /outside/],
    ["another job's results", manifestOf({}, { Key: RESULTS.replace('j1', 'j2') }), /outside/],
    ['a key beside results/', manifestOf({}, { Key: `${RESULTS}.csv` }), /outside/],
    ['another format', manifestOf({ Format: 'x' }), /format/],
    ['no results', manifestOf({ Results: undefined }), /no results/],
    ['an entry without MD5', manifestOf({}, { MD5Checksum: undefined }), /lacks/],
    ['an entry whose bucket is no text', manifestOf({}, { Bucket: 5 }), /lacks/],
    ['an entry whose key is no text', manifestOf({}, { Key: [`${RESULTS}/a.csv`] }), /lacks/],
    ['an entry whose MD5 is no text', manifestOf({}, { MD5Checksum: [MD5] }), /lacks/],
    ['an entry that is null', manifestOf({ Results: [null] }), /lacks/],
    ['an entry that is a text', manifestOf({ Results: ['a'] }), /lacks/],
    ['results that are no list', manifestOf({ Results: { length: 0 } }), /lists no results/],
    ['null', 'null', /not a JSON object/],
    ['a number', '5', /not a JSON object/],
    ['a text', '"Report_CSV_20180820"', /not a JSON object/],
    ['nothing', '', /not a JSON object/],
    ['half a file', manifestOf().slice(0, 40), /not a JSON object/],
  ])('is refused with %s', (_name, text, message) => {
    expect(() => parseCompletionReportManifest(text, PLACE)).toThrow(message)
  })

  const base64 = Buffer.from(MD5, 'hex').toString('base64')
  it.each([
    'abc',
    '',
    MD5.slice(1),
    `${MD5}0`,
    `0${MD5}`,
    ` ${MD5}`,
    `${MD5}\n`,
    MD5.replace('c', 'g'),
    base64.slice(1),
    `A${base64}`,
    `${base64}=`,
    ` ${base64}`,
    base64.replace('==', ''),
    base64.replace(/^./, '-'),
  ])('is refused with the MD5 %j, which is none', (MD5Checksum) => {
    expect(() => parseCompletionReportManifest(manifestOf({}, { MD5Checksum }), PLACE)).toThrow(
      'an MD5Checksum of the report is neither hex nor base64',
    )
  })

  it('lists as many files as the job wrote, in their order', () => {
    const { Results } = JSON.parse(manifestOf())
    const more = { ...Results[0], Key: `${RESULTS}/b.csv` }
    expect(parseCompletionReportManifest(manifestOf({ Results: [] }), PLACE)).toEqual([])
    expect(parseCompletionReportManifest(manifestOf({ Results: [more, ...Results] }), PLACE)).toEqual([
      { bucket: 'work', key: `${RESULTS}/b.csv`, md5: MD5 },
      { bucket: 'work', key: `${RESULTS}/a.csv`, md5: MD5 },
    ])
  })

  it('fails the remediation when it is not what S3 writes', () => {
    const error = new CompletionReportError('why')
    expect([error.name, error.code, error.message]).toEqual(['CompletionReportError', 'REMEDIATION_FAILED', 'why'])
    expect(() => parseCompletionReportManifest('null', PLACE)).toThrow(CompletionReportError)
  })

  it('is refused when it lists a file twice', () => {
    const { Results } = JSON.parse(manifestOf())
    expect(() => parseCompletionReportManifest(manifestOf({ Results: [...Results, ...Results] }), PLACE)).toThrow(
      /twice/,
    )
  })
})

describe('rows', () => {
  const ok = { bucket: 'src', key: 'a', succeeded: true, httpStatus: '200', errorCode: '', message: 'Successful' }
  const denied = { ...ok, succeeded: false, httpStatus: '403', errorCode: 'AccessDenied', message: 'Access Denied' }

  it.each([
    ['as S3 writes them', 'src,a,,succeeded,200,,Successful\n', [ok]],
    ['in the order the schema states', 'src,a,,failed,AccessDenied,403,Access Denied\n', [denied]],
    ['in the order of AWS examples', 'src,a,,failed,403,AccessDenied,Access Denied\n', [denied]],
    ['with CRLF', 'src,a,,succeeded,200,,Successful\r\nsrc,a,,succeeded,200,,Successful\r\n', [ok, ok]],
    ['without a last line end', 'src,a,,succeeded,200,,Successful', [ok]],
    ['with empty lines', '\nsrc,a,,succeeded,200,,Successful\n\n', [ok]],
    ['all quoted', '"src","a","","succeeded","200","","Successful"\n', [ok]],
    [
      'of the missing VersionId, which has six columns',
      'src,x,failed,400,InvalidRequest,Task failed due to missing VersionId\n',
      [
        {
          ...denied,
          key: 'x',
          httpStatus: '400',
          errorCode: 'InvalidRequest',
          message: 'Task failed due to missing VersionId',
        },
      ],
    ],
    [
      'with a quoted JSON message',
      'src,y,,failed,200,PermanentFailure,"error: {""a"": ""b""}"\n',
      [{ ...denied, key: 'y', httpStatus: '200', errorCode: 'PermanentFailure', message: 'error: {"a": "b"}' }],
    ],
    [
      'with the unescaped quotes of an AWS sample',
      'src,a,,succeeded,200,,"{"k":"v","w":1}"\nsrc,a,,succeeded,200,,Successful\n',
      [{ ...ok, message: '{"k":"v,w":1}' }, ok],
    ],
    [
      'with a quote that closes nothing',
      'src,a,,succeeded,200,,"say "one" now"\nsrc,a,,succeeded,200,,"say ""two""\r"" now"\n',
      [
        { ...ok, message: 'say "one" now' },
        { ...ok, message: 'say "two"\r" now' },
      ],
    ],
    ['all quoted, without a last line end', '"src","a","","succeeded","200","","Successful"', [ok]],
    [
      'all quoted, with CRLF',
      '"src","a","","succeeded","200","","Successful"\r\nsrc,a,,succeeded,200,,Successful',
      [ok, ok],
    ],
    ['up to an empty quoted message', 'src,a,,succeeded,200,,""', [{ ...ok, message: '' }]],
    ['up to a doubled quote at the end', 'src,a,,succeeded,200,,"x""', [{ ...ok, message: 'x"' }]],
    [
      'up to the end of a quote that is never closed',
      'src,a,,succeeded,200,,"one""two',
      [{ ...ok, message: 'one"two' }],
    ],
    ['with a CR as the last byte', 'src,a,,succeeded,200,,Successful\r', [ok]],
    ['with a CR as the last byte behind a quote', 'src,a,,succeeded,200,,"Successful"\r', [ok]],
    ['with a bare CR inside a field', 'src,a,,succeeded,200,,one\rtwo\n', [{ ...ok, message: 'one\rtwo' }]],
    ['with a bare CR behind a quote', 'src,a,,succeeded,200,,"one"\rtwo"\n', [{ ...ok, message: 'one"\rtwo' }]],
    ['with empty CRLF lines', '\r\nsrc,a,,succeeded,200,,Successful\r\n\r\n', [ok]],
    ['without anything behind the HTTP status', 'src,a,,succeeded,200\n', [{ ...ok, message: '' }]],
    [
      'with an error code of one letter',
      'src,a,,failed,E,500,\n',
      [{ ...denied, httpStatus: '500', errorCode: 'E', message: '' }],
    ],
    ['without a bucket, which is no empty line', ',a,,succeeded,200,,Successful\n', [{ ...ok, bucket: '' }]],
    [
      'with a byte order mark as a part of the bucket, which then is none of ours',
      '\ufeffsrc,a,,succeeded,200,,Successful\n',
      [{ ...ok, bucket: '\ufeffsrc' }],
    ],
    ['with letters of two to four bytes', 'src,a,,succeeded,200,,é€\u{1f600}\n', [{ ...ok, message: 'é€\u{1f600}' }]],
    ['with a bare message that holds commas', 'src,a,,succeeded,200,,one, two\n', [{ ...ok, message: 'one, two' }]],
    [
      'with a line break in a quoted message',
      'src,a,,succeeded,200,,"one\r\ntwo"\n',
      [{ ...ok, message: 'one\r\ntwo' }],
    ],
    ['with a status in capitals', 'src,a,,Succeeded,200,,Successful\n', [ok]],
  ])('are read %s, cut anywhere', async (_name, text, rows) => {
    for (let size = 1; size <= Buffer.byteLength(text); size++) expect(await parse(text, size)).toEqual(rows)
  })

  it.each([
    ['without HTTP status', 'src,a,,succeeded,ok,fine,Successful\n'],
    ['without task status', 'src,a,,done,200,,Successful\n'],
    ['without key', 'src,,,succeeded,200,,Successful\n'],
    ['cut short', 'src,a,,succeeded\n'],
    ['with one word', 'hello\n'],
    ['with an HTTP status of four digits', 'src,a,,failed,2001,,Failed\n'],
    ['with an HTTP status behind a word', 'src,a,,failed,x200,,Failed\n'],
    ['with an HTTP status no server gives', 'src,a,,failed,600,000,Failed\n'],
    ['with the status in the wrong column', 'src,a,,,succeeded,200,,Successful\n'],
    ['that never end', `src,a,,succeeded,200,,"${'x'.repeat(70_000)}`],
  ])('are refused %s', async (_name, text) => {
    await expect(parse(text, 1000)).rejects.toThrow(/of the report/)
  })

  it.each([
    ['bare', ['src,a,,succeeded,200,,Successful\n', 'src,b,,succeeded,200,,Successful\n']],
    [
      'quoted',
      ['"src","a","","succeeded","200","","Successful"\n', '"src","b","","succeeded","200","","Successful"\n'],
    ],
    ['ended by CRLF', ['src,a,,succeeded,200,,"Successful"\r\n', 'src,b,,succeeded,200,,"Successful"\r\n']],
  ])('are handed on as they come when they are %s', async (_name, lines) => {
    let sent = 0
    async function* oneByOne() {
      for (const line of lines) {
        sent++
        yield Buffer.from(line)
      }
    }
    const seen: [string, number][] = []
    for await (const { key } of parseTaskRows(oneByOne())) seen.push([key, sent])
    expect(seen).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })

  it.each([1000, 64 * 1024, 1024 ** 2])('may be 64 Ki characters long, not one more, in chunks of %i', async (size) => {
    const row = (length: number) => `${'src,a,,succeeded,200,,'.padEnd(length - 1, 'x')}\n`
    expect((await parse(`${row(99)}${row(64 * 1024)}${row(99)}`, size)).map(({ message }) => message.length)).toEqual([
      76, 65_513, 76,
    ])
    for (const rows of [row(64 * 1024 + 1), row(64 * 1024 + 2).slice(0, -1)]) {
      await expect(parse(row(99) + rows, size)).rejects.toThrow('a row of the report is longer than any S3 writes')
    }
  })

  it('come back from text as they were, whatever the message holds', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'Z', '7', '%', '2', '0', '/', '-', '+'), minLength: 1 })
    const message = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', '{', 'é', '\u{1f600}') })
    const row = fc.record({
      bucket: fc.constant('src'),
      key: cell,
      succeeded: fc.boolean(),
      httpStatus: fc.constantFrom('200', '403', '503'),
      errorCode: fc.constantFrom('', 'AccessDenied', 'NoSuchKey'),
      message,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), fc.integer({ min: 1, max: 30 }), async (rows, size) => {
        const text = renderRows(
          rows.map((r) => [
            r.bucket,
            r.key,
            '',
            r.succeeded ? 'succeeded' : 'failed',
            r.httpStatus,
            r.errorCode,
            r.message,
          ]),
        )
        expect(await parse(text, size)).toEqual(rows)
      }),
      { numRuns: 300 },
    )
  })
})
