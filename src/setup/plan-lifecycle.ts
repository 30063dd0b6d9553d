// Decides whether the work bucket needs a rule that ends unfinished uploads. Pure.

import type { WorkPlace } from '../batch/work-place.ts'
import { addUploadRule, findUploadRule, type Lifecycle } from '../doctor/lifecycle.ts'
import { type Change, plan, refuse } from './change.ts'

/** S3 User Guide, "Managing your storage lifecycle": rules of one bucket. */
const MAX_RULES = 1000

/** Undefined if a rule ends them already. */
export function planLifecycle(lifecycle: Lifecycle, place: WorkPlace, source: string): Change | undefined {
  if (findUploadRule(lifecycle, place.prefix) !== undefined) return undefined
  const { rules } = lifecycle
  const about = {
    what: 'lifecycle-rule',
    bucket: place.bucket,
    source,
    adds: addUploadRule(lifecycle, place.prefix).rules.at(-1),
  } as const
  return rules.length >= MAX_RULES
    ? refuse({
        ...about,
        say: `${place.bucket} has ${rules.length} lifecycle rules, and S3 allows no more than 1,000. Combine rules first.`,
      })
    : plan({
        ...about,
        say: `Add a lifecycle rule to ${place.bucket} that ends unfinished uploads; the ${rules.length} rules that it has are sent back as they are.`,
      })
}

/** True if every rule of the first configuration, its minimum size, and the added rule, are in the second. */
export function hasKeptRules(before: Lifecycle, added: object, after: Lifecycle): boolean {
  const found = new Set(after.rules.map(canonical))
  const isSame =
    before.transitionDefaultMinimumObjectSize === undefined ||
    before.transitionDefaultMinimumObjectSize === after.transitionDefaultMinimumObjectSize
  return isSame && [...before.rules, added].every((rule) => found.has(canonical(rule)))
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  )
