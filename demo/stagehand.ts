// Plays scenes: each in a frame with a sentence before and one after, the end of the step's log, what the emulator knows to be
// true beside what the action said, and everything a person would see in a folder of its own.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { githubState } from '../emulator/github/state.ts'
import { type ActionResult, runAction } from '../emulator/runner/run-action.ts'
import type { Stage } from '../emulator/stage.ts'
import { SOURCE_BUCKETS } from './world.ts'

const ROOT = join(import.meta.dirname, '..')
export const OUT = join(ROOT, 'demo', 'out')

/** The end of a log must tell the whole story by itself. */
const SHOWN_LINES = 10
const WIDTH = 110

const RED = 31
const GREEN = 32
const paint = (code: number, text: string) => `\u001b[${code}m${text}\u001b[0m`
const bold = (text: string) => paint(1, text)
const dim = (text: string) => paint(2, text)
export const say = (text = '') => console.log(text)

export type Step = {
  /** Folder in demo/out. */
  readonly folder: string
  readonly event: string
  readonly inputs: Readonly<Record<string, string>>
  readonly payload?: Readonly<Record<string, unknown>>
  /** Of the workflow run, if others ask GitHub about it. */
  readonly runId?: number
  /** Files that earlier steps of the workflow put into the workspace, by name. */
  readonly files?: Readonly<Record<string, string>>
}

export type Played = ActionResult & {
  /** Text of a file that the step wrote. */
  readonly read: (name: string) => string
}

type Scene = {
  readonly title: string
  readonly before: string
  /** Plays the steps; returns the sentence after. */
  readonly play: (stage: Stage) => Promise<string>
}

export class Stagehand {
  wrong = 0
  #number = 0
  readonly #stage: Stage

  constructor(stage: Stage) {
    this.#stage = stage
  }

  async play({ title, before, play }: Scene): Promise<void> {
    this.#number += 1
    const head = `╭─ ${this.#number}  ${title} `
    say(`\n${bold(head + '─'.repeat(WIDTH - head.length))}`)
    for (const line of wrap(before)) say(`│ ${line}`)
    const after = await play(this.#stage)
    const [first = '', ...more] = wrap(after)
    say(bold(`╰─ ${first}`))
    for (const line of more) say(bold(`   ${line}`))
  }

  /** Runs the action as a step of a job, shows the end of its log, and keeps what a person would see. */
  async step({ folder, event, inputs, payload, runId, files = {} }: Step): Promise<Played> {
    const lines: string[] = []
    const texts = new Map<string, string>()
    const since = performance.now()
    const result = await runAction({
      main: join(ROOT, 'dist', 'index.js'),
      inputs: {
        buckets: SOURCE_BUCKETS.join('\n'),
        'poll-interval': '200ms',
        reports: inputs.operation === undefined ? 'html' : '',
        ...inputs,
      },
      env: this.#stage.env,
      ...(runId !== undefined && { runId }),
      event: { name: event, payload: { repository: REPOSITORY, ...payload } },
      onStart: ({ workspace }) => {
        for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text)
      },
      onLine: (line) => lines.push(...show(line)),
    })
    keep(join(OUT, folder), { result, issues: listIssues(this.#stage), texts })
    result.cleanUp()
    const seconds = ((performance.now() - since) / 1000).toFixed(1)
    const hidden = Math.max(0, lines.length - SHOWN_LINES)
    say('│')
    say(dim(`│   The log of the step (${hidden} lines before these in demo/out/${folder}/log.txt)`))
    for (const line of lines.slice(-SHOWN_LINES)) for (const part of wrap(line, WIDTH - 4)) say(`│   ${part}`)
    const isGreen = result.conclusion === 'success'
    say(`│   ${isGreen ? paint(GREEN, '● step succeeded') : paint(RED, '● step failed')} ${dim(`after ${seconds} s`)}`)
    say('│')
    return { ...result, read: (name) => texts.get(name) ?? '' }
  }

  /** What the action said, beside what the emulator knows. */
  check(what: string, said: unknown, truth: unknown): void {
    const ok = String(said) === String(truth)
    if (!ok) this.wrong += 1
    const mark = ok ? paint(GREEN, '✔') : paint(RED, '✘')
    say(`│ ${mark} ${what}: ${forPeople(said)}${ok ? '' : ` (true is: ${forPeople(truth)})`}`)
  }
}

/** An output is text: numbers get their commas, an empty list its word. */
function forPeople(value: unknown): string {
  const text = String(value)
  if (text === '[]' || text === '') return 'none'
  return /^\d{4,}$/.test(text) ? Number(text).toLocaleString('en') : text
}

const REPOSITORY = { full_name: 'octo-org/octo-repo', default_branch: 'main', private: true, visibility: 'private' }

/** As GitHub's page of a run shows a line; commands of no one to see are left out. */
function show(line: string): string[] {
  if (/^::(debug|add-mask|endgroup)/.test(line)) return []
  return line
    .replace(/^::group::/, '▸ ')
    .replace(/^::(\w+)[^:]*::/, '$1: ')
    .split('%0A')
}

type Kept = {
  readonly result: ActionResult
  readonly issues: ReturnType<typeof listIssues>
  readonly texts: Map<string, string>
}

/** The files that a run may write, by the name they are kept under. */
const FILES = {
  's3-encryption-compliance.json': 'report.json',
  's3-encryption-compliance.html': 'page.html',
  'findings.csv': 'findings.csv',
  'findings.csv.json': 'findings.csv.json',
} as const

function keep(folder: string, { result, issues, texts }: Kept): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'summary.md'), result.summary)
  writeFileSync(join(folder, 'log.txt'), result.maskedLog)
  for (const issue of issues) writeFileSync(join(folder, `issue-${issue.number}.md`), renderIssue(issue))
  for (const [name, kept] of Object.entries(FILES)) {
    const text = readIfThere(join(result.workspace, name))
    if (text === undefined) continue
    texts.set(name, text)
    writeFileSync(join(folder, kept), text)
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const listIssues = ({ world }: Stage) =>
  [...githubState(world).repositories.values()].flatMap((repository) => [...repository.issues.values()])

type Issue = ReturnType<typeof listIssues>[number]

function renderIssue({ title, state, body, comments }: Issue): string {
  const said = comments.map((comment) => `\n---\n\n${comment.body}\n`)
  return `# ${title} (${state})\n\n${body}\n${said.join('')}`
}

/** `#1 open`, of every issue. */
export const describeIssues = (stage: Stage): string =>
  listIssues(stage)
    .map(({ number, state }) => `#${number} ${state}`)
    .join(', ')

function wrap(text: string, width = WIDTH - 2): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
