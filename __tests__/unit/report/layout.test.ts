// What was ugly on a page, and must not come back: torn names and dates, columns without news, numbers said twice.

import { describe, expect, it } from '@jest/globals'
import { buildFleetRun } from '../../../proofs/browser/fleet-run.ts'
import type { PostureLine } from '../../../src/posture/posture.ts'
import { renderBaseline } from '../../../src/report/baseline-section.ts'
import { renderBucketTable } from '../../../src/report/bucket-table.ts'
import { renderChecklist } from '../../../src/report/checklist.ts'
import { renderPage } from '../../../src/report/html/page.ts'
import { describeConclusion } from '../../../src/report/log-conclusion.ts'
import { md } from '../../../src/report/markdown.ts'
import { listNextSteps } from '../../../src/report/overview.ts'
import { renderPrefixes } from '../../../src/report/prefix-section.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import type { BucketResult, RunResult } from '../../../src/result/run-result.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'
import { buildBlindBucket, buildBucket, buildJob, buildPlan, buildRun, buildScan } from '../../support/results.ts'

const linesOf = (result: RunResult) => {
  const { title, lines } = describeConclusion(result)
  return [title, ...lines]
}
const withJobs = (bucket: string, findings: number, jobs: BucketResult['jobs']) =>
  buildBucket(bucket, buildScan(findings), { jobs, plan: buildPlan(bucket, buildScan(findings)) })
const cellsOf = (markdown: string, row: number) => markdown.split('\n')[row + 2]?.split(' | ') ?? []

describe('the row of a bucket', () => {
  const table = (jobs: BucketResult['jobs']) =>
    renderBucketTable(buildRun([withJobs('a', 9, jobs)], { mode: 'run' }), 10).markdown
  const failed = { succeeded: 8, failed: 1, notAttempted: 0, failures: [] }

  it('has the verdict below the name, and an amount with what it is of', () => {
    const [name, findings, , report] = cellsOf(table([]), 0)
    expect(name).toMatch(/^\| \[`a`\]\(<[^>]+>\)<br>❌&nbsp;`NON_COMPLIANT`$/)
    expect(findings).toBe('**9**&nbsp;of&nbsp;2,000,009')
    expect(report).toMatch(/^\[21&nbsp;Nov&nbsp;2026\]\(<[^>]+>\)<br>7&nbsp;h 12&nbsp;min&nbsp;old$/)
  })

  it('speaks of failures only if there are any, and keeps links to jobs on one line', () => {
    const [, , , , complete] = cellsOf(table([buildJob(9)]), 0)
    expect(complete).toMatch(/^✅&nbsp;complete<br>9&nbsp;succeeded<br>\[job\]\(<[^>]+>\) \|$/)
    const jobs = [buildJob(4, { reconciliation: failed }), ...Array.from({ length: 5 }, () => buildJob(1))]
    const [, , , , incomplete = ''] = cellsOf(table(jobs), 0)
    expect(incomplete).toContain('<br>**1&nbsp;failed**<br>')
    expect(incomplete.replaceAll(/\(<[^>]+>\)/g, '')).toMatch(
      /<br>\[job&nbsp;1\],&nbsp;\[2\],&nbsp;\[3\],&nbsp;\[4\],&nbsp;2&nbsp;more \|$/,
    )
  })

  it('is no longer red once every finding is encrypted, in summary, issue and page', () => {
    const run = buildRun([withJobs('a', 9, [buildJob(9)])], { mode: 'run' })
    expect(cellsOf(renderBucketTable(run, 10).markdown, 0)[0]).toContain('🔒&nbsp;`NON_COMPLIANT` in the report')
    expect(renderChecklist(run, 10).markdown).toMatch(/^- \[x\] .* 🔒&nbsp;`NON_COMPLIANT` in the report: 9 of/)
    const page = renderPage(run, 'r.html')
    expect(page).toContain('<span class="dim">NON_COMPLIANT</span>')
    expect(page).toContain('<dt>Left</dt><dd class="good">0</dd>')
    expect(page).toContain('>Objects by encryption, in the report</h2>')
  })
})

it('keeps a day together, outside code', () => {
  expect(md`${'since the baseline of 9 Nov 2026'} ${'`1 Nov 2026`'}`.markdown).toBe(
    'since the baseline of 9&nbsp;Nov&nbsp;2026 `1 Nov 2026`',
  )
})

it('cuts long prefixes so that their table fits', () => {
  const topPrefixes = [{ prefix: 'x'.repeat(300), tally: { objects: 5, bytes: 1n } }]
  const [cell = ''] = cellsOf(
    renderPrefixes([buildBucket('a', { ...buildScan(5), topPrefixes }), buildBucket('b', buildScan(0))], true).markdown,
    0,
  )
  expect(cell).toMatch(/^\| `a`<br>`x{48}…[0-9a-f]{8}`$/)
})

it('writes a colon before the new keys of a bucket', () => {
  const changes = { new: 1, unchanged: 0, resolved: 0 }
  const samples = [{ key: 'k' as EncodedKey, encryption: 'SSE-C' as const }]
  const baseline: RunResult['baseline'] = {
    from: 'findings.csv',
    asOf: new Date('2026-11-20T00:00:00Z'),
    run: { repository: 'a/b', runId: '1' },
    changes,
    buckets: new Map([['acme', { bucket: 'acme', ...changes, samples }]]),
    signals: [],
    notes: [],
    isGate: true,
  } as never
  expect(renderBaseline({ baseline, listKeys: true }).markdown).toContain('New in `acme`: `k` (SSE-C)')
})

it('says of an empty findings file that it has no finding', () => {
  const findingsFile = { path: 'f.csv', rows: 0, bytes: 61, sha256: 'a'.repeat(64) }
  const summary = renderSummary({ ...buildRun([buildBucket('a', buildScan(0))]), findingsFile })
  expect(summary).toContain('No finding, so only the header is in `f.csv` (61&nbsp;B)')
})

it('warns of a findings file where keys are not shown, and only there: it names every key', () => {
  const findingsFile = { path: 'f.csv', rows: 7, bytes: 610, sha256: 'a'.repeat(64) }
  const renderWith = (listKeys: boolean, rows = 7) =>
    renderSummary({ ...buildRun([buildBucket('a', buildScan(7))]), listKeys, findingsFile: { ...findingsFile, rows } })
  const warning = 'It names every key, which this summary does not'
  expect(renderWith(false)).toContain(warning)
  for (const summary of [renderWith(true), renderWith(false, 0)]) expect(summary).not.toContain(warning)
})

describe('what to do next', () => {
  it('is never nothing where nothing is known', () => {
    expect(listNextSteps(buildRun([]))).toEqual(['Read the log: it says what was not looked at.'])
    expect(listNextSteps(buildRun([buildBucket('a', buildScan(0))]))).toEqual(['Nothing.'])
  })

  it('names accounts that could not be listed', () => {
    const problem = { code: 'ACCESS_DENIED', message: 'No.', hint: 'Allow it.' }
    const accounts = [{ account: '111122223333', lines: ['*'], leftOut: [], problem }] as never
    expect(listNextSteps(buildRun([], { accounts }))).toEqual([
      md`Account \`111122223333\`, \`ACCESS_DENIED\`: No. **Allow it.**`,
    ])
  })
})

describe('the page', () => {
  const headsOf = (page: string) =>
    [...page.matchAll(/aria-label="table of buckets"[\s\S]*?<\/thead>/g)].flatMap(([head]) =>
      [...head.matchAll(/<button type="button">([^<]+)</g)].map(([, name]) => name),
    )
  const ALWAYS = ['Bucket', 'Verdict', 'Objects', 'Findings', 'Size', 'As of']
  const blind = buildBlindBucket('b', 'STALE', 'The newest report is old.')

  it('has no column that would say nothing', () => {
    const two = [buildBucket('a', buildScan(1)), buildBucket('c', buildScan(2))]
    expect(headsOf(renderPage(buildRun(two), 'r.html'))).toEqual(ALWAYS)
    expect(headsOf(renderPage(buildRun(two, { mode: 'plan' }), 'r.html'))).toEqual([...ALWAYS, 'Remediation'])
    const page = renderPage(buildRun([...two, blind]), 'r.html')
    expect(headsOf(page)).toEqual([...ALWAYS, 'What was found'])
    expect(page).toContain('<div class="told">The newest report is old.</div>')
    expect(page).not.toContain('<div class="told">1 finding.</div>')
  })

  it('never shows a number of findings as good where something was not read', () => {
    const cardOf = (buckets: readonly BucketResult[]) =>
      /<dt>Findings<\/dt><dd class="(\w*)">([^<]*)</.exec(renderPage(buildRun(buckets), 'r.html'))?.slice(1)
    const good = buildBucket('a', buildScan(0))
    expect(cardOf([blind])).toEqual(['', '–'])
    expect(cardOf([good, blind])).toEqual(['', '0'])
    expect(cardOf([good])).toEqual(['good', '0'])
    expect(cardOf([good, buildBucket('c', buildScan(2))])).toEqual(['bad', '2'])
  })

  it('has axes at its trend: the most, zero, the first and the last day', () => {
    const page = renderPage(buildFleetRun(3), 'r.html')
    expect(page).toContain('<div class="axis up"><span>900,000</span><span>0</span></div>')
    expect(page).toContain('<span>22 Oct 2026</span><span>Findings in each report</span><span>20 Nov 2026</span>')
  })

  it('shows the posture: what is not fine first, then what is unknown, as one row for one refusal', () => {
    const lines: PostureLine[] = [
      { check: 'bucket-key', status: 'unknown', found: 'Refused.', fix: { say: 'Allow it.' } },
      { check: 'object-lock', status: 'unknown', found: 'Refused.', fix: { say: 'Allow it.' } },
      { check: 'versioning', status: 'wrong', found: 'Off <b>.', fix: { say: 'Switch it on.', paste: 'aws s3api' } },
      { check: 'plain-http-denied', status: 'fine', found: 'Denied.' },
    ]
    const posture = { lines, required: ['versioning' as const] }
    const buckets = ['a', 'b'].map((name) => buildBucket(name, buildScan(0), { posture }))
    const page = renderPage(buildRun(buckets), 'r.html')
    expect(page).toContain('2 of 8 checks in 2 buckets fine, 2 not, 4 unknown.')
    const [, body = ''] = /table of posture"[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(page) ?? []
    const rows = body.trim().split('\n')
    expect(rows).toHaveLength(2)
    expect(rows[0]).toContain(
      '<code>versioning</code></span></td><td class=""><span class="status bad">not fine, required</span>',
    )
    expect(rows[0]).toContain('Off <code>&#60;b&#62;</code>.')
    expect(rows[1]).toContain('<code>bucket-key</code>, <code>object-lock</code>')
    expect(rows[1]).toContain('<code>a</code>, <code>b</code>')
    expect(renderPage(buildRun([buildBucket('a', buildScan(0))]), 'r.html')).not.toContain('Posture')
  })
})

describe('the last lines of the log', () => {
  it('say of each bucket what was done', () => {
    const run = buildRun([withJobs('a', 9, [buildJob(9)]), buildBucket('b', buildScan(2))], { mode: 'run' })
    expect(linesOf(run)).toContain('a: NON_COMPLIANT. 9 findings. 9 encrypted, none left.')
    expect(linesOf(run)).toContain('b: NON_COMPLIANT. 2 findings.')
    expect(linesOf(run)).toContain('After the remediation: 9 encrypted, 2 left: not acted on.')
  })

  it('name the plan, its size and its price', () => {
    const buckets = ['a', 'b'].map((name) => buildBucket(name, buildScan(3), { plan: buildPlan(name, buildScan(3)) }))
    const run = buildRun(buckets, { mode: 'plan', planId: '2026-11-21T06-00-00Z-00' } as never)
    expect(linesOf(run)).toContain('Planned: 6 objects, 2 jobs, about 0.52 USD; plan-id 2026-11-21T06-00-00Z-00')
  })

  it('say once what is to be said of several buckets, and once what helps', () => {
    const blind = ['a', 'b', 'c'].map((name) =>
      buildBlindBucket(name, 'STALE', `The report of ${name} is old.`, 'Wait.'),
    )
    expect(linesOf(buildRun(blind))).toEqual([
      'INSUFFICIENT_DATA (STALE): no answer for 3 of 3 buckets',
      'a and 2 more buckets: STALE. The report of a is old.',
      'What to do: Wait.',
      'The step fails: whether the objects are compliant could not be proven (STALE).',
    ])
  })

  it('stand apart from a list of wrong inputs, in the summary', () => {
    const errors = [{ code: 'INVALID_INPUT', message: '2 inputs are wrong:\n– a\n– b', hint: 'Correct them.' }]
    const summary = renderSummary({ ...buildRun([], { errors }), acceptedEncryption: [] })
    expect(summary).toMatch(/^## ⚠️ Insufficient data: no bucket was looked at \(`INVALID_INPUT`\)\n/)
    expect(summary).toContain('- `INVALID_INPUT` 2 inputs are wrong:<br>– a<br>– b<br>**Correct them.**\n')
    expect(summary).toContain('<sub>No policy was read · took')
  })

  it('say what helps against a wrong input, not the input again', () => {
    const errors = [{ code: 'INVALID_INPUT', message: 'max-cost is "x".', hint: 'Set a number.' }]
    const [title, ...lines] = linesOf(buildRun([], { errors }))
    expect(title).toMatch(/: no bucket was looked at$/)
    expect(lines).toEqual(['INVALID_INPUT: max-cost is "x".', 'What to do: Set a number.', expect.anything()])
  })

  it('have the issue with its address', () => {
    const issue = { number: 7, url: 'https://github.com/a/b/issues/7', action: 'updated' as const }
    expect(linesOf({ ...buildRun([buildBucket('a', buildScan(1))]), issue })).toContain(
      'Issue #7: updated. https://github.com/a/b/issues/7',
    )
  })
})
