// The posture of buckets: one line of the log, a folded table with the commands that mend it, an overview of several
// buckets, and the JSON report.

import {
  POSTURE_CHECKS,
  type PostureCheck,
  type PostureFix,
  type PostureLine,
  type PostureStatus,
} from '../posture/posture.ts'
import { summarizePosture } from '../result/posture-ending.ts'
import type { BucketPosture, BucketResult, RunResult } from '../result/run-result.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import { safeText } from '../words/outside-text.ts'
import { hideKeys } from './hide-keys.ts'
import type { Json } from './json-values.ts'
import type { LogGroup } from './log-group.ts'
import {
  bullets,
  code,
  codeBlock,
  details,
  type Inline,
  type Markdown,
  md,
  NOTHING,
  stack,
  strong,
  table,
} from './markdown.ts'

const STATUSES = ['wrong', 'unknown', 'fine'] as const satisfies readonly PostureStatus[]
const SIGNS: Readonly<Record<PostureStatus, string>> = { fine: '✅', wrong: '🔸', unknown: '❔' }
const REQUIRED_WRONG = '❌'
/** Longer commands contain the bucket's whole policy; the JSON report has them. */
const MAX_COMMAND_CHARS = 3_000

/** `Posture of b: wrong: versioning; unknown: object-lock; fine: 7`, and a line for what is required and not fine. */
export function describePosture(bucket: string, { lines, required }: BucketPosture): LogGroup {
  const counts = STATUSES.flatMap((status) => {
    const alike = lines.filter((line) => line.status === status).map(({ check }) => check)
    if (alike.length === 0) return []
    const isListed = status === 'wrong' || (status === 'unknown' && !isHiddenAlike(lines))
    return [isListed ? `${status}: ${alike.join(', ')}` : `${status}: ${alike.length}`]
  })
  const faults = lines.filter(({ check, status }) => status !== 'fine' && required.includes(check))
  return {
    title: safeText(`Posture of ${bucket}: ${counts.join('; ')}`),
    lines: faults.map(({ check, found, fix }) => safeText(`${check}: ${found} ${fix?.say ?? ''}`)),
  }
}

/** Whether one refusal hides everything that is unknown: then the names of the checks say nothing. */
function isHiddenAlike(lines: readonly PostureLine[]): boolean {
  const unknown = lines.filter(({ status }) => status === 'unknown')
  return unknown.length > 1 && new Set(unknown.map(({ fix }) => fix?.say)).size === 1
}

const signOf = ({ check, status }: PostureLine, { required }: BucketPosture) =>
  status === 'wrong' && required.includes(check) ? REQUIRED_WRONG : SIGNS[status]

/** The posture of one bucket, folded under how it stands. Empty if none was looked at. */
export function renderPosture({ posture }: BucketResult, result: RunResult): Markdown {
  if (posture === undefined) return NOTHING
  const { lines } = posture
  const count = (status: PostureStatus) => lines.filter((line) => line.status === status).length
  const title = `Posture: ${count('fine')} of ${formatCount(lines.length)} checks fine, ${count('wrong')} not, ${count('unknown')} unknown`
  return details(title, stack(renderTable(posture), ...renderFixes(lines, result)))
}

function renderTable(posture: BucketPosture): Markdown {
  // What the same refusal hides is one row.
  const groups = [
    ...Map.groupBy(posture.lines, ({ check, status, fix }) => (status === 'unknown' ? fix?.say : check)).values(),
  ]
  return table(
    [{ title: '' }, { title: 'Check' }, { title: 'Found' }],
    groups.map((group): Inline[] => {
      const [first] = group as [PostureLine]
      const names = group.map(({ check }) => nameCheck(check, posture)).reduce((all, name) => md`${all}<br>${name}`)
      return [{ markdown: signOf(first, posture) }, names, md`${first.found}`]
    }),
  )
}

const nameCheck = (check: PostureLine['check'], { required }: BucketPosture): Markdown =>
  required.includes(check) ? md`${code(check)} (required)` : code(check)

function renderFixes(lines: readonly PostureLine[], result: RunResult): readonly Markdown[] {
  const fixes = [
    ...Map.groupBy(
      lines.filter(({ fix }) => fix !== undefined),
      ({ fix }) => fix?.say ?? '',
    ).values(),
  ]
  return fixes.map((group) => {
    const [{ fix }] = group as [PostureLine]
    const names = group.map(({ check }) => code(check)).reduce((all, name) => md`${all}, ${name}`)
    const paste = fix && showPaste(fix, result)
    const text = bullets([md`${names}: ${strong(fix?.say ?? '')}`])
    if (paste === undefined) return text
    return paste.length > MAX_COMMAND_CHARS
      ? stack(text, md`The command is in the JSON report.`)
      : stack(text, codeBlock('sh', paste))
  })
}

/** A policy can name keys. A command from which they were removed would write another policy. */
function showPaste({ paste }: PostureFix, result: RunResult): string | undefined {
  return paste === undefined || hideKeys(paste, result) !== paste ? undefined : paste
}

/** For several buckets: how each check stands. Empty for one, and if nothing was looked at. */
export function renderPostures(result: RunResult): Markdown {
  const postures = result.buckets.flatMap(({ bucket, posture }) => (posture === undefined ? [] : [{ bucket, posture }]))
  if (result.buckets.length < 2 || postures.length === 0) return NOTHING
  const isSeen = (check: PostureCheck) =>
    postures.some(({ posture }) => posture.lines.some((line) => line.check === check && line.status !== 'unknown'))
  const unseen = POSTURE_CHECKS.filter((check) => !isSeen(check))
  return stack(renderChecks(POSTURE_CHECKS.filter(isSeen), postures), renderUnseen(unseen, postures))
}

type Postures = readonly { readonly bucket: string; readonly posture: BucketPosture }[]

/** What no bucket shows is a line, too. */
function renderUnseen(checks: readonly PostureCheck[], postures: Postures): Markdown {
  if (checks.length === 0) return NOTHING
  const names = checks.map((check) => code(check)).reduce((all, name) => md`${all}, ${name}`)
  return md`${{ markdown: SIGNS.unknown }} Unknown in all ${formatNoun(postures.length, 'bucket')}: ${names}. The optional permissions to look are in ${code('docs/iam/posture-policy.json')} of the action; what else hides a check stands with its bucket.`
}

/** A row for each check that is not fine everywhere; the others are a line. */
function renderChecks(checks: readonly PostureCheck[], postures: Postures): Markdown {
  const count = (check: PostureCheck, status: PostureStatus) => bucketsOf(postures, check, status).length
  const isFine = (check: PostureCheck) => count(check, 'wrong') === 0 && count(check, 'unknown') === 0
  const nameIt = (check: PostureCheck) =>
    postures.some(({ posture }) => posture.required.includes(check)) ? md`${code(check)} (required)` : code(check)
  const rows = checks
    .filter((check) => !isFine(check))
    .map((check): Inline[] => [
      nameIt(check),
      count(check, 'fine'),
      count(check, 'wrong'),
      count(check, 'unknown'),
      nameBuckets(bucketsOf(postures, check, 'wrong')),
    ])
  const right = 'right' as const
  const columns = [
    { title: 'Check' },
    { title: '✅ fine', align: right },
    { title: '🔸 not', align: right },
    { title: '❔ unknown', align: right },
    { title: 'Not fine in' },
  ]
  const fine = checks.filter(isFine).map(nameIt)
  const [first, ...others] = fine
  const line =
    first === undefined
      ? NOTHING
      : md`${{ markdown: SIGNS.fine }} Fine in all ${formatNoun(postures.length, 'bucket')}: ${others.reduce((all, name) => md`${all}, ${name}`, first)}.`
  return stack(table(columns, rows), line)
}

const bucketsOf = (postures: Postures, check: PostureCheck, status: PostureStatus): readonly string[] =>
  postures
    .filter(({ posture }) => posture.lines.some((line) => line.check === check && line.status === status))
    .map(({ bucket }) => bucket)

const MAX_NAMES = 3

function nameBuckets(names: readonly string[]): Inline {
  if (names.length === 0) return md`–`
  const shown = names
    .slice(0, MAX_NAMES)
    .map(code)
    .reduce((all, name) => md`${all}, ${name}`)
  const more = names.length - MAX_NAMES
  return more <= 0 ? shown : md`${shown} and ${formatNoun(more, 'more bucket')}`
}

export const describePostureAsJson = (posture: BucketPosture, result: RunResult): Json =>
  posture.lines.map(({ check, status, found, fix }) => ({
    check,
    status,
    required: posture.required.includes(check),
    found: safeText(found),
    fix: fix && { say: safeText(fix.say), command: showPaste(fix, result) },
  }))

/** The output, of the run as a whole: '' if nothing is required. */
export const tellPosture = ({ buckets }: RunResult): string => summarizePosture(buckets) ?? ''
