// Shows what the action changed itself, object by object, without copying.

import type { OneByOneOutcomeOfPlan, OneByOneResult } from '../direct/one-by-one.ts'
import { ONE_BY_ONE_WORDS } from '../result/advice.ts'
import { formatNoun } from '../words/numbers.ts'
import { safeLine, safeText } from '../words/outside-text.ts'
import type { Json } from './json-values.ts'
import type { LogGroup } from './log-group.ts'
import { bullets, code, type Inline, keyCode, type Markdown, md, NOTHING, stack, table } from './markdown.ts'

/** After it is done. */
export function describeOneByOne(bucket: string, { outcomes }: OneByOneResult): LogGroup {
  const total = [...outcomes.values()].reduce((sum, { objects }) => sum + objects, 0)
  return {
    title: safeLine(`Objects of ${bucket}, one by one: ${formatNoun(total, 'object')} checked`),
    lines: [...outcomes].map(([outcome, { objects, samples }]) => {
      const reason = samples[0]?.reason
      return safeText(
        `${ONE_BY_ONE_WORDS[outcome]}: ${formatNoun(objects, 'object')}${reason === undefined ? '' : ` (${reason})`}`,
      )
    }),
  }
}

export function renderOneByOne(of: OneByOneOutcomeOfPlan | undefined, listKeys: boolean): Markdown {
  if (of === undefined) return NOTHING
  const objects = of.planned.reduce((sum, { group }) => sum + group.tally.objects, 0)
  if (of.result === undefined) {
    return md`✋ ${formatNoun(objects, 'object')} will be changed by the action itself, without a job: run the same plan with ${code('remediation: run')}.`
  }
  const outcomes = [...of.result.outcomes]
  const rows = outcomes.map(([outcome, group]): Inline[] => [ONE_BY_ONE_WORDS[outcome], group.objects])
  // One example of each kind: the others usually have the same reason.
  const reasons = outcomes.flatMap(([, { samples }]) =>
    samples
      .filter(({ reason }) => reason !== undefined)
      .slice(0, 1)
      .map(({ key, reason = '' }) => (listKeys ? md`${keyCode(key)}: ${reason}` : md`${reason}`)),
  )
  return stack(
    table([{ title: 'Objects, one by one' }, { title: 'Objects', align: 'right' }], rows),
    reasons.length === 0 ? NOTHING : bullets(reasons),
  )
}

/** `outcomes` contains only those that occurred; it is missing until a run may start. */
export function describeOneByOneAsJson({ planned, result }: OneByOneOutcomeOfPlan, listKeys: boolean): Json {
  return {
    objects: planned.reduce((sum, { group }) => sum + group.tally.objects, 0),
    outcomes:
      result &&
      [...result.outcomes].map(([outcome, { objects, samples }]) => ({
        outcome,
        objects,
        samples: listKeys ? samples.map(({ key, reason }) => ({ key, reason: reason && safeText(reason) })) : undefined,
      })),
    interrupted: result?.interrupted,
  }
}
