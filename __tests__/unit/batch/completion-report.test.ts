import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  parseReportManifest,
  parseReportRows,
  type ReportRow,
  reportManifestKey,
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

async function parse(text: string, size = 7): Promise<ReportRow[]> {
  const rows: ReportRow[] = []
  for await (const row of parseReportRows(inChunks(Buffer.from(text), size))) rows.push(row)
  return rows
}

describe("the report's manifest.json", () => {
  it('lies under the job, below the prefix', () => {
    expect(reportManifestKey(PLACE.prefix, 'j1')).toBe('enc/completion-reports/src/job-j1/manifest.json')
  })

  it.each([
    ['milliseconds and hex', manifestOf()],
    ['nanoseconds', manifestOf({ ReportCreationDate: '2026-11-22T10:00:00.123456789Z' })],
    ['no date at all', manifestOf({ ReportCreationDate: undefined })],
    ['upper-case hex', manifestOf({}, { MD5Checksum: MD5.toUpperCase() })],
    ['base64', manifestOf({}, { MD5Checksum: Buffer.from(MD5, 'hex').toString('base64') })],
  ])('is read with %s', (_name, text) => {
    expect(parseReportManifest(text, PLACE)).toEqual([{ bucket: 'work', key: `${RESULTS}/a.csv`, md5: MD5 }])
  })

  it('may double the slash behind the prefix', () => {
    const key = 'enc/completion-reports/src//job-j1/results/a.csv'
    expect(parseReportManifest(manifestOf({}, { Key: key }), PLACE)[0]?.key).toBe(key)
  })

  it.each([
    ['another bucket', manifestOf({}, { Bucket: 'evil' }), /outside/],
    ["another job's results", manifestOf({}, { Key: RESULTS.replace('j1', 'j2') }), /outside/],
    ['a key beside results/', manifestOf({}, { Key: `${RESULTS}.csv` }), /outside/],
    ['another format', manifestOf({ Format: 'x' }), /format/],
    ['no results', manifestOf({ Results: undefined }), /no results/],
    ['an entry without MD5', manifestOf({}, { MD5Checksum: undefined }), /lacks/],
    ['an MD5 that is none', manifestOf({}, { MD5Checksum: 'abc' }), /neither hex nor base64/],
    ['null', 'null', /not a JSON object/],
    ['half a file', manifestOf().slice(0, 40), /not a JSON object/],
  ])('is refused with %s', (_name, text, message) => {
    expect(() => parseReportManifest(text, PLACE)).toThrow(message)
  })

  it('is refused when it lists a file twice', () => {
    const { Results } = JSON.parse(manifestOf())
    expect(() => parseReportManifest(manifestOf({ Results: [...Results, ...Results] }), PLACE)).toThrow(/twice/)
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
      [expect.objectContaining({ key: 'a', succeeded: true, httpStatus: '200' }), ok],
    ],
    ['with a bare message that holds commas', 'src,a,,succeeded,200,,one, two\n', [{ ...ok, message: 'one, two' }]],
    [
      'with a line break in a quoted message',
      'src,a,,succeeded,200,,"one\r\ntwo"\n',
      [{ ...ok, message: 'one\r\ntwo' }],
    ],
    ['with a status in capitals', 'src,a,,Succeeded,200,,Successful\n', [ok]],
  ])('are read %s, cut anywhere', async (_name, text, rows) => {
    for (let size = 1; size <= text.length; size++) expect(await parse(text, size)).toEqual(rows)
  })

  it.each([
    ['without HTTP status', 'src,a,,succeeded,ok,fine,Successful\n'],
    ['without task status', 'src,a,,done,200,,Successful\n'],
    ['without key', 'src,,,succeeded,200,,Successful\n'],
    ['cut short', 'src,a,,succeeded\n'],
    ['with one word', 'hello\n'],
    ['that never end', `src,a,,succeeded,200,,"${'x'.repeat(70_000)}`],
  ])('are refused %s', async (_name, text) => {
    await expect(parse(text, 1000)).rejects.toThrow(/of the report/)
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
