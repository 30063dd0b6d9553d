// Reports the checks before a remediation: all names in one line of the log, and in the summary only what is wrong or
// unknown.

import type { Check, CheckStatus } from '../preflight/check.ts'
import type { BucketResult } from '../result/run-result.ts'
import type { LogGroup } from './log-group.ts'
import { bullets, code, details, heading, type Inline, type Markdown, md, NOTHING, stack, strong } from './markdown.ts'

const STATUSES = ['wrong', 'unknown', 'ok'] as const satisfies readonly CheckStatus[]

/** `Preflight for b: wrong: work-location; ok: report-bucket`, a single line if nothing is wrong. */
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

/** A wrong check would stop the run that carries out the plan; an unknown one would not, and is folded. */
export function renderPreflight({ preflight = [], remediationError }: BucketResult): Markdown {
  const told = (status: CheckStatus) => groupAlike(preflight.filter((check) => check.status === status)).map(tellAlike)
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

/** Groups checks with the same result and hint: one refused request can affect several checks. */
const groupAlike = (checks: readonly Check[]) => [
  ...Map.groupBy(checks, ({ found, hint }) => JSON.stringify([found, hint])).values(),
]

function tellAlike(checks: readonly Check[]): Inline {
  const [{ found, hint } = { found: '', hint: undefined }] = checks
  const names = checks.map(({ name }) => code(name)).reduce((line, name) => md`${line}, ${name}`)
  return md`${names}: ${found}${hint === undefined ? NOTHING : md` ${strong(hint)}`}`
}
