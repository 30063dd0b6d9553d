// The command `npm run scorecard`: runs the commands that make the figures, and prints one row for each.
//   -- --full        the sizes docs/reliability.md reports, hours instead of minutes, mutation testing among them
//   -- --row S-09    only these rows (repeatable)
//   -- --json FILE   the rows as JSON
// Ends with code 1 when a figure misses its target, or a command did not give the figure it should.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROWS, type Row, type Source } from './rows.ts'

export type Figure = {
  readonly id: string
  readonly figure: string | number
  readonly target: string
  readonly ok: boolean
  readonly detail: string
  readonly command: string
}

/** `ok` is undefined for rows that are not measured here. */
type Line = Omit<Figure, 'ok'> & { readonly about: string; readonly ok: boolean | undefined }

const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    row: { type: 'string', multiple: true },
    json: { type: 'string' },
  },
})
const unknown = values.row?.filter((id) => !ROWS.some((row) => row.id === id)) ?? []
if (unknown.length > 0) throw new Error(`there is no row ${unknown.join(', ')}; there are S-01 to S-40`)

type Command = Extract<Source, { says: unknown }>['says']
const ARGUMENTS: Readonly<Record<Command, { readonly part: readonly string[]; readonly full: readonly string[] }>> = {
  fuzz: { part: ['--cases', '20000'], full: ['--cases', '5000000'] },
  'test:faults': { part: [], full: ['--all'] },
  'test:text': { part: ['--keys', '20000'], full: ['--keys', '1000000'] },
  'test:mutation': { part: ['verdict'], full: [] },
}

const folder = mkdtempSync(join(tmpdir(), 'scorecard-'))
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts
const answers = new Map<Command, readonly Figure[]>()

/** The figures a command gives, which runs once. A command that does not exist (yet) gives none. */
function ask(command: Command): readonly Figure[] {
  const known = answers.get(command)
  if (known !== undefined) return known
  const figures = scripts[command] === undefined ? [] : runCommand(command)
  answers.set(command, figures)
  return figures
}

function runCommand(command: Command): readonly Figure[] {
  const file = join(folder, `${command.replace(':', '-')}.json`)
  const given = ARGUMENTS[command][values.full ? 'full' : 'part']
  console.log(`\n== npm run ${command} -- ${given.join(' ')}`)
  spawnSync('npm', ['run', '--silent', command, '--', ...given, '--json', file], { stdio: 'inherit' })
  if (!existsSync(file)) return []
  const answer = JSON.parse(readFileSync(file, 'utf8')) as readonly Figure[] | FuzzAnswer
  return 'rows' in answer ? [...(answer.figures ?? []), ...describeFuzz(answer, given)] : answer
}

type FuzzAnswer = {
  readonly rows: readonly {
    readonly name: string
    readonly cases: number
    readonly failed: number
    readonly different: number
  }[]
  /** What the command says itself wins over what is added up here. */
  readonly figures?: readonly Figure[]
}

/** Damage with MD5s in force and without, told apart by the names of the fuzzer's table. */
function describeFuzz({ rows }: FuzzAnswer, given: readonly string[]): readonly Figure[] {
  return (['on', 'off'] as const).map((integrity) => {
    const counted = rows.filter(({ name }) => name.endsWith(`/ ${integrity}`))
    const sum = (of: 'cases' | 'failed' | 'different') => counted.reduce((total, row) => total + row[of], 0)
    return {
      id: integrity === 'on' ? 'S-02' : 'S-03',
      figure: `${sum('failed')} of ${sum('cases').toLocaleString('en-US')} believed, crashed or hung`,
      target: '0',
      ok: sum('failed') === 0 && sum('cases') > 0,
      detail: integrity === 'on' ? '' : `${sum('different')} made another valid report`,
      command: `npm run fuzz -- ${given.join(' ')}`,
    }
  })
}

/** How many tests of the files passed. No test at all is no success. */
function runTests(row: Row, files: readonly string[], target: string): Line {
  const file = join(folder, `${row.id}.json`)
  const env = values.full ? { ...process.env, PROPERTY_RUNS: '1000000' } : process.env
  console.log(`\n== npm run jest -- ${files.join(' ')}`)
  const given = ['run', '--silent', 'jest', '--', ...files, '--json', `--outputFile=${file}`]
  spawnSync('npm', given, { stdio: ['ignore', 'ignore', 'ignore'], env })
  const answer = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as JestAnswer)
    : { numPassedTests: 0, numTotalTests: 0 }
  const { numPassedTests: passed, numTotalTests: total } = answer
  return {
    id: row.id,
    about: row.about,
    figure: `${passed} of ${total} tests`,
    target,
    ok: passed === total && total > 0,
    detail: '',
    command: `npm run jest -- ${files.map((name) => name.replace('__tests__/', '').replace('.test.ts', '')).join(' ')}`,
  }
}
type JestAnswer = { readonly numPassedTests: number; readonly numTotalTests: number }

function measure(row: Row, done: readonly Line[]): Line {
  const { id, about, source } = row
  if ('why' in source) {
    const { why, byHand = '' } = source
    return { id, about, figure: '–', target: '–', ok: undefined, detail: why, command: byHand }
  }
  if ('tests' in source) return runTests(row, source.tests, source.target)
  if ('allOf' in source) {
    const parts = done.filter((line) => source.allOf.includes(line.id))
    const missed = parts.filter(({ ok }) => ok === false)
    const isWhole = parts.length === source.allOf.length && parts.every(({ ok }) => ok !== undefined)
    const figure = missed.length === 0 ? (isWhole ? '0' : 'not whole') : missed.map((line) => line.id).join(', ')
    return {
      id,
      about,
      figure,
      target: source.target,
      ok: missed.length > 0 ? false : isWhole ? true : undefined,
      detail: `over ${source.allOf.join(', ')}`,
      command: 'the commands of those rows',
    }
  }
  const figure = ask(source.says).find((answer) => answer.id === id)
  if (figure !== undefined) return { ...figure, about }
  const isThere = scripts[source.says] !== undefined
  const detail = isThere ? 'the command gave no such figure' : 'the command does not exist'
  return {
    id,
    about,
    figure: '–',
    target: '–',
    ok: isThere ? false : undefined,
    detail,
    command: `npm run ${source.says}`,
  }
}

const wanted = ROWS.filter(({ id }) => values.row?.includes(id) ?? true)
const lines: Line[] = []
// Rows over other rows come last, and are shown in their place.
for (const row of [...wanted].sort((a, b) => Number('allOf' in a.source) - Number('allOf' in b.source)))
  lines.push(measure(row, lines))
lines.sort((a, b) => (a.id < b.id ? -1 : 1))
rmSync(folder, { recursive: true, force: true })

console.log('')
for (const { id, about, figure, target, ok, detail, command } of lines) {
  const sign = ok === undefined ? '–   ' : ok ? 'ok  ' : 'FAIL'
  console.log(
    `${sign} ${id}  ${about}: ${figure} (target ${target})${detail === '' ? '' : `; ${detail}`}${command === '' ? '' : `\n            ${command}`}`,
  )
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(lines, null, 2)}\n`)
if (lines.some(({ ok }) => ok === false)) process.exitCode = 1
