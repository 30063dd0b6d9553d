// AWS Organizations. Loaded only when a config file asks for the accounts of the organization.

import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { asking } from './asking.ts'
import { needing } from './attempt.ts'
import { createLateClient } from './aws.ts'
import type { ClientOptions } from './client-options.ts'
import type { Identity } from './session.ts'

type OrganizationAccount = { readonly id: string; readonly name: string; readonly state: string }

/**
 * Every account, whatever its state (Organizations API Reference, "ListAccounts": from the management account or a
 * delegated administrator; a page can be empty although more follow).
 * @throws ActionError ACCESS_DENIED
 */
export async function listAccounts(
  options: ClientOptions,
  identity: Identity,
): Promise<readonly OrganizationAccount[]> {
  const client = createLateClient((config) => new OrganizationsClient(config), options, identity.session)
  const attempt = needing('ListAccountsOfTheOrganization', 'organizations:ListAccounts', '*')
  const found: OrganizationAccount[] = []
  let token: string | undefined
  do {
    const page = await asking(attempt, () => client.send(new ListAccountsCommand({ NextToken: token })))
    // `Status` was retired in September 2026 in favour of `State`.
    for (const { Id: id = '', Name: name = '', State, Status } of page.Accounts ?? [])
      if (/^\d{12}$/.test(id)) found.push({ id, name, state: State ?? Status ?? 'UNKNOWN' })
    token = page.NextToken
  } while (token !== undefined && token !== '')
  return found
}
