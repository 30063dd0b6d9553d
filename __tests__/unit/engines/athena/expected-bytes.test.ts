import { expect, it } from '@jest/globals'
import { countReadings } from '../../../../src/engines/athena/expected-bytes.ts'

const NO_RULE = { accepted: ['SSE-S3', 'SSE-KMS'], keyRule: { kmsKeyArn: undefined, bucketKey: false } } as const
const BUCKET_KEY = { ...NO_RULE, keyRule: { kmsKeyArn: undefined, bucketKey: true } } as const
const KEEPING = { maxRows: 1000 } as const

// By hand: the tally, the doubles, the tally without them; then what is fetched, written, proven.
it.each([
  ['an audit', { keepRows: 'no', spec: NO_RULE }, 'auto', 3],
  ['an audit with a findings file', { keepRows: 'no', findingRows: 'csv', spec: NO_RULE }, 'auto', 4],
  ['an audit that checks keys', { keepRows: 'no', spec: BUCKET_KEY }, 'auto', 4],
  ['both: one statement fetches the rows', { keepRows: 'no', findingRows: 'csv', spec: BUCKET_KEY }, 'auto', 4],
  ['rows on the runner', { keepRows: KEEPING, spec: NO_RULE }, 'runner', 4],
  ['and a findings file, in the same statement', { keepRows: KEEPING, findingRows: 'csv', spec: NO_RULE }, 'runner', 4],
  ['rows that Athena writes', { keepRows: KEEPING, spec: NO_RULE }, 'athena-streamed', 4],
  ['and a findings file', { keepRows: KEEPING, findingRows: 'csv', spec: NO_RULE }, 'athena-streamed', 5],
  ['rows that S3 joins', { keepRows: KEEPING, spec: NO_RULE }, 'athena-joined', 5],
  ['and a findings file', { keepRows: KEEPING, findingRows: 'csv', spec: NO_RULE }, 'athena-joined', 6],
  ['rows in a way that is not known yet', { keepRows: KEEPING, spec: NO_RULE }, 'auto', 5],
] as const)('%s', (_, question, way, readings) => {
  expect(countReadings(question, way)).toBe(readings)
})
