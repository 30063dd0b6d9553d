// Checks who may request credentials, and for how long (STS API Reference).

import { ServiceError } from '../http.ts'
import type { IamRole } from '../iam/types.ts'
import type { Principal } from '../world.ts'
import { type AssumeParameters, invalid } from './parameters.ts'

/** 403 MissingAuthenticationToken for an unsigned request. */
export function requirePrincipal(principal: Principal | undefined): Principal {
  if (principal === undefined) {
    throw new ServiceError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')
  }
  return principal
}

/** 400 for a session longer than the role allows. */
export function checkRoleMaximum(role: IamRole, parameters: AssumeParameters): void {
  if (parameters.duration <= role.maxSessionDuration) return
  throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
}
