// Decides which caller a policy's Principal element matches (IAM User Guide, "AWS JSON policy elements: Principal").

import type { Principal } from '../world.ts'
import { listOf } from './patterns.ts'
import type { IamStatement } from './types.ts'

/**
 * How a statement's Principal matches a caller: by name, or only by its whole account. The latter delegates to the
 * account's own policies: within that account it does not allow anything by itself.
 */
export type PrincipalMatch = 'named' | 'account' | 'none'

/** How the statement matches the caller; undefined for an anonymous caller. */
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

/** AWS services use their own name: `s3.amazonaws.com`. */
export function isService(principal: Principal): boolean {
  return principal.arn.endsWith('.amazonaws.com')
}

/** A policy names the role; the caller is a session of it. The session's ARN does not contain the role's path. */
function isSessionOfRole(roleArn: string, sessionArn: string): boolean {
  const [, partition, account, role] = /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? []
  return role !== undefined && sessionArn.startsWith(`arn:${partition}:sts::${account}:assumed-role/${role}/`)
}
