// Knows which Principal element of a policy means which caller (IAM User Guide, "AWS JSON policy elements: Principal").

import type { Principal } from '../world.ts'
import { listOf } from './patterns.ts'
import type { IamStatement } from './types.ts'

/**
 * How a statement's Principal is about a caller: by name, or only by naming its whole account. The second delegates to
 * the account's own policies: inside that account it allows nothing by itself.
 */
export type PrincipalMatch = 'named' | 'account' | 'none'

/** How the statement is about the caller; undefined stands for an anonymous one. */
export function matchPrincipal(element: IamStatement['Principal'], principal: Principal | undefined): PrincipalMatch {
  if (element === undefined) return 'none'
  if (element === '*') return 'named'
  const names = listOf(element.AWS)
  if (names.includes('*')) return 'named'
  if (principal === undefined) return 'none'
  if (isService(principal)) return listOf(element.Service).includes(principal.arn) ? 'named' : 'none'
  if (names.includes(principal.arn) || names.some((name) => isSessionOfRole(name, principal.arn))) return 'named'
  const account = [principal.account, `arn:${principal.arn.split(':')[1]}:iam::${principal.account}:root`]
  return names.some((name) => account.includes(name)) ? 'account' : 'none'
}

/** AWS services call under their own name: `s3.amazonaws.com`. */
export function isService(principal: Principal): boolean {
  return principal.arn.endsWith('.amazonaws.com')
}

/** A policy names the role; the caller is a session of it. The session's ARN does not show the role's path. */
function isSessionOfRole(roleArn: string, sessionArn: string): boolean {
  const [, partition, account, role] = /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? []
  return role !== undefined && sessionArn.startsWith(`arn:${partition}:sts::${account}:assumed-role/${role}/`)
}
