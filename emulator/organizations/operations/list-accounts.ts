// ListAccounts (AWS Organizations API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { authorize } from '../../iam/evaluate.ts'
import { partitionOf } from '../../partition.ts'
import { answerJson, type OrganizationsCall } from '../call.ts'
import { organizationState } from '../state.ts'

/**
 * From the management account, which is the world's own; "NextToken" goes on. `Status` is not returned: it was retired on
 * September 9, 2026 in favour of `State`.
 */
export function listAccounts({ body, principal, world }: OrganizationsCall): EmulatorResponse {
  authorize(world, principal, { action: 'organizations:ListAccounts', resource: '*', context: {} })
  const { accounts, page } = organizationState(world)
  if (principal.account !== world.account)
    throw new ServiceError(400, 'AccessDeniedException', "You don't have permissions to access this resource.")
  if (accounts.length === 0)
    throw new ServiceError(400, 'AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.')
  const start = Number(body.NextToken ?? 0)
  const most = Math.min(Number(body.MaxResults ?? page), page)
  const next = start + most
  return answerJson(200, {
    Accounts: accounts.slice(start, next).map(({ id, name, state }) => ({
      Id: id,
      Arn: `arn:${partitionOf(world)}:organizations::${world.account}:account/o-emulated/${id}`,
      Name: name,
      State: state,
    })),
    ...(next < accounts.length && { NextToken: String(next) }),
  })
}
