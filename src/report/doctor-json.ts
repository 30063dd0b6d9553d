// The doctor's table as JSON, as specified by docs/doctor.schema.json.

import { LINE_STATUSES, type Line } from '../doctor/line.ts'
import type { RunContext } from '../result/run-result.ts'
import type { Change } from '../setup/change.ts'
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
  const report = {
    schemaVersion: DOCTOR_SCHEMA_VERSION,
    mode: setup === undefined ? 'doctor' : 'setup',
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
    counts: Object.fromEntries(counts),
    lines: lines.map(describeLine),
    changes: setup?.changes.map(describeChange),
    infrastructure: setup?.files.map(safeText),
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}

/** What is to be pasted is as it must be pasted: it was made of plain text (doctor/commands.ts). */
const describeLine = ({ about, check, fix, found, status }: Line) => ({
  check,
  about: safeText(about),
  status,
  found: safeText(found),
  fix: fix && { say: safeText(fix.say), language: fix.paste?.language, paste: fix.paste?.text },
})
