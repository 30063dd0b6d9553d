// Whether the event of the workflow allows the remediation that is asked for.

import type { RunFacts } from '../facts.ts'
import { fine, type Line, wrong } from '../line.ts'

/** No line if no remediation is asked for. */
export function checkEvent({ refusal, event, remediation }: RunFacts): readonly Line[] {
  if (remediation === 'none') return []
  const subject = { check: 'event', about: event || 'no event' } as const
  if (refusal === undefined) return [fine(subject, `The event allows remediation: ${remediation}.`)]
  return [wrong(subject, refusal.message, { say: refusal.hint })]
}
