// AssumeRole (STS API Reference): also used to change from one role's session to another.

import type { EmulatorResponse } from '../../http.ts'
import { authorize } from '../../iam/evaluate.ts'
import { checkRoleMaximum, requirePrincipal } from '../access.ts'
import { answerResult, renderAssumedRole, renderCredentials, renderPackedSize, type StsCall } from '../call.ts'
import { invalid, readAssumeParameters } from '../parameters.ts'
import { issueSession } from '../roles.ts'
import { readSessionPolicy } from '../session-policy.ts'

/** STS API Reference, "AssumeRole": role chaining limits a session to one hour. */
const CHAINED_SESSION_SECONDS = 3600

/** A session of the given role; from another role's session it lasts at most one hour. */
export function assumeRole({ form, world, principal }: StsCall): EmulatorResponse {
  const caller = requirePrincipal(principal)
  const parameters = readAssumeParameters(form)
  const role = world.roles.get(parameters.roleArn)
  authorize(
    world,
    caller,
    {
      action: 'sts:AssumeRole',
      resource: parameters.roleArn,
      context: { 'sts:rolesessionname': parameters.sessionName },
    },
    { resourcePolicy: role?.trustPolicy, resourcePolicyMustAllow: true },
  )
  if (role === undefined) throw new Error('A role that does not exist was assumed')
  checkRoleMaximum(role, parameters)
  if (caller.arn.includes(':assumed-role/') && parameters.duration > CHAINED_SESSION_SECONDS) {
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.')
  }
  const narrowed = readSessionPolicy(world, parameters.policy)
  const { sessionName, duration: seconds } = parameters
  const credential = issueSession(world, role, { sessionName, seconds, policy: narrowed?.policy })
  return answerResult('AssumeRole', [
    renderCredentials(credential),
    renderAssumedRole(role, credential, parameters.sessionName),
    ...renderPackedSize(narrowed),
  ])
}
