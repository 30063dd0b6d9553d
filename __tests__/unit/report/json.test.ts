// The JSON report against its published schema, over every kind of run.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { HELD_BACK_REASONS } from '../../../src/findings/choice.ts'
import { FAILURE_CAUSES } from '../../../src/operations/failure-causes.ts'
import { RESULT_SCHEMA_VERSION, renderJson } from '../../../src/report/json.ts'
import type { RunResult } from '../../../src/result/run-result.ts'
import { INSUFFICIENT_DATA_REASONS } from '../../../src/words/errors.ts'
import { type Schema, validate } from '../../support/json-schema.ts'
import {
  buildBlindBucket,
  buildBucket,
  buildJob,
  buildPlan,
  buildReport,
  buildRun,
  buildSample,
  buildScan,
} from '../../support/results.ts'

const schema = JSON.parse(readFileSync(new URL('../../../docs/report.schema.json', import.meta.url), 'utf8')) as Schema
const scan = buildScan(100, { archived: 2 })
const report = buildReport('a')
const everything = buildRun(
  [
    buildBucket(
      'a',
      { ...scan, unknownStatus: { rows: 1, values: ['new, status'] } },
      {
        report: {
          ...report,
          location: { ...report.location, coverage: { kind: 'prefix', prefix: 'a b/' } },
          passedOver: [{ folder: 'x y', why: 'no checksum' }],
        },
        plan: buildPlan('a', scan, { refusal: { message: 'Too many.', hint: 'Raise it.' } }),
        jobs: [
          buildJob(100, {
            status: 'New Status',
            bytes: 2n ** 60n,
            reconciliation: {
              succeeded: 99,
              failed: 1,
              notAttempted: 0,
              failures: [{ cause: 'kms', httpStatus: '403', errorCode: 'A B', tasks: 1, hint: 'h', samples: ['k%20'] }],
              progressDisagrees: { succeeded: 1, failed: 2 },
            },
            reasons: ['S3 said ::error::\n\u202e'],
          }),
          buildJob(1, { state: 'pending', reconciliation: undefined, verification: undefined }),
        ],
        remediationError: { message: 'AccessDenied', hint: 'Allow it.' },
      },
    ),
    buildBlindBucket('b', 'STALE', 'old', 'Wait.'),
  ],
  {
    mode: 'run',
    errors: [{ code: 'NO_CREDENTIALS', message: 'none' }],
    issue: { number: 1, url: 'https://github.com/acme/platform/issues/1', action: 'opened' },
    warnings: ['a\n::error::b'],
  },
)
const parse = (result: RunResult) => JSON.parse(renderJson(result))

describe('the JSON report', () => {
  it.each([
    ['a compliant bucket', buildRun([buildBucket('a', buildScan(0))])],
    ['a public repository', buildRun([buildBucket('a', scan)], { listKeys: false })],
    [
      'an event that may not remediate',
      buildRun([buildBucket('a', scan)], { refusal: { asked: 'run', message: 'Refused.', hint: 'Move it.' } }),
    ],
    ['no answer', buildRun([buildBlindBucket('a', 'ACCESS_DENIED', 'no')])],
    ['wrong inputs', buildRun([], { errors: [{ code: 'INVALID_INPUT', message: 'm', hint: 'h' }] })],
    ['everything at once', everything],
  ])('of %s is as published', (_, result) => {
    expect(validate(parse(result), schema)).toEqual([])
  })

  it('of an older action is still as the schema says: what was added since may be missing', () => {
    const older = JSON.parse(readFileSync(new URL('older/report-1.json', import.meta.url), 'utf8')) as {
      schemaVersion: number
    }
    expect(older.schemaVersion).toBe(1)
    expect(validate(older, schema)).toEqual([])
  })

  it('carries the newest version its schema knows', () => {
    const { schemaVersion } = schema.properties as Record<string, { const?: number; enum?: number[] }>
    const versions = schemaVersion?.enum ?? [schemaVersion?.const]
    expect(versions.at(-1)).toBe(RESULT_SCHEMA_VERSION)
    expect(versions).toEqual(Array.from({ length: RESULT_SCHEMA_VERSION }, (_, index) => index + 1))
    expect(parse(buildRun([]))).toMatchObject({ schemaVersion: RESULT_SCHEMA_VERSION })
  })

  it('is told wrong by the schema when a member is missing, of another type, or unknown', () => {
    const good = parse(everything)
    expect(validate({ ...good, verdict: undefined, extra: 1, keysListed: 'yes' }, schema)).toEqual(
      expect.arrayContaining(['$: extra is not in the schema', '$.keysListed: is not boolean']),
    )
    delete good.buckets[0].scan.rows
    expect(validate(good, schema)).toEqual(['$.buckets[0].scan: lacks rows'])
  })

  it('has a schema that knows every word of the closed lists', () => {
    const { reason, heldBackReason, job } = schema.$defs as Record<string, { enum: string[]; properties: never }>
    expect(reason?.enum).toEqual(INSUFFICIENT_DATA_REASONS)
    expect(heldBackReason?.enum).toEqual(HELD_BACK_REASONS)
    expect(JSON.stringify(job)).toContain(JSON.stringify(FAILURE_CAUSES))
  })

  it('writes bytes as numbers while they are exact, as strings beyond', () => {
    const [bucket] = parse(everything).buckets
    expect(bucket.scan.findings.bytes).toBe(102_000_000)
    expect(bucket.jobs[0].bytes).toBe('1152921504606846976')
    const at = (bytes: bigint) =>
      parse(buildRun([buildBucket('a', { ...scan, findings: { objects: 1, bytes } })])).buckets[0].scan.findings.bytes
    expect(at(2n ** 53n - 1n)).toBe(9007199254740991)
    expect(at(2n ** 53n)).toBe('9007199254740992')
  })

  it('encodes what came from outside', () => {
    const [bucket] = parse(everything).buckets
    expect(bucket.scan.unknownStatus.values).toEqual(['new%2C%20status'])
    expect(bucket.jobs[0].reasons).toEqual(['S3 said ::error::\n%E2%80%AE'])
    expect(bucket.report).toMatchObject({
      coverage: { kind: 'prefix' },
      limitedToPrefix: true,
      filterPrefix: 'a%20b/',
    })
    expect(parse(everything).warnings).toEqual(['a\n%3A%3Aerror::b'])
  })

  it('holds no key of objects where none may be shown', () => {
    const secret = {
      ...scan,
      samples: [buildSample('SECRET')],
      topPrefixes: [{ prefix: 'SECRET/', tally: scan.findings }],
    }
    expect(renderJson(buildRun([buildBucket('a', secret)], { listKeys: true }))).toContain('SECRET/')
    expect(renderJson(buildRun([buildBucket('a', secret)], { listKeys: false }))).not.toContain('SECRET')
  })
})
