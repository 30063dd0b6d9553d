// The doctor's table as JSON, as specified by docs/doctor.schema.json.

import { LINE_STATUSES, type Line } from '../doctor/line.ts'
import type { RunContext } from '../result/run-result.ts'
import type { Look } from '../settings/asked-answer.ts'
import type { Change } from '../setup/change.ts'
import type { ActionError } from '../words/errors.ts'
import { safeText } from '../words/outside-text.ts'
import { describeChange } from './setup-section.ts'

/** Incremented when a reader of the old form could be misled; new fields alone do not change it. */
const DOCTOR_SCHEMA_VERSION = 1

/** Pretty-printed, ending in a newline. */
export function renderDoctorJson(
  lines: readonly Line[],
  status: string,
  setup: { readonly changes: readonly Change[]; readonly files: readonly string[] } | undefined,
  context: RunContext,
): string {
  const counts = LINE_STATUSES.map((status) => [status, lines.filter((line) => line.status === status).length] as const)
  return print({
    ...describeHead({ look: setup === undefined ? 'doctor' : 'setup', status }, context),
    counts: Object.fromEntries(counts),
    lines: lines.map(describeLine),
    changes: setup?.changes.map(describeChange),
    infrastructure: setup?.files.map(safeText),
  })
}

type Head = { readonly look: Look; readonly status: string }

/** Of a look that ended before its table. */
export function renderFailureJson({ code, message, hint }: ActionError, head: Head, context: RunContext): string {
  const counts = Object.fromEntries(LINE_STATUSES.map((status) => [status, 0]))
  const error = { code, message: safeText(message), hint: hint && safeText(hint) }
  return print({ ...describeHead(head, context), counts, lines: [], errors: [error] })
}

const print = (report: object) => `${JSON.stringify(report, undefined, 2)}\n`

const describeHead = ({ look, status }: Head, context: RunContext) => ({
  schemaVersion: DOCTOR_SCHEMA_VERSION,
  mode: look,
  status,
  run: {
    repository: context.repository,
    eventName: context.eventName,
    runId: context.runId,
    runUrl: context.runUrl,
    actionVersion: context.actionVersion,
    startedAt: context.startedAt.toISOString(),
    finishedAt: context.finishedAt.toISOString(),
  },
})

/** What is to be pasted is as it must be pasted: it was made of plain text (doctor/commands.ts). */
const describeLine = ({ about, check, fix, found, status }: Line) => ({
  check,
  about: safeText(about),
  status,
  found: safeText(found),
  fix: fix && { say: safeText(fix.say), language: fix.paste?.language, paste: fix.paste?.text },
})
