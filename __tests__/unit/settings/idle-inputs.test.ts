// An input that has no effect is refused or told, and nothing that the project shows has one.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parseAllDocuments } from 'yaml'
import { describeIdleInputs, refuseIdleInputs } from '../../../src/settings/idle-inputs.ts'
import { ProblemList } from '../../../src/settings/problems.ts'
import { INPUT_DEFAULTS, INPUT_NAMES } from '../../../src/settings/table.ts'

type Given = Readonly<Record<string, string>>

const textOf = (given: Given) => (name: string) => given[name] || INPUT_DEFAULTS.get(name) || ''
const tell = (given: Given) => describeIdleInputs(textOf(given))

function refuse(given: Given): readonly string[] {
  const problems = new ProblemList()
  refuseIdleInputs(textOf(given), problems)
  return problems.texts
}

const RUN = { remediation: 'run', 'role-to-assume': 'arn:aws:iam::111122223333:role/r' }

describe('what bounds something that does not happen is told once, with the reason', () => {
  it.each<[Given, readonly string[]]>([
    [{}, []],
    [{ 'max-cost': '5' }, ['max-cost has no effect in this run: remediation is none, and nothing is started.']],
    [
      { 'max-cost': '5', 'max-objects': '7', wait: 'false', 'wait-timeout': '1h' },
      [
        'max-objects, max-cost, wait and wait-timeout have no effect in this run: remediation is none, and nothing is started.',
      ],
    ],
    [{ ...RUN, 'max-cost': '5', 'job-priority': '3', 'wait-timeout': '1h' }, []],
    [{ remediation: 'plan', 'max-cost': '5', 'wait-timeout': '1h' }, []],
    [{ ...RUN, wait: 'false', 'poll-interval': '1m' }, ['poll-interval has no effect in this run: wait is false.']],
    [{ ...RUN, 'restore-days': '3' }, ['restore-days has no effect in this run: restore-archived is false.']],
    [{ ...RUN, 'restore-days': '3', 'restore-archived': 'true' }, []],
    [{ ...RUN, 'restore-days': '3', operation: 'restore' }, []],
    [
      { 'scan-engine': 'stream', 'max-bytes-scanned': '1 GB', 'keep-athena-objects': 'true' },
      ['max-bytes-scanned and keep-athena-objects have no effect in this run: nothing is asked of Athena.'],
    ],
    [{ 'scan-engine': 'athena', 'max-bytes-scanned': '1 GB' }, []],
    [{ source: 'metadata', 'max-bytes-scanned': '1 GB' }, []],
    [
      { source: 'list', 'max-bytes-scanned': '1 GB' },
      ['max-bytes-scanned has no effect in this run: nothing is asked of Athena.'],
    ],
    [
      { source: 'list', 'max-inventory-age': '2d' },
      ['max-inventory-age has no effect in this run: source is list, which is no report.'],
    ],
    [{ 'issue-labels': 'x' }, ['issue-labels has no effect in this run: on-findings is fail, and no issue is kept.']],
    [{ 'issue-labels': 'x', 'on-findings': 'fail-and-issue' }, []],
    [
      { 'role-session-name': 'x' },
      [
        'role-session-name has no effect in this run: there is no role-to-assume, and the credentials are used as they are.',
      ],
    ],
  ])('%j', (given, told) => {
    expect(tell(given)).toEqual(told)
    expect(refuse(given)).toEqual([])
  })

  it('leaves alone what a config file may make use of, and what a doctor looks at for a run', () => {
    expect(tell({ 'config-file': 'f.yml', 'scan-engine': 'stream', 'max-bytes-scanned': '1 GB' })).toEqual([])
    expect(tell({ 'config-file': 'f.yml', 'max-cost': '5' })).toHaveLength(1)
    expect(tell({ mode: 'doctor', 'max-cost': '5' })).toEqual([])
  })
})

describe('what would be missing afterwards is refused', () => {
  it.each(['baseline', 'findings-file', 'reports'])('%s with mode: doctor or setup', (name) => {
    for (const mode of ['doctor', 'setup'])
      expect(refuse({ mode, [name]: 'x' })).toEqual([
        `${name} is "x"; it is accepted only with \`mode: audit\` (this is \`mode: ${mode}\`, which finds nothing)`,
      ])
    expect(refuse({ [name]: 'x' })).toEqual([])
  })
})

describe('examples and docs', () => {
  const shown = [
    ...readdirSync('examples')
      .filter((file) => file.endsWith('.yml'))
      .map((file) => join('examples', file)),
    'README.md',
    ...readdirSync('docs')
      .filter((file) => file.endsWith('.md'))
      .map((file) => join('docs', file)),
  ]
  const steps = shown.flatMap((file) => stepsIn(file).map((given) => [file, given] as const))

  it('are read', () => expect(steps.length).toBeGreaterThan(15))

  it.each(steps)('%s: %j', (_file, given) => {
    expect([...tell(given), ...refuse(given)]).toEqual([])
  })
})

/** The `with:` blocks of this action. The text of an expression is no word, so it makes nothing idle. */
function stepsIn(file: string): Given[] {
  const text = readFileSync(file, 'utf8')
  const blocks = file.endsWith('.md')
    ? [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block)
    : [text]
  return blocks.flatMap((block) => parseAllDocuments(block).flatMap((document) => findSteps(document.toJS())))
}

function findSteps(value: unknown): Given[] {
  if (Array.isArray(value)) return value.flatMap(findSteps)
  if (typeof value !== 'object' || value === null) return []
  const { with: given, uses } = value as { with?: Record<string, unknown>; uses?: string }
  const others = Object.values(value).flatMap(findSteps)
  if (given === undefined || !isOfAction(uses, given)) return others
  const known = Object.entries(given).filter(([name]) => INPUT_NAMES.includes(name))
  return [Object.fromEntries(known.map(([name, text]) => [name, String(text)])), ...others]
}

function isOfAction(uses: string | undefined, given: object): boolean {
  return uses === undefined ? 'buckets' in given : /s3-encryption-compliance@/.test(uses)
}
