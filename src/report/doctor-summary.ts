// The doctor's table in the job summary: first what is not fine, each with its fix, then everything.

import { LINE_STATUSES, type Line, type LineStatus, worstOf } from '../doctor/line.ts'
import type { Change } from '../setup/change.ts'
import type { SetupStatus } from '../setup/conclude.ts'
import type { ActionError } from '../words/errors.ts'
import { countLines } from './doctor-log.ts'
import {
  byteLength,
  code,
  codeBlock,
  details,
  heading,
  type Markdown,
  md,
  NOTHING,
  stack,
  stackWithin,
  strong,
  table,
} from './markdown.ts'
import { renderChanges } from './setup-section.ts'
import { MAX_SUMMARY_BYTES } from './summary.ts'

const SIGNS: Readonly<Record<LineStatus, string>> = { wrong: '⛔', unknown: '❔', fine: '✅' }
const sign = (status: LineStatus): Markdown => ({ markdown: `${SIGNS[status]} ${status}` })

const HEADLINES: Readonly<Record<LineStatus, string>> = {
  wrong: '⛔ Something is wrong',
  unknown: '❔ Something could not be looked at',
  fine: '✅ Everything is fine',
}

/** At most 900 KiB. */
export function renderDoctorSummary(lines: readonly Line[], setup: Setup | undefined, version: string): string {
  const wrote = setup?.changes.some(({ state }) => state === 'made' || state === 'failed') === true
  const footer = md`<sub>${wrote ? 'What was there before is unchanged' : 'Nothing was changed'} · s3-encryption-compliance ${code(version)}</sub>`
  const leftOut = md`ℹ️ The rest is left out: GitHub limits the size of a summary. The JSON report has everything.`
  const room = MAX_SUMMARY_BYTES - byteLength(footer) - 3
  return `${stack(stackWithin(room, renderBlocks(lines, setup), leftOut), footer).markdown}\n`
}

/** Of a look that ended before its table. */
export function renderDoctorFailure({ code: name, message, hint = '' }: ActionError): string {
  return `${stack(heading(2, { markdown: '❔ Nothing could be looked at' }), md`${code(name)} ${message} ${strong(hint)}`).markdown}\n`
}

type Setup = {
  readonly changes: readonly Change[]
  readonly status: SetupStatus
  /** The templates of infra/, filled in. */
  readonly files: readonly string[]
}

function* renderBlocks(lines: readonly Line[], setup: Setup | undefined): Generator<Markdown> {
  if (setup !== undefined) {
    yield renderChanges(setup.changes, setup.status)
    yield renderFiles(setup.files)
  }
  yield heading(2, { markdown: HEADLINES[worstOf(lines)] })
  yield strong(countLines(lines))
  for (const status of LINE_STATUSES) {
    for (const line of lines) if (line.status === status && line.fix !== undefined) yield renderFix(line)
  }
  yield renderTable(lines)
}

/** infra/README.md says how they are used. */
function renderFiles(files: readonly string[]): Markdown {
  if (files.length === 0) return NOTHING
  const names = { markdown: files.map((file) => code(file).markdown).join(', ') }
  return md`🏗️ Roles, identity provider and buckets as CloudFormation and Terraform, filled in for these buckets: ${names}`
}

function renderFix({ about, check, fix, found, status }: Line): Markdown {
  const paste = fix?.paste
  return stack(
    md`${sign(status)}: ${code(check)} of ${code(about)}`,
    md`${found} ${strong(fix?.say ?? '')}`,
    paste === undefined ? NOTHING : codeBlock(paste.language, paste.text),
  )
}

function renderTable(lines: readonly Line[]): Markdown {
  const rows = lines.map(({ about, check, found, status }) => [sign(status), code(check), code(about), found])
  const columns = ['status', 'check', 'of', 'found'].map((title) => ({ title }))
  const all = table(columns, rows)
  return lines.some(({ status }) => status !== 'fine') ? details('Everything that was looked at', all) : all
}
