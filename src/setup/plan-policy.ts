// Decides which statement the policy of the destination bucket lacks, and whether it can be added without harm. Pure.

import { allowDelivery, askAboutDelivery, type DeliveryQuestion } from '../doctor/delivery.ts'
import { addStatement } from '../policies/merge-policy.ts'
import { parsePolicy } from '../policies/policy.ts'
import { type Change, plan, refuse } from './change.ts'

/** S3 User Guide, "Bucket policies": 20 KB. */
const MAX_POLICY_BYTES = 20 * 1024

/** Undefined if the policy lets S3 deliver already. */
export function planPolicy(text: string, question: DeliveryQuestion): Change | undefined {
  const { destinationBucket: bucket } = question.location
  const statement = allowDelivery(question)
  const about = { what: 'destination-policy', bucket, source: question.sourceBucket, adds: statement } as const
  const policy = parsePolicy(text)
  const merged = addStatement(text, statement)
  if (policy === undefined || merged === undefined) {
    return refuse({
      ...about,
      say: `The policy of ${bucket} could not be understood, so nothing is added to it. Add this statement by hand.`,
    })
  }
  const { allows, denies } = askAboutDelivery(policy, question)
  if (denies === 'yes') {
    return refuse({
      ...about,
      say: `A statement of the policy of ${bucket} denies S3 the delivery and would still win. Change that statement first.`,
    })
  }
  if (allows === 'yes') return undefined
  const size = Buffer.byteLength(JSON.stringify(merged))
  if (size > MAX_POLICY_BYTES) {
    return refuse({
      ...about,
      say: `With this statement the policy of ${bucket} would have ${size} bytes, and S3 allows 20,480. Combine statements first.`,
    })
  }
  return plan({
    ...about,
    say: `Add a statement to the policy of ${bucket}; the ${policy.length} statements that it has stay as they are.`,
  })
}

/** True if every statement of the first policy, and the added one, is in the second: what S3 returns after a write. */
export function hasKept(before: string, added: object, after: string): boolean {
  const found = new Set((parsePolicy(after) ?? []).map(canonical))
  const kept = (parsePolicy(before) ?? []).every((statement) => found.has(canonical(statement)))
  const { Sid: _, ...withoutName } = added as { readonly Sid?: string }
  const isAdded = (parsePolicy(after) ?? []).some(
    ({ Sid: __, ...statement }) => canonical(statement) === canonical(withoutName),
  )
  return kept && isAdded
}

/** Independent of the order of members and of whether one value is a list. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? canonical(value[0]) : `[${value.map(canonical).sort().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}
