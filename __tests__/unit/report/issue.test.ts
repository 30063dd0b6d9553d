// The one issue: whose it is, what a run does to it, and which changes are worth a comment.

import { describe, expect, it } from '@jest/globals'
import { decideIssueAction, type ExistingIssue, renderIssue } from '../../../src/report/issue.ts'
import { type IssueState, parseState, renderComment, renderStateLine } from '../../../src/report/issue-state.ts'
import type { RunResult } from '../../../src/report/result.ts'
import { buildBlindBucket, buildBucket, buildJob, buildReport, buildRun, buildScan } from '../../support/results.ts'

const LOGIN = 'github-actions[bot]'
const OPTIONS = { title: 'S3 objects are not encrypted as required' }
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
      renderIssue(buildRun(names.map((name) => buildBucket(name, buildScan(1)))), OPTIONS).marker
    expect(marker('a', 'b')).toBe(marker('b', 'a', 'b'))
    expect(marker('a')).not.toBe(marker('b'))
    const { context } = clean
    expect(renderIssue({ ...clean, context: { ...context, repository: 'acme/other' } }, OPTIONS).marker).not.toBe(
      marker('a'),
    )
    expect(renderIssue(clean, OPTIONS).body.startsWith(marker('a'))).toBe(true)
  })

  it('has a title of one line and bounded length', () => {
    const { title } = renderIssue(clean, { title: `  Über\r\n\u2028\u202eS3${'x'.repeat(500)}` })
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
    const { marker } = renderIssue(dirty(), OPTIONS)
    expect(decide([asIssue(dirty(), { body: marker })], clean).comment).toContain('**Fixed:**')
  })

  it('stay away where the state was lost and the issue stays open', () => {
    const { marker } = renderIssue(dirty(), OPTIONS)
    expect(decide([asIssue(dirty(), { body: marker })], dirty())).toMatchObject({
      action: 'update',
      comment: undefined,
    })
  })
})
