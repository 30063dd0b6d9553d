// A pull request fails by what is new since the scan of the default branch, and by nothing else; the verdict stays whole.

import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { addFindings, compareIn, takeBaseline } from '../support/scenes/baseline.ts'

afterEach(closeScenarios)

const changes = ({ outputs }: { readonly outputs: ReadonlyMap<string, string> }) =>
  ['new-findings', 'resolved-findings', 'unchanged-findings'].map((name) => outputs.get(name))

it.each(['pull_request', 'pull_request_target', 'merge_group'])(
  'lets a %s pass whose findings are all known, and says that they do not count',
  async (event) => {
    const scenario = await openScenario()
    const folder = await takeBaseline(scenario)

    const run = await compareIn(scenario, folder, { event })

    expect(run.exitCode).toBe(0)
    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    expect(run.outputs.get('findings')).toBe('2')
    expect(changes(run)).toEqual(['0', '0', '2'])
    const words = 'no new finding since the baseline of 20 Nov 2026; 2 known ones are not counted here'
    expect(run.summary.replaceAll('&nbsp;', ' ')).toContain(words)
    expect(run.maskedLog.trim().split('\n').at(-1)).toContain(words)
    expect(run.report).toMatchObject({
      conclusion: { ok: true },
      baseline: { onlyNewCounts: true, new: 0, resolved: 0, unchanged: 2, buckets: [{ bucket: 'acme-data', new: 0 }] },
    })
  },
)

it('fails a pull request with one new finding, on it alone, and names it', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  await addFindings(scenario, ['new/=oops'])

  const run = await compareIn(scenario, folder)

  expect(run.exitCode).toBe(1)
  expect(changes(run)).toEqual(['1', '0', '2'])
  expect(run.summary).toContain(
    '1 new finding since the baseline of 20&nbsp;Nov&nbsp;2026; 2 known ones are not counted here',
  )
  expect(run.summary).toContain('`new/%3Doops`')
  expect(run.annotated).toContain('1 new finding since the baseline of 20 Nov 2026: new/%3Doops.')
  expect(run.report).toMatchObject({
    baseline: { buckets: [{ samples: [{ key: 'new/%3Doops', encryption: 'NOT-SSE' }] }] },
  })
})

it('shows no key where keys are not shown', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  await addFindings(scenario, ['secret-name'])

  const run = await compareIn(scenario, folder, { inputs: { 'list-keys': 'false' } })

  expect(changes(run)).toEqual(['1', '0', '2'])
  for (const text of [run.summary, run.annotated, run.maskedLog, JSON.stringify(run.report)])
    expect(text).not.toContain('secret-name')
})

it('counts new findings against max-findings', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  await addFindings(scenario, ['new/1', 'new/2'])

  const within = await compareIn(scenario, folder, { inputs: { 'max-findings': '2' } })
  const beyond = await compareIn(scenario, folder, { inputs: { 'max-findings': '1' } })

  expect([within.exitCode, beyond.exitCode]).toEqual([0, 1])
  expect(within.outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('tells the changes on other events, where all findings count', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  await addFindings(scenario, ['new/1'])

  const run = await compareIn(scenario, folder, { event: 'schedule', inputs: { 'findings-file': 'next.ndjson' } })

  expect(run.exitCode).toBe(1)
  expect(changes(run)).toEqual(['1', '0', '2'])
  expect(run.outputs.get('findings-file')).toBe('next.ndjson')
  expect(run.summary).toContain('1 new finding since the baseline of 20&nbsp;Nov&nbsp;2026, 2 unchanged, 0 resolved')
})

it('knows what is resolved when nothing is left', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  await scenario.run(scenario.remediation)
  await addFindings(scenario, [])

  const run = await compareIn(scenario, folder)

  expect(run.outputs.get('verdict')).toBe('COMPLIANT')
  expect(changes(run)).toEqual(['0', '2', '0'])
})

it('leaves the outputs empty without a baseline', async () => {
  const scenario = await openScenario()
  expect(changes(await scenario.run())).toEqual(['', '', ''])
})
