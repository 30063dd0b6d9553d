// Knows every way a run is reported, and asks of each whether outside text stayed text there.

import { parseCommand, REGISTERED_COMMANDS, splitLines } from '../../emulator/runner/commands.ts'
import { annotate, createLog } from '../../src/external/runner.ts'
import { renderAnnotations } from '../../src/report/annotations.ts'
import { describeBaseline } from '../../src/report/baseline-section.ts'
import { describeExceptions, warnAboutExceptions } from '../../src/report/exceptions-section.ts'
import { renderIssue } from '../../src/report/issue.ts'
import { renderComment } from '../../src/report/issue-state.ts'
import { renderJson } from '../../src/report/json.ts'
import {
  describeDirectCopies,
  describeInventoryReport,
  describeJob,
  describePlan,
  describeScan,
} from '../../src/report/log.ts'
import { describeConclusion } from '../../src/report/log-conclusion.ts'
import type { LogGroup } from '../../src/report/log-group.ts'
import { renderOutputs } from '../../src/report/outputs.ts'
import { renderSummary } from '../../src/report/summary.ts'
import type { RunResult } from '../../src/result/run-result.ts'
import {
  codeSpan,
  encodeText,
  safeHtml,
  safeLine,
  safeMarkdown,
  safeText,
  showKey,
} from '../../src/words/outside-text.ts'
import { judgeFiles, judgeTerminal, renderFiles } from './file-places.ts'
import { readMarkdown } from './github-markdown.ts'

/** A text that came to life: where, and what it became. */
export type Fault = { readonly place: string; readonly what: string }

const OWN_ADDRESS =
  /^https:\/\/(?:github\.com\/acme\/platform\/|[a-z0-9-]+\.console\.aws\.amazon\.com\/s3\/(?:jobs|buckets|object)\/)/
const isOwnAddress = (address: string): boolean => OWN_ADDRESS.test(address)

/** GitHub's limits: CreateStepSummaryCommand of actions/runner, and "Issues" of its REST API. */
export const MAX_SUMMARY_BYTES = 1_048_576
export const MAX_ISSUE_CHARS = 65_536

/** Compares a document with the same one about tame texts: nothing alive, and the same blocks. */
export function judgeMarkdown(place: string, markdown: string, tame: string): Fault[] {
  const { alive, outline: blocks } = readMarkdown(markdown, isOwnAddress)
  const faults = alive.map((what) => ({ place, what }))
  const expected = outlineOnce(tame)
  const differs = expected.findIndex((block, index) => blocks[index] !== block)
  if (differs >= 0 || blocks.length !== expected.length) {
    const at = differs < 0 ? expected.length : differs
    faults.push({ place, what: `block ${at} is ${blocks[at]}, not ${expected[at]}` })
  }
  return faults
}

const outlines = new Map<string, readonly string[]>()

function outlineOnce(markdown: string): readonly string[] {
  const outline = outlines.get(markdown) ?? readMarkdown(markdown).outline
  outlines.set(markdown, outline)
  return outline
}

/** The commands the runner would run must be those that were meant, and no line may look like a compiler's message. */
export function judgeOutput(place: string, output: string, meant: readonly string[]): Fault[] {
  const lines = splitLines(output)
  const commands = lines.flatMap((line) => parseCommand(line, REGISTERED)?.name ?? [])
  const faults: Fault[] = []
  if (commands.join() !== meant.join()) {
    const at = commands.findIndex((command, index) => command !== meant[index])
    faults.push({ place, what: `command ${at} is ${commands[at]}, not ${meant[at]}` })
  }
  for (const line of lines) {
    const strange = /[^ -~–—…‘’“”×→≤≥·]/.exec(line)
    if (strange !== null) faults.push({ place, what: `character ${JSON.stringify(strange[0])} in ${line}` })
    const position = /\(\d+,\d+\)|(?<!T\d\d):\d+:\d/.exec(line)
    if (position !== null) faults.push({ place, what: `position ${position[0]} in ${line}` })
  }
  return faults
}
const REGISTERED: ReadonlySet<string> = new Set(REGISTERED_COMMANDS)

/** What `act` writes to this process's standard output, in which src/external/runner.ts writes the log. */
export function capture(act: () => void): string {
  const pieces: string[] = []
  const { write } = process.stdout
  process.stdout.write = (text: string | Uint8Array) => {
    pieces.push(String(text))
    return true
  }
  try {
    act()
  } finally {
    process.stdout.write = write
  }
  return pieces.join('')
}

/** Everything the log says about the run, as the runner gets it, with the commands that were meant. */
export function tellRunner(result: RunResult): { readonly output: string; readonly meant: readonly string[] } {
  const meant: string[] = []
  const output = capture(() => {
    const log = createLog()
    const tell = ({ title, lines }: LogGroup): void => {
      log.group(title)
      for (const line of lines) log.info(line)
      log.endGroup()
      meant.push('group', 'endgroup')
    }
    for (const bucket of result.buckets) {
      const { report, scan, plan, direct, jobs, exceptions } = bucket
      if (report !== undefined) tell(describeInventoryReport(report))
      if (scan !== undefined) tell(describeScan(bucket.bucket, scan, 1000))
      if (exceptions !== undefined) tell(describeExceptions(exceptions))
      if (plan !== undefined) tell(describePlan(plan))
      for (const job of jobs) tell(describeJob(job))
      if (direct?.result !== undefined) tell(describeDirectCopies(bucket.bucket, direct.result))
      for (const warning of warnAboutExceptions(bucket)) {
        log.warning(warning)
        meant.push('warning')
      }
    }
    if (result.baseline !== undefined) tell(describeBaseline(result.baseline))
    tell(describeConclusion(result))
    for (const annotation of renderAnnotations(result)) {
      annotate(annotation)
      meant.push(annotation.level)
    }
  })
  return { output, meant }
}

/** The documents of a run. */
export function renderDocuments(result: RunResult) {
  const issue = renderIssue(result, { title: 'S3 objects that are not encrypted' })
  const previous = { ...issue.state, verdict: 'COMPLIANT' as const, findings: 0, endedJobsDigest: '' }
  return {
    summary: renderSummary(result),
    issue: issue.body,
    comment: renderComment(previous, issue.state, result.context.runUrl) ?? '',
    json: renderJson(result),
    outputs: renderOutputs(result, 'report.json'),
    files: renderFiles(result),
  }
}
export type Documents = ReturnType<typeof renderDocuments>

/** Judges everything a run tells against the same run with tame texts. */
export function judgeRun(result: RunResult, tame: Documents): Fault[] {
  const { summary, issue, comment, json, outputs, files } = renderDocuments(result)
  const { output, meant } = tellRunner(result)
  const faults = [
    ...judgeOutput('log and annotations', output, meant),
    ...judgeMarkdown('summary', summary, tame.summary),
    ...judgeMarkdown('issue', issue, tame.issue),
    ...judgeMarkdown('comment', comment, tame.comment),
    ...judgeJson(json),
    ...judgeFiles(files, tame.files),
    ...judgeTerminal(summary),
  ]
  for (const [name, value] of outputs) {
    if (!/^[\w.:/%+, "[\]-]*$/.test(value)) faults.push({ place: `output ${name}`, what: value })
  }
  if (Buffer.byteLength(summary) > MAX_SUMMARY_BYTES) faults.push({ place: 'summary', what: 'is too long' })
  if (issue.length > MAX_ISSUE_CHARS) faults.push({ place: 'issue', what: 'is too long' })
  return faults
}

/** In the JSON report every text is one that may be printed. */
function judgeJson(json: string): Fault[] {
  const faults: Fault[] = []
  JSON.parse(json, (name, value: unknown) => {
    if (typeof value !== 'string') return value
    faults.push(...judgeOutput(`JSON report, ${name}`, value, []))
    return value
  })
  return faults
}

/** The gates themselves, for texts at places nobody has thought of. */
export function judgeGates(text: string): Fault[] {
  const line = safeLine(text)
  const markdown = safeMarkdown(text)
  const span = codeSpan(text)
  const key = showKey(text)
  const output = [line, `  ${line}`, safeText(text), key, key.length > 64 ? encodeText(text) : ''].join('\n')
  return [...judgeOutput('gates', output, []), ...judgeMarkdown('gates', gates(markdown, span, safeHtml(text)), TAME)]
}

const gates = (text: string, span: string, html: string): string =>
  `| ${text} | ${span} |\n| --- | --- |\n\n- ${text}\n\n<summary>❌ <code>${html}</code></summary>\n\n${text}`
const TAME = gates('x', '`x`', 'x')
