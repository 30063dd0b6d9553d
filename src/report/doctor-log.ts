// The doctor's table in the log: one line for each thing, and below it the fixes.

import { LINE_STATUSES, type Line, type LineStatus } from '../doctor/line.ts'
import type { Change } from '../setup/change.ts'
import type { SetupStatus } from '../setup/conclude.ts'
import type { ActionError } from '../words/errors.ts'
import { formatNoun } from '../words/numbers.ts'
import { safeLine, safeText } from '../words/outside-text.ts'
import type { LogGroup } from './log-group.ts'
import { explainSetup } from './setup-section.ts'

const WORDS: Readonly<Record<LineStatus, string>> = { wrong: 'WRONG  ', unknown: 'UNKNOWN', fine: 'fine   ' }

/** `3 wrong, 1 unknown, 20 fine`. */
export function countLines(lines: readonly Line[]): string {
  const counts = LINE_STATUSES.map((status) => [lines.filter((line) => line.status === status).length, status] as const)
  return counts.flatMap(([count, status]) => (count === 0 ? [] : [`${count} ${status}`])).join(', ')
}

/** The whole table, in the order in which things were looked at. */
export function describeTable(lines: readonly Line[]): LogGroup {
  return {
    title: `${formatNoun(lines.length, 'check')}: ${countLines(lines)}`,
    lines: lines.map(({ about, check, found, status }) => `${WORDS[status]} ${check}  ${about}  ${found}`),
  }
}

/** One group for each thing that is not fine: what was found, what to do, and what to paste, line by line. */
export function describeFixes(lines: readonly Line[]): readonly LogGroup[] {
  return lines
    .filter(({ fix }) => fix !== undefined)
    .map(({ about, check, fix, status }) => ({
      title: safeLine(`${WORDS[status].trim()} ${check} of ${about}: ${fix?.say ?? ''}`),
      lines: fix?.paste?.text.split('\n') ?? [],
    }))
}

/** Of a look that ended before its table: the last lines of the log. */
export function describeFailure(
  { code, message, hint = '' }: ActionError,
  { look, status }: { readonly look: string; readonly status: string },
): LogGroup {
  const lines = [`${code}: ${message}`, hint].filter((line) => line !== '')
  return {
    title: `${look}: ${status}, nothing was looked at`,
    lines: lines.flatMap((line) => safeText(line).split('\n')),
  }
}

const MAX_ANNOTATED = 10

/** One annotation for the whole table: the worst lines first, at most ten. */
export function renderDoctorAnnotation(
  lines: readonly Line[],
  setup: { readonly changes: readonly Change[]; readonly status: SetupStatus } | undefined,
) {
  const worst = LINE_STATUSES.flatMap((status) => lines.filter((line) => line.status === status && status !== 'fine'))
  const told = worst
    .slice(0, MAX_ANNOTATED)
    .map(({ about, check, found, fix }) => `${check} of ${about}: ${found} ${fix?.say ?? ''}`)
  const rest =
    worst.length > MAX_ANNOTATED ? [`${formatNoun(worst.length - MAX_ANNOTATED, 'more line')} in the summary.`] : []
  const ofSetup = setup === undefined ? [] : [explainSetup(setup.changes, setup.status) ?? '']
  const message = [...ofSetup, `${countLines(lines)}.`, ...told, ...rest].join('\n')
  return { level: 'error' as const, title: 'Not everything is fine', message }
}
