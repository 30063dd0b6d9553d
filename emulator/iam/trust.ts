// Decides who may assume a role by its trust policy (IAM User Guide, "Roles terms and concepts": trust policy).

import { listOf } from './patterns.ts'
import { matchesOnResource } from './statements.ts'
import type { IamRole, IamStatement } from './types.ts'

/** The identity that wants to assume a role without a signature: an identity provider's token, or an AWS service. */
export type TrustQuestion = {
  readonly federated?: string | undefined
  readonly service?: string | undefined
  /** Condition keys in lower case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>
}

/** True if the role's trust policy allows this identity provider or service to assume it. */
export function matchesTrustPolicy(role: IamRole, question: TrustQuestion): boolean {
  const action = question.federated === undefined ? 'sts:AssumeRole' : 'sts:AssumeRoleWithWebIdentity'
  const context = new Map(Object.entries(question.context).map(([key, value]) => [key, listOf(value)]))
  const matching = role.trustPolicy.Statement.filter(
    (statement) =>
      trusts(statement.Principal, question) &&
      matchesOnResource(statement, { action, resource: role.arn, context: question.context }, context),
  )
  return (
    matching.some((statement) => statement.Effect === 'Allow') &&
    matching.every((statement) => statement.Effect !== 'Deny')
  )
}

function trusts(element: IamStatement['Principal'], question: TrustQuestion): boolean {
  if (element === undefined) return false
  if (element === '*') return true
  if (question.federated !== undefined) return listOf(element.Federated).includes(question.federated)
  return question.service !== undefined && listOf(element.Service).includes(question.service)
}
