// Reads what the doctor judges about a role: the token, and what came of signing in with it.

import type { RoleFacts } from '../../doctor/facts.ts'
import type { Deps } from '../../external/deps.ts'
import { classifySignIn } from '../../external/sign-in-faults.ts'
import { ActionError } from '../../words/errors.ts'
import { lookAtToken, type SignedIn } from '../access.ts'
import { look } from './look.ts'

export async function lookAtRole({ access, credentials, targets }: SignedIn, deps: Deps): Promise<RoleFacts> {
  const { roleToAssume: role } = credentials
  const region = targets[0]?.region ?? ''
  return {
    role,
    event: deps.origin.trigger.name || 'unknown',
    token: role === undefined ? undefined : await look(() => lookAtToken(credentials, region, deps)),
    account: access instanceof ActionError ? { unseen: access } : { seen: access.identity.account },
    fault: access instanceof ActionError ? classifySignIn(access.cause) : undefined,
  }
}
