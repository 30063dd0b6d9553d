// Knows whether a role may do something, by what a simulation of its own policies says and by the policy of what it is
// done to. Pure.
//
// IAM User Guide, "Testing IAM policies with the IAM policy simulator", and IAM API Reference, "SimulatePrincipalPolicy":
// for a role the simulation sees no resource-based policy, so its allow is not the last word. IAM User Guide, "Policy
// evaluation logic": within one account a resource-based policy that names the role allows by itself, so an implicit deny
// is not the last word either; an explicit one is. Limits of the organization and permissions boundaries stay, the
// latter where the role's ARN is named. KMS Developer Guide, "Key policies in AWS KMS": without the key policy's word,
// or its delegation to the account, no policy of a role allows anything.

import type { PolicyAnswer } from './policy.ts'

/** What a simulation says of a role's own policies. */
export type Simulated = {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  /** Condition keys the policies ask for and that are unknown: the real request may be decided otherwise. */
  readonly missingKeys: readonly string[]
  /** False where a policy of the organization does not allow it. */
  readonly byOrganization: boolean
  /** False where the role's permissions boundary does not allow it. */
  readonly byBoundary: boolean
}

/** `undefined` for what could not be asked or read. */
export type Evidence = {
  readonly simulated: Simulated | undefined
  readonly policy: PolicyAnswer | undefined
  /** Of what: the policy of a key must allow or delegate, that of a bucket need not. */
  readonly of: 'bucket' | 'key'
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
