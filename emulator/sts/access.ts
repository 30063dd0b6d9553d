// Knows who may be asked for credentials, and for how long a role gives them (STS API Reference).

import { ServiceError } from '../http.ts'
import type { IamRole } from '../iam/types.ts'
import type { Principal } from '../world.ts'
import { type AssumeParameters, invalid } from './parameters.ts'

/** 403 MissingAuthenticationToken for a request nobody signed. */
export function requirePrincipal(principal: Principal | undefined): Principal {
  if (principal === undefined) {
    throw new ServiceError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')
  }
  return principal
}

/** 400 for a session longer than the role gives. */
export function checkRoleMaximum(role: IamRole, parameters: AssumeParameters): void {
  if (parameters.duration <= role.maxSessionDuration) return
  throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
}
