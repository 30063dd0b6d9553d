// The one issue: whose it is, what a run does to it, and which changes are worth a comment.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { decideIssueAction, MAX_ISSUE_BYTES, renderIssue } from '../../../src/report/issue.ts'
import {
  findNewerState,
  type IssueState,
  parseState,
  renderComment,
  renderStateLine,
  STATE_SCHEMA_VERSION,
} from '../../../src/report/issue-state.ts'
import type { ExistingIssue } from '../../../src/report/own-issues.ts'
import type { BucketResult, RunResult } from '../../../src/result/run-result.ts'
import { ANY_KEY } from '../../../src/words/key-rule.ts'
import { buildBlindBucket, buildBucket, buildJob, buildReport, buildRun, buildScan } from '../../support/results.ts'

const LOGIN = 'github-actions[bot]'
const OPTIONS = { title: 'S3 objects are not encrypted as required', id: '', step: 'scan.yml/scan/1' }
const dirty = (findings = 5) => buildRun([buildBucket('a', buildScan(findings))], { mode: 'none' })
const clean = buildRun([buildBucket('a', buildScan(0))])
const blind = buildRun([buildBlindBucket('a', 'STALE', 'old')])
const remediated = buildRun([buildBucket('a', buildScan(5), { jobs: [buildJob(5)] })], { mode: 'run' })

function asIssue(result: RunResult, changes: Partial<ExistingIssue> = {}): ExistingIssue {
  const { title, body } = renderIssue(result, OPTIONS)
  return {
    number: 7,
    url: 'https://github.com/acme/platform/issues/7',
    isOpen: true,
    isNotPlanned: false,
    title,
    body,
    author: LOGIN,
    isPullRequest: false,
    ...changes,
  }
}
const decide = (existing: ExistingIssue[], result: RunResult) =>
  decideIssueAction(existing, renderIssue(result, OPTIONS), result, LOGIN)

describe('the text', () => {
  it('is the same for the same facts, whichever run tells them and however old the report is by then', () => {
    const later = dirty()
    const [bucket] = later.buckets
    if (bucket === undefined) throw new Error('there is a bucket')
    const again = {
      ...later,
      context: {
        ...later.context,
        runId: '9',
        runUrl: 'https://github.com/acme/platform/actions/runs/9',
        finishedAt: new Date('2026-11-22T00:00:00Z'),
      },
      buckets: [{ ...bucket, report: buildReport('a', { ageMs: 86_400_000 }) }],
    }
    expect(renderIssue(again, OPTIONS).fingerprint).toBe(renderIssue(later, OPTIONS).fingerprint)
    expect(renderIssue(dirty(6), OPTIONS).fingerprint).not.toBe(renderIssue(later, OPTIONS).fingerprint)
  })

  it('is marked by repository and buckets, in any order', () => {
    const marker = (...names: string[]) =>
      renderIssue(buildRun(names.map((name) => buildBucket(name, buildScan(1)))), OPTIONS).scope.marker
    expect(marker('a', 'b')).toBe(marker('b', 'a', 'b'))
    expect(marker('a')).not.toBe(marker('b'))
    const { context } = clean
    expect(renderIssue({ ...clean, context: { ...context, repository: 'acme/other' } }, OPTIONS).scope.marker).not.toBe(
      marker('a'),
    )
    expect(renderIssue(clean, OPTIONS).body.startsWith(marker('a'))).toBe(true)
  })

  it('has a title of one line and bounded length', () => {
    const { title } = renderIssue(clean, { ...OPTIONS, title: `  Über\r\n\u2028\u202eS3${'x'.repeat(500)}` })
    expect(title.slice(0, 8)).toBe('Über S3x')
    expect(title).toHaveLength(200)
  })
})

describe('the state', () => {
  it('survives the body', () => {
    const { body, state } = renderIssue(remediated, OPTIONS)
    expect(parseState(body)).toEqual(state)
    expect(state).toMatchObject({
      verdict: 'NON_COMPLIANT',
      findings: 5,
      remediation: 'COMPLETE',
      endedJobs: 1,
      tasksSucceeded: 5,
    })
  })

  it.each([
    '',
    '<!-- s3-encryption-compliance:state=%7B%7D -->',
    '<!-- s3-encryption-compliance:state=%7B -->',
    '<!-- s3-encryption-compliance:state=%ZZ -->',
    '<!-- s3-encryption-compliance:state=null -->',
    '<!-- s3-encryption-compliance:state={"verdict":"COMPLIANT"} -->',
  ])('is unknown when a person broke it: %s', (body) => {
    expect(parseState(body)).toBeUndefined()
  })

  it('cannot end its comment early', () => {
    const state: IssueState = { ...renderIssue(dirty(), OPTIONS).state, reason: '--> <img src=x>' }
    expect(renderStateLine(state)).toMatch(/^<!-- s3-encryption-compliance:state=[A-Za-z0-9._/%-]+ -->$/)
    expect(parseState(renderStateLine(state))).toEqual(state)
  })
})

describe('the state of another version', () => {
  const older = asIssue(dirty(), { body: readFileSync(new URL('older/issue-state-0.md', import.meta.url), 'utf8') })
  const newer = (changes: object = {}) => {
    const { state, scope } = renderIssue(dirty(), OPTIONS)
    const line = renderStateLine({ ...state, schemaVersion: STATE_SCHEMA_VERSION + 1, ...changes })
    return asIssue(dirty(), { body: `${scope.marker}\n${line}` })
  }

  it('carries its version', () => {
    expect(renderIssue(dirty(), OPTIONS).state.schemaVersion).toBe(STATE_SCHEMA_VERSION)
  })

  it('is read where it is older', () => {
    expect(parseState(older.body)).toMatchObject({ schemaVersion: 0, verdict: 'NON_COMPLIANT', findings: 5 })
    expect(decide([older], dirty(7))).toMatchObject({ action: 'update', issue: { number: 7 } })
    expect(decide([older], dirty(7)).comment).toContain('**Worse:** 2 more findings (5 → 7).')
  })

  it('is brought up to date where nothing else changed, without a comment', () => {
    expect(decide([older], dirty())).toMatchObject({ action: 'update', comment: undefined })
  })

  it.each([
    ['findings', dirty(9)],
    ['none', clean],
  ] as const)('is left alone where it is newer: %s', (_, result) => {
    expect(decide([newer()], result)).toMatchObject({
      action: 'none',
      issue: { number: 7 },
      duplicates: [],
      comment: undefined,
      isRefused: true,
      note: expect.stringContaining(`newer version of this action (state ${STATE_SCHEMA_VERSION + 1}`),
    })
    expect(decide([newer({ findings: 'many', details: [] })], result)).toMatchObject({ isRefused: true })
  })

  it.each([-1, 0.5, '1', null])('is unknown where the version is %p', (schemaVersion) => {
    const { body } = newer({ schemaVersion })
    expect(parseState(body)).toBeUndefined()
    expect(findNewerState(body)).toBeUndefined()
  })

  it.each([
    undefined,
    null,
    'x',
    { entries: 1, step: '', byStatus: [], newest: 0 },
    { entries: '', step: '', byStatus: ['1'], newest: 0 },
    { entries: '', step: '', byStatus: [], newest: 0.5 },
  ])('is unknown where a person broke the details: %j', (details) => {
    expect(parseState(newer({ schemaVersion: STATE_SCHEMA_VERSION, details }).body)).toBeUndefined()
  })
})

describe('the scope', () => {
  const watch = (names: readonly string[], changes: Partial<BucketResult> = {}, findings = 5) =>
    buildRun(names.map((name) => buildBucket(name, buildScan(findings), changes)))
  const markerOf = (result: RunResult, owner: object = {}) => renderIssue(result, { ...OPTIONS, ...owner }).scope.marker
  const filtered = (include: string[], exclude: string[] = []) => ({ scope: { include, exclude } })
  const decideFor = (existing: ExistingIssue[], result: RunResult, owner: object = {}) =>
    decideIssueAction(existing, renderIssue(result, { ...OPTIONS, ...owner }), result, LOGIN)
  const issueOf = (result: RunResult, owner: object = {}, changes: Partial<ExistingIssue> = {}) =>
    asIssue(result, { body: renderIssue(result, { ...OPTIONS, ...owner }).body, ...changes })
  const policy = { acceptedEncryption: ['SSE-S3', 'SSE-KMS'], keyRule: ANY_KEY, maxFindings: 0 } as const

  it('is the buckets, the filters and the policy, in any order', () => {
    const plain = markerOf(watch(['a'], { policy, ...filtered(['x/**', 'y/**']) }))
    expect(markerOf(watch(['a'], { policy, ...filtered(['y/**', 'x/**']) }))).toBe(plain)
    for (const changes of [
      filtered(['x/**']),
      filtered(['x/**', 'y/**'], ['z']),
      filtered([], ['x/**', 'y/**']),
      { ...filtered(['x/**', 'y/**']), policy: { ...policy, maxFindings: 1 } },
      { ...filtered(['x/**', 'y/**']), policy: { ...policy, acceptedEncryption: ['SSE-S3'] as const } },
      { ...filtered(['x/**', 'y/**']), policy: { ...policy, keyRule: { ...ANY_KEY, bucketKey: true } } },
      { ...filtered(['x/**', 'y/**']), policy: { ...policy, keyRule: { ...ANY_KEY, kmsKeyArn: 'arn' } } },
    ]) {
      expect(markerOf(watch(['a'], { policy, ...changes }))).not.toBe(plain)
    }
  })

  it('is the issue-id where there is one, whatever is watched', () => {
    const named = markerOf(watch(['a']), { id: 'prod' })
    expect(markerOf(watch(['b', 'c'], filtered(['x'])), { id: 'prod' })).toBe(named)
    expect(markerOf(watch(['a']), { id: 'test' })).not.toBe(named)
    expect(named).not.toBe(markerOf(watch(['a'])))
  })

  it.each([
    ['grew', ['a'], ['a', 'b'], '🪣 **2 buckets watched now,** 1 before.'],
    ['shrank', ['a', 'b', 'c'], ['b'], '🪣 **1 bucket watched now,** 3 before.'],
  ])('takes over the issue of a list that %s', (_, before, after, words) => {
    const decision = decideFor([issueOf(watch(before))], watch(after))
    expect(decision).toMatchObject({ action: 'update', issue: { number: 7 } })
    expect(decision.comment).toContain(words)
  })

  it.each([
    ['another step', watch(['a']), { step: 'other.yml/scan/1' }],
    ['other filters', watch(['a'], filtered(['x/**'])), {}],
    ['a list that lost one and won one', watch(['a', 'c']), {}],
    ['no bucket in common', watch(['c']), {}],
    ['an issue-id', watch(['a']), { id: 'prod' }],
  ])('takes over none of %s', (_, other, owner) => {
    expect(decideFor([issueOf(other, owner)], watch(['a', 'b'])).action).toBe('open')
  })

  it('prefers its own issue to one it could take over, and closes no other as a duplicate', () => {
    const existing = [
      issueOf(watch(['a']), {}, { number: 3 }),
      issueOf(watch(['a', 'b']), {}, { number: 5 }),
      issueOf(watch(['a', 'b']), {}, { number: 6 }),
    ]
    const own = decideFor(existing, watch(['a', 'b'], {}, 9))
    expect(own).toMatchObject({ issue: { number: 5 }, duplicates: [{ number: 6 }] })
    const two = [issueOf(watch(['a']), {}, { number: 3 }), issueOf(watch(['b']), {}, { number: 4 })]
    expect(decideFor(two, watch(['a', 'b']))).toMatchObject({ issue: { number: 3 }, duplicates: [] })
  })

  it('takes over its own issue from before it had an issue-id', () => {
    const before = issueOf(watch(['a']))
    expect(decideFor([before], watch(['a']), { id: 'prod' })).toMatchObject({ action: 'update', issue: { number: 7 } })
    expect(decideFor([before], watch(['b']), { id: 'prod' }).action).toBe('open')
  })

  it('takes over an issue from when names were the whole scope, once', () => {
    const old = asIssue(dirty(), { body: readFileSync(new URL('older/issue-state-0.md', import.meta.url), 'utf8') })
    expect(decideFor([old], watch(['a'], filtered(['x/**'])))).toMatchObject({ action: 'update', issue: { number: 7 } })
    expect(decideFor([old], watch(['a', 'b'])).action).toBe('open')
    expect(decideFor([{ ...old, author: 'mallory' }], watch(['a'])).action).toBe('open')
    const taken = issueOf(watch(['a'], filtered(['x/**'])))
    expect(decideFor([taken], watch(['a'], filtered(['y/**']))).action).toBe('open')
    expect(decideFor([old], clean).comment).toMatch(/\*\*Fixed:\*\*[\s\S]*opens an issue of its own/)
    expect(decideFor([issueOf(dirty())], clean).comment).not.toContain('of its own')
  })

  it('of a fleet of 1,000 buckets is remembered whole, within GitHub’s limit', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `bucket-${index}`)
    const result = watch(names, {}, 1)
    const { body } = renderIssue(result, OPTIONS)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_ISSUE_BYTES)
    expect(decideFor([issueOf(watch(names.slice(1), {}, 1))], result)).toMatchObject({ issue: { number: 7 } })
  })
})

describe('an issue closed as not planned', () => {
  const closed = (result = dirty()) => asIssue(result, { isOpen: false, isNotPlanned: true })
  const scanOf = (findings: number, newest: number | undefined, scan = buildScan(findings)) => ({
    ...scan,
    groups: scan.groups.map((group) => ({ ...group, newestLastModified: newest })),
  })
  const found = (findings: number, newest: number | undefined) => buildRun([buildBucket('a', scanOf(findings, newest))])

  it.each([
    ['the same findings', found(5, 100), found(5, 100), 'none'],
    ['fewer findings', found(5, 100), found(4, 90), 'none'],
    ['findings without a time', found(5, 100), found(5, undefined), 'none'],
    ['more findings', found(5, 100), found(6, 100), 'reopen'],
    ['as many, one of them written since', found(5, 100), found(5, 101), 'reopen'],
  ] as const)('is respected until something new breaks: %s', (_, before, now, action) => {
    const decision = decide([closed(before)], now)
    expect(decision).toMatchObject({ action, issue: { number: 7 } })
    const note = 'Issue #7 was closed as not planned. It stays closed until something new breaks.'
    expect(decision.note).toBe(action === 'none' ? note : undefined)
  })

  it('is respected where its state was lost', () => {
    expect(decide([{ ...closed(), body: renderIssue(dirty(), OPTIONS).scope.marker }], dirty(9)).action).toBe('none')
  })

  it('of an older state goes by the number alone', () => {
    const body = readFileSync(new URL('older/issue-state-0.md', import.meta.url), 'utf8')
    expect(decide([{ ...closed(), body }], dirty(5)).action).toBe('none')
    expect(decide([{ ...closed(), body }], dirty(6)).action).toBe('reopen')
  })

  it('remembers in silence that all was fixed: what breaks then is new', () => {
    expect(decide([closed()], clean)).toMatchObject({ action: 'update', comment: undefined })
    expect(decide([closed(clean)], clean).action).toBe('none')
    expect(decide([closed(clean)], dirty(1)).action).toBe('reopen')
  })

  it('is not opened for what was encrypted at once, nor without an answer', () => {
    expect(decide([closed(clean)], remediated)).toMatchObject({ action: 'none' })
    expect(decide([closed(clean)], blind).action).toBe('none')
  })

  it('leaves one alone that was closed as completed: findings are back', () => {
    expect(decide([{ ...closed(), isNotPlanned: false }], dirty()).action).toBe('reopen')
  })
})

describe('what a run does', () => {
  it.each([
    ['opens one for findings', [], dirty(), 'open'],
    ['opens none for a compliant bucket', [], clean, 'none'],
    ['opens none without an answer: the step fails by itself', [], blind, 'none'],
    ['opens none for what it has just encrypted', [], remediated, 'none'],
    ['leaves it alone when nothing changed', [asIssue(dirty())], dirty(), 'none'],
    ['updates it when numbers changed', [asIssue(dirty())], dirty(6), 'update'],
    ['updates it when the title changed', [asIssue(dirty(), { title: 'old' })], dirty(), 'update'],
    ['updates it when there is no answer any more', [asIssue(dirty())], blind, 'update'],
    ['keeps it open until a report confirms the remediation', [asIssue(dirty())], remediated, 'update'],
    ['closes it when compliant', [asIssue(dirty())], clean, 'close'],
    ['leaves a closed one closed when compliant', [asIssue(clean, { isOpen: false })], clean, 'none'],
    ['leaves a closed one closed without an answer', [asIssue(clean, { isOpen: false })], blind, 'none'],
    ['reopens the same one when findings are back', [asIssue(clean, { isOpen: false })], dirty(), 'reopen'],
  ] as const)('%s', (_, existing, result, action) => {
    expect(decide([...existing], result).action).toBe(action)
  })

  it.each([
    ['a stranger with our marker', { author: 'mallory' }],
    ['a stranger whose name looks like ours', { author: 'github-actions' }],
    ['a pull request', { isPullRequest: true }],
    ['another scope', { body: renderIssue(buildRun([buildBucket('b', buildScan(1))]), OPTIONS).body }],
  ])('never adopts %s', (_, changes) => {
    expect(decide([asIssue(dirty(), changes)], dirty(6))).toMatchObject({
      action: 'open',
      issue: undefined,
      duplicates: [],
    })
  })

  it('keeps the lowest open number and closes only our own other ones', () => {
    const existing = [
      asIssue(dirty(), { number: 12 }),
      asIssue(dirty(), { number: 9 }),
      asIssue(dirty(), { number: 4, isOpen: false }),
      asIssue(dirty(), { number: 3, author: 'mallory' }),
    ]
    const { issue, duplicates } = decide(existing, dirty(6))
    expect(issue?.number).toBe(9)
    expect(duplicates.map(({ number }) => number)).toEqual([12])
  })
})

describe('comments', () => {
  const state = (result: RunResult) => renderIssue(result, OPTIONS).state
  const running = buildRun([buildBucket('a', buildScan(5), { jobs: [buildJob(5, { state: 'pending' })] })], {
    mode: 'run',
  })
  it.each([
    ['nothing new', dirty(), dirty(), undefined],
    ['worse', dirty(5), dirty(12), '**Worse:** 7 more findings (5 → 12).'],
    ['better', dirty(1200), dirty(200), '**Better:** 1,000 findings fewer (1,200 → 200).'],
    ['fixed', dirty(), clean, '**Fixed:** the newest inventory report shows no finding.'],
    ['back', clean, dirty(), '**Back:** 5 findings'],
    ['no answer', dirty(), blind, '**No answer any more:** `STALE`'],
    ['still no answer', blind, blind, undefined],
    ['another reason', blind, buildRun([buildBlindBucket('a', 'ACCESS_DENIED', 'no')]), '`ACCESS_DENIED`'],
    [
      'an answer again',
      buildRun([buildBlindBucket('a', 'STALE', 'old'), buildBucket('b', buildScan(5))]),
      dirty(),
      '**An answer again:** 5 findings.',
    ],
    ['a job started', dirty(), running, undefined],
    ['a job ended', running, remediated, '**1 job ended:** 5 tasks succeeded, 0 failed.'],
    ['the same job, told again', remediated, remediated, undefined],
  ] as const)('%s', (_, previous, next, words) => {
    const comment = renderComment(state(previous), state(next), 'https://github.com/acme/platform/actions/runs/1')
    if (words === undefined) expect(comment).toBeUndefined()
    else expect(comment).toContain(words)
  })

  it('always say why an issue is closed or reopened, also after a person changed it', () => {
    expect(decide([asIssue(clean)], clean).comment).toContain('**Fixed:**')
    expect(decide([asIssue(dirty(), { isOpen: false })], dirty()).comment).toContain('**Back:**')
    const { marker } = renderIssue(dirty(), OPTIONS).scope
    expect(decide([asIssue(dirty(), { body: marker })], clean).comment).toContain('**Fixed:**')
  })

  it('stay away where the state was lost and the issue stays open', () => {
    const { marker } = renderIssue(dirty(), OPTIONS).scope
    expect(decide([asIssue(dirty(), { body: marker })], dirty())).toMatchObject({
      action: 'update',
      comment: undefined,
    })
  })
})
