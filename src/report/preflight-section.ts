// Knows how the checks before a remediation are reported: their names in one line of the log, and in the summary only
// what is wrong or unknown.

import type { Check, CheckStatus } from '../preflight/check.ts'
import type { BucketResult } from '../result/run-result.ts'
import type { LogGroup } from './log-group.ts'
import { bullets, code, details, heading, type Markdown, md, NOTHING, stack, strong } from './markdown.ts'

const STATUSES = ['wrong', 'unknown', 'ok'] as const satisfies readonly CheckStatus[]

/** `Preflight for b: wrong: work-location; ok: report-bucket`, one line as long as nothing is wrong. */
export function describePreflight(bucket: string, checks: readonly Check[]): LogGroup {
  const counts = STATUSES.flatMap((status) => {
    const alike = checks.filter((check) => check.status === status).map(({ name }) => name)
    return alike.length === 0 ? [] : [`${status}: ${alike.join(', ')}`]
  })
  const wrong = checks.filter(({ status }) => status === 'wrong')
  return {
    title: `Preflight for ${bucket}: ${counts.join('; ')}`,
    lines: wrong.map(({ name, found, hint = '' }) => `${name}: ${found} ${hint}`),
  }
}

/** In a plan, a wrong check would stop the run that carries it out; an unknown one does not, and is folded. */
export function renderPreflight({ preflight = [], remediationError }: BucketResult): Markdown {
  const told = (status: CheckStatus) =>
    preflight
      .filter((check) => check.status === status)
      .map(({ name, found, hint }) => md`${code(name)}: ${found}${hint === undefined ? NOTHING : md` ${strong(hint)}`}`)
  const wrong = told('wrong')
  const unknown = told('unknown')
  if (wrong.length + unknown.length === 0) return NOTHING
  const stops =
    remediationError === undefined ? 'This would stop a run before it creates anything:' : 'This stopped the run:'
  return stack(
    heading(3, 'Preflight'),
    wrong.length === 0 ? NOTHING : stack(md`⛔ ${stops}`, bullets(wrong)),
    unknown.length === 0 ? NOTHING : details('Checks that could not be made (they stop nothing)', bullets(unknown)),
  )
}
