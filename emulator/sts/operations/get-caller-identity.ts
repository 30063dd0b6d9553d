// GetCallerIdentity (STS API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { partitionOf } from '../../partition.ts'
import { element } from '../../xml.ts'
import { requirePrincipal } from '../access.ts'
import { answerResult, type StsCall } from '../call.ts'
import { roleId } from '../roles.ts'

/** Needs no permission: even an explicit deny does not prevent it (STS API Reference, "GetCallerIdentity"). */
export function getCallerIdentity({ world, principal }: StsCall): EmulatorResponse {
  const caller = requirePrincipal(principal)
  const [, account, name, session] = /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(caller.arn) ?? []
  const role = world.roles.get(`arn:${partitionOf(world)}:iam::${account}:role/${name}`)
  return answerResult('GetCallerIdentity', [
    element('UserId', role === undefined ? caller.account : `${roleId(role)}:${session}`),
    element('Account', caller.account),
    element('Arn', caller.arn),
  ])
}
