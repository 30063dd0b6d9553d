// What is no baseline of this run is refused, and never counts as an empty one: a pull request fails, other runs go on.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import {
  closeScenarios,
  DAY_MS,
  expectNoAnswer,
  expectWrongInputs,
  openScenario,
  passNight,
} from '../support/scenario.ts'
import { compareIn, eventOf, takeBaseline } from '../support/scenes/baseline.ts'

afterEach(closeScenarios)

type Description = {
  schemaVersion: number
  file: { rows: number; bytes: number; sha256: string }
  run: Record<string, string>
  buckets: { bucket: string; verdict: string; policy: { sha256: string } }[]
}

function change(folder: string, edit: (description: Description) => void): void {
  const path = join(folder, 'baseline.csv.json')
  const description = JSON.parse(readFileSync(path, 'utf8')) as Description
  edit(description)
  writeFileSync(path, JSON.stringify(description))
}

/** Changes the file, and its description with it: what is wrong with it then shows in the lines alone. */
function forge(folder: string, edit: (lines: string) => string): void {
  const path = join(folder, 'baseline.csv')
  const text = edit(readFileSync(path, 'latin1'))
  writeFileSync(path, text)
  change(folder, ({ file }) => {
    file.bytes = text.length
    file.rows = text.split('\n').length - 2
    file.sha256 = createHash('sha256').update(text).digest('hex')
  })
}

const first = ({ buckets }: Description) => {
  const [bucket] = buckets
  if (bucket === undefined) throw new Error('no bucket')
  return bucket
}

const DAMAGES: readonly (readonly [what: string, damage: (folder: string) => void, why: string])[] = [
  ['that is not there', (folder) => rmSync(join(folder, 'baseline.csv')), 'it does not exist'],
  ['without description', (folder) => rmSync(join(folder, 'baseline.csv.json')), 'it does not exist'],
  ['whose description is no JSON', (folder) => writeFileSync(join(folder, 'baseline.csv.json'), '{'), 'is not JSON'],
  ['of a newer form', (folder) => change(folder, (to) => (to.schemaVersion = 2)), 'schema version 2'],
  ['with a line more', (folder) => appendFileSync(join(folder, 'baseline.csv'), 'x\n'), 'more than the'],
  [
    'that ends too early',
    (folder) => {
      const path = join(folder, 'baseline.csv')
      writeFileSync(path, readFileSync(path, 'latin1').replace(/[^\n]+\n$/, ''))
    },
    'bytes, and',
  ],
  [
    'that ends within a line',
    (folder) => forge(folder, (text) => text.slice(0, -1)),
    'finding 2 is not one of a findings file',
  ],
  [
    'whose columns have other names',
    (folder) => forge(folder, (text) => text.replace('bucket,key', 'key,bucket')),
    'its first line does not name the columns',
  ],
  [
    'with a finding of a bucket that its description lacks',
    (folder) => forge(folder, (text) => `${text}acme-other,k,NOT-SSE,5,STANDARD,,copy\n`),
    'finding 3 is of a bucket that its description does not name',
  ],
  [
    'with another digest',
    (folder) => change(folder, (to) => (to.file.sha256 = 'f'.repeat(64))),
    'its SHA-256 is not the one described',
  ],
  [
    'with other counts',
    (folder) => change(folder, (to) => (to.file.rows = 1)),
    'it has 2 findings, and 1 are described',
  ],
  [
    'of other buckets',
    (folder) => change(folder, (to) => (first(to).bucket = 'acme-logs')),
    'it is about bucket acme-logs',
  ],
  [
    'of another policy',
    (folder) => change(folder, (to) => (first(to).policy.sha256 = '0'.repeat(64))),
    'another policy or selection of bucket acme-data',
  ],
  [
    'without a verdict',
    (folder) => change(folder, (to) => (first(to).verdict = 'INSUFFICIENT_DATA')),
    'had no verdict about bucket acme-data',
  ],
  [
    'that is a link out of the workspace',
    (folder) => {
      rmSync(join(folder, 'baseline.csv'))
      symlinkSync('/etc/passwd', join(folder, 'baseline.csv'))
    },
    'it is outside the workspace',
  ],
]

it.each(DAMAGES)('a baseline %s fails a pull request', async (_what, damage, why) => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  damage(folder)

  const run = await compareIn(scenario, folder)

  expect(run.exitCode).toBe(1)
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(['new-findings', 'resolved-findings', 'unchanged-findings'].map((name) => run.outputs.get(name))).toEqual([
    '',
    '',
    '',
  ])
  const [error] = run.annotations.filter(({ properties }) => properties.get('title') === 'Baseline refused')
  expect(error?.level).toBe('error')
  expect(error?.message).toContain(why)
  expect(run.summary).toContain('was not used')
  expect(run.report).toMatchObject({ baseline: { onlyNewCounts: true, refused: {} } })
})

it.each(['baseline.csv', 'baseline.csv.json'])(
  'is refused on a pull request where %s is part of the checkout',
  async (name) => {
    const scenario = await openScenario()
    const folder = await takeBaseline(scenario)
    execFileSync('git', ['init', '-q'], { cwd: folder })
    execFileSync('git', ['add', name], { cwd: folder })

    const refused = await compareIn(scenario, folder)
    const told = await compareIn(scenario, folder, { event: 'schedule' })

    expect(refused.exitCode).toBe(1)
    expect(refused.annotated).toContain(`"${name}" is part of the checkout`)
    expect(told.outputs.get('unchanged-findings')).toBe('2')
  },
)

it.each([
  ['a pull request', { event: eventOf('pull_request') }, 'on the event pull_request wrote it'],
  ['another branch', { env: { GITHUB_REF: 'refs/heads/feature' } }, 'a run of refs/heads/feature wrote it'],
  ['another repository', { repository: 'mallory/octo-repo' }, 'a run of mallory/octo-repo wrote it'],
])('is refused on a pull request where a run of %s wrote it', async (_what, options, why) => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario, {}, options)

  const run = await compareIn(scenario, folder)

  expect([run.exitCode, run.outputs.get('new-findings')]).toEqual([1, ''])
  expect(run.annotated).toContain(why)
})

it('is a warning on other events, and the verdict stands without it', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  rmSync(join(folder, 'baseline.csv.json'))

  const run = await compareIn(scenario, folder, { event: 'schedule', inputs: { 'on-findings': 'warn' } })

  expect(run.exitCode).toBe(0)
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const [warning] = run.annotations.filter(({ properties }) => properties.get('title') === 'Baseline refused')
  expect(warning?.level).toBe('warning')
})

it('fails a pull request with on-findings: warn, too, and one without findings', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  rmSync(join(folder, 'baseline.csv.json'))

  const run = await compareIn(scenario, folder, { inputs: { 'on-findings': 'warn', 'max-findings': '5' } })

  expect([run.exitCode, run.outputs.get('verdict')]).toEqual([1, 'COMPLIANT'])
  expect(run.maskedLog.trim().split('\n').at(-1)).toContain('The step fails: which findings are new is not known.')
})

it('is not asked for where this run has no verdict: the step fails by that', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  scenario.world.clock.advance(10 * 24 * 3_600_000)

  const run = await compareIn(scenario, folder)

  expectNoAnswer(run, 'STALE')
  expect(run.outputs.get('new-findings')).toBe('')
  expect(run.report).toMatchObject({
    baseline: { refused: { message: expect.stringContaining('this run has no verdict about bucket acme-data') } },
  })
})

it('is taken, and told to be old, where more than seven days lie between both reports', async () => {
  const scenario = await openScenario()
  const folder = await takeBaseline(scenario)
  scenario.world.clock.advance(8 * DAY_MS)
  await passNight(scenario)

  const run = await compareIn(scenario, folder)

  expect([run.exitCode, run.outputs.get('unchanged-findings')]).toEqual([0, '2'])
  for (const text of [run.summary.replaceAll('&nbsp;', ' '), run.maskedLog])
    expect(text).toContain("older than this run's report of bucket acme-data")
})

it.each([
  [{ baseline: 'findings.xlsx' }, 'its name does not say the format'],
  [{ baseline: 's3://B/findings.csv' }, 'its bucket is not a bucket name'],
  [{ baseline: 's3://acme-work/a*.csv' }, 'its key has other characters'],
  [{ baseline: 'f.csv', mode: 'doctor' }, 'only with `mode: audit`'],
  [{ baseline: 'f.csv', operation: 'restore', remediation: 'plan' }, 'only with `operation: encrypt`'],
])('refuses %j before anything is called', async (inputs, why) => {
  const scenario = await openScenario()

  const run = await scenario.run(inputs)

  expectWrongInputs(run, 'baseline is ', why)
  expect(run.requests).toEqual([])
})
