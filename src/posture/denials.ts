// Asks the policy of a bucket whether it denies a request to everybody, by evaluating it for requests of which everything
// that matters is known. Pure.

import type { Answer } from '../policies/answer.ts'
import { all } from '../policies/answer.ts'
import type { KnownKeys } from '../policies/conditions.ts'
import { addStatement, bucketPolicyCommand } from '../policies/merge-policy.ts'
import { askPolicy, type Policy } from '../policies/policy.ts'
import type { PostureFacts } from './posture.ts'

type Attempted = { readonly action: string; readonly on: 'bucket' | 'objects'; readonly known: KnownKeys }

export const bucketArnOf = ({ bucket, partition }: PostureFacts) => `arn:${partition}:s3:::${bucket}`

/**
 * Yes if nobody can make the request on any key; maybe if that depends on what is not known, or the policy makes exceptions
 * by NotResource or NotPrincipal.
 */
export function deniesEverybody(policy: Policy, attempted: Attempted, facts: PostureFacts): Answer {
  const plain = policy.filter(({ NotResource }) => NotResource === undefined)
  const answer = all(askForEach(plain, attempted, facts))
  if (answer === 'yes' || plain.length === policy.length) return answer
  return all(askForEach(policy, attempted, facts)) === 'no' ? 'no' : 'maybe'
}

/** Someone of the account whom no statement names, and someone of another account. */
const STRANGERS = ['somebody-whom-no-policy-names', 'somebody-of-another-account'] as const

/** A pattern that matches these as texts matches every key: `*` and `?*` do, `a*` and `??` do not. */
const ANY_KEYS = ['*', '**']

function askForEach(policy: Policy, { action, on, known }: Attempted, facts: PostureFacts): readonly Answer[] {
  const arn = bucketArnOf(facts)
  const resources = on === 'bucket' ? [arn] : ANY_KEYS.map((key) => `${arn}/${key}`)
  const [own, other] = STRANGERS
  const callers = [
    `arn:${facts.partition}:iam::${facts.account}:role/${own}`,
    `arn:${facts.partition}:iam::${'0'.repeat(12)}:role/${other}`,
  ]
  return callers.flatMap((role) =>
    resources.map((resource) => askPolicy(policy, { caller: { role }, action, resource, known }).denies),
  )
}

/** S3 User Guide, "Bucket policies for Amazon S3": 20 KB. */
const MAX_POLICY_BYTES = 20 * 1024

/** The command that adds statements to the policy as it is; undefined if the result would be too large. */
export function denyCommand(
  text: string,
  bucket: string,
  statements: readonly Readonly<Record<string, unknown>>[],
): string | undefined {
  const merged = statements.reduce<string>((policy, one) => JSON.stringify(addStatement(policy, one) ?? {}), text)
  return Buffer.byteLength(merged) > MAX_POLICY_BYTES ? undefined : bucketPolicyCommand(bucket, JSON.parse(merged))
}
