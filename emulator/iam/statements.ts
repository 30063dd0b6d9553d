// Decides whether a statement of a policy applies to a request (IAM User Guide, "IAM JSON policy elements").

import { matchesConditions } from './conditions.ts'
import { type ConditionContext, listOf, matchesPattern } from './patterns.ts'
import type { IamRequest, IamStatement } from './types.ts'

export function matchesRequest(statement: IamStatement, request: IamRequest, context: ConditionContext): boolean {
  return (
    matchesList(statement.Action, statement.NotAction, request.action, context, true) &&
    matchesList(statement.Resource, statement.NotResource, request.resource, context, false) &&
    matchesConditions(statement.Condition, context)
  )
}

/** A trust policy has no Resource: the role itself is meant. */
export function matchesOnResource(statement: IamStatement, request: IamRequest, context: ConditionContext): boolean {
  const implied = statement.Resource === undefined && statement.NotResource === undefined
  return matchesRequest(implied ? { ...statement, Resource: '*' } : statement, request, context)
}

function matchesList(
  wanted: string | readonly string[] | undefined,
  unwanted: string | readonly string[] | undefined,
  text: string,
  context: ConditionContext,
  ignoreCase: boolean,
): boolean {
  const matches = (pattern: string): boolean => matchesPattern(pattern, text, context, ignoreCase)
  if (wanted !== undefined) return listOf(wanted).some(matches)
  return unwanted !== undefined && !listOf(unwanted).some(matches)
}
