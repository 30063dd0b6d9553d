// Knows what a simulation of policies answers (IAM User Guide, "IAM policy testing with the IAM policy simulator").

import { matchesConditions } from './conditions.ts'
import { type ConditionContext, listOf } from './patterns.ts'
import { matchesRequest } from './statements.ts'
import type { IamPolicy, IamRequest } from './types.ts'

/** What the policies of a role say by themselves, and which condition keys of theirs the given context does not have. */
export type Simulation = {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  readonly missingKeys: readonly string[]
}

/**
 * IAM User Guide, "Testing IAM policies with the IAM policy simulator": for a role only its own policies are checked, and
 * of condition keys only the given ones are known.
 */
export function simulatePolicies(
  policies: readonly IamPolicy[],
  request: IamRequest,
  missingOf: 'matching-statements' | 'all-statements',
): Simulation {
  const context: ConditionContext = {
    get: (key) => (key in request.context ? listOf(request.context[key]) : undefined),
  }
  const statements = policies.flatMap(({ Statement }) => Statement)
  const concerned = statements.filter(({ Condition, ...statement }) => matchesRequest(statement, request, context))
  const effects = concerned.filter(({ Condition }) => matchesConditions(Condition, context)).map(({ Effect }) => Effect)
  const keys = (missingOf === 'matching-statements' ? concerned : statements).flatMap(({ Condition = {} }) =>
    Object.values(Condition).flatMap((asked) => Object.keys(asked)),
  )
  return {
    decision: effects.includes('Deny') ? 'explicitDeny' : effects.includes('Allow') ? 'allowed' : 'implicitDeny',
    missingKeys: [...new Set(keys)].filter((key) => !(key.toLowerCase() in request.context)),
  }
}
