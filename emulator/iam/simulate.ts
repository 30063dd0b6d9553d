// Simulates policies (IAM User Guide, "IAM policy testing with the IAM policy simulator").

import { matchesConditions } from './conditions.ts'
import { type ConditionContext, listOf } from './patterns.ts'
import { matchesRequest } from './statements.ts'
import type { IamPolicy, IamRequest } from './types.ts'

/** The decision of a role's policies alone, and the condition keys they use that are missing in the given context. */
export type Simulation = {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  readonly missingKeys: readonly string[]
}

/**
 * IAM User Guide, "Testing IAM policies with the IAM policy simulator": for a role only its own policies are evaluated,
 * and only the given condition keys are known.
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
