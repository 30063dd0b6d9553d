// Decides whether a role may do something, from a simulation of its own policies and from the resource's policy. Pure.
//
// IAM User Guide, "Testing IAM policies with the IAM policy simulator", and IAM API Reference,
// "SimulatePrincipalPolicy": for a role, the simulation does not include resource-based policies, so its allow is not
// final. IAM User Guide, "Policy evaluation logic": within one account, a resource-based policy that names the role is
// sufficient to allow, so an implicit deny is not final either; an explicit deny is. Limits of the organization and
// permissions boundaries still apply, the latter if the role's ARN is named. KMS Developer Guide, "Key policies in AWS
// KMS": unless the key policy allows it, or delegates to the account, no policy of a role allows anything.

import type { PolicyAnswer } from '../policies/policy.ts'

/** Result of a simulation of a role's own policies. */
export type Simulated = {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  /** Condition keys that the policies use and whose values are unknown: the real request may be decided differently. */
  readonly missingKeys: readonly string[]
  /** False if a policy of the organization does not allow it. */
  readonly byOrganization: boolean
  /** False if the role's permissions boundary does not allow it. */
  readonly byBoundary: boolean
}

/** `undefined` for what could not be requested or read. */
export type Evidence = {
  readonly simulated: Simulated | undefined
  readonly policy: PolicyAnswer | undefined
  /**
   * The kind of resource: a key policy must allow or delegate, a bucket policy need not. The policy of a function is not
   * read: within an account the role's own policy is enough (Lambda Developer Guide, "Using resource-based policies").
   */
  readonly of: 'bucket' | 'key' | 'function'
}

export type Finding = { readonly status: 'ok' | 'wrong' | 'unknown'; readonly why: string }

const wrong = (why: string): Finding => ({ status: 'wrong', why })
const unknown = (why: string): Finding => ({ status: 'unknown', why })
const FINE: Finding = { status: 'ok', why: '' }

export function judgePermission({ simulated, policy, of }: Evidence): Finding {
  if (policy?.denies === 'yes') return wrong(`the ${of} policy denies it`)
  if (simulated === undefined) return unknown('not simulated')
  if (!simulated.byOrganization) return wrong('a policy of the organization does not allow it')
  if (simulated.missingKeys.length > 0)
    return unknown(`decided by ${simulated.missingKeys.join(', ')}, which a simulation cannot know`)
  if (simulated.decision === 'explicitDeny') return wrong('a policy of the role denies it')
  if (of === 'function') return simulated.decision === 'allowed' ? FINE : wrong('no policy of the role allows it')
  if (policy === undefined) return unknown(`the ${of} policy could not be read`)
  if (policy.denies === 'maybe') return unknown(`the ${of} policy denies it under conditions`)
  return simulated.decision === 'allowed' ? judgeAllowed(policy, of) : judgeImplicitDeny(simulated, policy, of)
}

function judgeAllowed({ allows, delegates }: PolicyAnswer, of: Evidence['of']): Finding {
  if (of === 'bucket' || allows === 'yes' || delegates === 'yes') return FINE
  if (allows === 'maybe' || delegates === 'maybe') return unknown('the key policy allows it under conditions')
  return wrong('the key policy neither allows the role nor its account')
}

function judgeImplicitDeny({ byBoundary }: Simulated, { allows }: PolicyAnswer, of: Evidence['of']): Finding {
  if (allows === 'no') return wrong(`neither a policy of the role nor the ${of} policy allows it`)
  if (allows === 'maybe') return unknown(`only the ${of} policy allows it, under conditions`)
  return byBoundary ? FINE : unknown(`only the ${of} policy allows it, and the role has a permissions boundary`)
}
