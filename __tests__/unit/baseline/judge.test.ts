// Which findings file can be a baseline, what must be known to read the numbers, and who may have written it.

import { describe, expect, it } from '@jest/globals'
import { BaselineProblem } from '../../../src/baseline/baseline.ts'
import { type BucketNow, dateBaseline, judgeBaseline, listNotes } from '../../../src/baseline/judge.ts'
import { type KnownRun, refuseContradiction, refuseForeign } from '../../../src/baseline/provenance.ts'
import { readSidecar } from '../../../src/baseline/sidecar.ts'
import { knownBucket, knownBuckets, POLICY } from '../../support/baselines.ts'

const now = (bucket: string, changes: Partial<BucketNow> = {}): BucketNow => ({
  bucket,
  verdict: 'NON_COMPLIANT',
  policySha256: POLICY,
  source: { asOf: new Date('2026-11-30T01:00:00Z'), scope: 'whole' },
  ...changes,
})
const knowing = (...buckets: ReturnType<typeof knownBucket>[]) => ({ buckets: knownBuckets(...buckets) })

describe('a baseline', () => {
  it('fits if the buckets in common have the same policy and a verdict', () => {
    const known = knowing(knownBucket('a'), knownBucket('gone', { policySha256: 'b' }))
    expect(() => judgeBaseline(known, [now('a'), now('added')])).not.toThrow()
  })

  it.each([
    ['no bucket in common', knowing(knownBucket('b')), 'it is about bucket b, and this run is about bucket a'],
    ['no bucket at all', knowing(), 'it is about no bucket'],
    ['another policy', knowing(knownBucket('a', { policySha256: 'b' })), 'another policy or selection of bucket a'],
    ['no verdict', knowing(knownBucket('a', { verdict: 'INSUFFICIENT_DATA' })), 'had no verdict about bucket a'],
  ])('is refused for %s', (_what, known, why) => {
    expect(() => judgeBaseline(known, [now('a')])).toThrow(BaselineProblem)
    expect(() => judgeBaseline(known, [now('a')])).toThrow(why)
  })

  it('names a few of many buckets', () => {
    const many = Array.from({ length: 9 }, (_, index) => now(`b${index}`))
    expect(() => judgeBaseline(knowing(), many)).toThrow('the 9 buckets b0, b1, b2 and 6 more')
  })

  it('is as old as the oldest source that is compared', () => {
    const older = { asOf: new Date('2026-11-27T01:00:00Z'), scope: 'whole' }
    const oldest = { asOf: new Date('2020-01-01T00:00:00Z'), scope: 'whole' }
    const known = knowing(
      knownBucket('a'),
      knownBucket('b', { source: older }),
      knownBucket('gone', { source: oldest }),
    )
    expect(dateBaseline(known, [now('a'), now('b')])).toEqual(older.asOf)
  })
})

describe('what must be known to read the numbers', () => {
  const at = (date: string, scope = 'whole') => ({ source: { asOf: new Date(date), scope } })

  it.each([
    ['nothing', knowing(knownBucket('a')), []],
    ['a bucket added', knowing(), ['The baseline does not name bucket a: every finding there counts as new.']],
    ['a bucket gone', knowing(knownBucket('a'), knownBucket('b')), [expect.stringContaining('also names bucket b')]],
    [
      'a newer baseline',
      knowing(knownBucket('a', at('2026-12-01T01:00:00Z'))),
      [expect.stringContaining('newer report')],
    ],
    ['an old one', knowing(knownBucket('a', at('2026-11-20T01:00:00Z'))), [expect.stringContaining('10 days older')]],
    ['one of a week', knowing(knownBucket('a', at('2026-11-23T01:00:00Z'))), []],
    [
      'another part',
      knowing(knownBucket('a', at('2026-11-29T01:00:00Z', 'prefix'))),
      [expect.stringContaining('another part')],
    ],
  ])('is told: %s', (_what, known, notes) => {
    expect(listNotes(known, [now('a')])).toEqual(notes)
  })
})

const HOME = { repository: 'octo-org/octo-repo', defaultBranch: 'main' }
const RUN = { repository: 'octo-org/octo-repo', runId: '42', event: 'schedule', ref: 'refs/heads/main' }

describe('a file that a pull request could have written', () => {
  it.each(['schedule', 'workflow_dispatch', 'repository_dispatch', 'push'])('is not that of %s', (event) => {
    expect(() => refuseForeign({ ...RUN, event }, HOME)).not.toThrow()
  })

  it.each([
    ['another repository', { repository: 'mallory/octo-repo' }, 'a run of mallory/octo-repo wrote it'],
    ['no repository', { repository: '' }, 'a run of no repository wrote it'],
    ['a pull request', { event: 'pull_request' }, 'on the event pull_request wrote it'],
    ['an event that runs on comments', { event: 'issue_comment' }, 'on the event issue_comment'],
    ['no event', { event: '' }, 'on the event unknown'],
    ['another branch', { ref: 'refs/heads/feature' }, 'a run of refs/heads/feature wrote it'],
    ['a tag with the name of the branch', { ref: 'refs/tags/main' }, 'a run of refs/tags/main'],
    ['no run', { runId: '' }, 'does not name the run that wrote it (no run id)'],
    ['what is no id of a run', { runId: '1/../2' }, 'does not name the run that wrote it'],
    ['no ref', { ref: '' }, 'a run of an unknown ref'],
  ])('is refused: %s', (_what, changes, why) => {
    expect(() => refuseForeign({ ...RUN, ...changes }, HOME)).toThrow(why)
  })

  it('is refused where nothing says the default branch', () => {
    expect(() => refuseForeign(RUN, { ...HOME, defaultBranch: '' })).toThrow('does not say the default branch')
  })

  it('is compared encoded, as the description has it', () => {
    const home = { repository: 'Octo-Org/octo-repo', defaultBranch: 'release#1' }
    expect(() => refuseForeign({ ...RUN, ref: 'refs/heads/release%231' }, home)).not.toThrow()
    expect(() => refuseForeign({ ...RUN, ref: 'refs/heads/release#1' }, home)).toThrow(BaselineProblem)
  })

  const known: KnownRun = { event: 'schedule', branch: 'main', headRepository: 'Octo-Org/octo-repo' }
  it.each([
    ['nothing known', undefined, 'run 42, which GitHub does not know'],
    ['another event', { ...known, event: 'pull_request' }, 'whose event GitHub gives as pull_request, not schedule'],
    ['another branch', { ...known, branch: 'feature' }, 'whose branch GitHub gives as feature, not main'],
    ['a fork', { ...known, headRepository: 'mallory/octo-repo' }, 'whose repository GitHub gives as mallory/octo-repo'],
  ])('is refused by what GitHub says: %s', (_what, answer, why) => {
    expect(() => refuseContradiction(RUN, known, HOME)).not.toThrow()
    expect(() => refuseContradiction(RUN, answer, HOME)).toThrow(why)
  })
})

describe('the description', () => {
  const whole = {
    schemaVersion: 1,
    file: { path: 'f.csv', format: 'csv', rows: 2, bytes: 10, sha256: 'a'.repeat(64) },
    run: RUN,
    buckets: [
      { bucket: 'a', verdict: 'COMPLIANT', policy: { sha256: POLICY }, source: { asOf: '2026-11-29T01:00:00Z' } },
    ],
  }

  it('is read, with what older ones lack left empty', () => {
    const read = readSidecar(JSON.stringify({ ...whole, run: { repository: 'o/r' } }))
    expect(read.run).toEqual({ repository: 'o/r', runId: '', event: '', ref: '' })
    expect(read.buckets.get('a')?.source).toEqual({ asOf: new Date('2026-11-29T01:00:00Z'), scope: '' })
  })

  it('is read where a terminal wrote it, which has neither repository nor run', () => {
    const run = { repository: '', runId: '', event: '', ref: '' }
    expect(readSidecar(JSON.stringify({ ...whole, run })).run).toEqual(run)
    expect(() => refuseForeign(run, HOME)).toThrow('a run of no repository wrote it')
  })

  it('is of this action, or encoded as if it were: it can say anything about the run that wrote it', () => {
    const run = { ...RUN, repository: '<b>\u202e@org', ref: 'refs/heads/release%231', event: 'a\n::error::b' }
    expect(readSidecar(JSON.stringify({ ...whole, run })).run).toEqual({
      repository: '%3Cb%3E%E2%80%AE%40org',
      runId: '42',
      ref: 'refs/heads/release%231',
      event: 'a%0A%3A%3Aerror%3A%3Ab',
    })
  })

  it.each([
    ['no object', [], 'it is not an object'],
    ['no version', { ...whole, schemaVersion: undefined }, 'the schema version undefined'],
    ['a version as text', { ...whole, schemaVersion: '1x' }, 'the schema version 1x'],
    ['no file', { ...whole, file: undefined }, 'file is not an object'],
    ['a negative count', { ...whole, file: { ...whole.file, rows: -1 } }, 'file has no rows that is a number'],
    ['a format of its own', { ...whole, file: { ...whole.file, format: 'xlsx' } }, 'file has no format that is one of'],
    ['no buckets', { ...whole, buckets: {} }, 'it has no buckets that is a list'],
    ['a verdict of its own', { ...whole, buckets: [{ ...whole.buckets[0], verdict: 'FINE' }] }, 'has no verdict'],
    ['no policy', { ...whole, buckets: [{ ...whole.buckets[0], policy: {} }] }, 'policy has no sha256'],
    ['no date', { ...whole, buckets: [{ ...whole.buckets[0], source: { asOf: 'never' } }] }, 'source has no asOf'],
    ['a prototype for a list', { ...whole, buckets: '__proto__' }, 'it has no buckets that is a list'],
  ])('with %s is not understood', (_what, value, why) => {
    expect(() => readSidecar(JSON.stringify(value))).toThrow(why)
  })
})
