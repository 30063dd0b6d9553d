// An organization: the world's own account and a second one with the documented roles, one that is suspended, and one without
// the role.

import type { IamRole } from '../../../emulator/iam/types.ts'
import { deliverInventory } from '../../../emulator/inventory/deliver.ts'
import { organizationState } from '../../../emulator/organizations/state.ts'
import { addAccount, readDocumentedPolicy } from '../../../emulator/stage.ts'
import type { World } from '../../../emulator/world.ts'
import type { ScenarioRun } from '../scenario.ts'
import { checkOut } from '../workspace.ts'
import { openAccount, seedTwo } from './account.ts'

export const FIRST = '111122223333'
export const SECOND = '444455556666'
export const CLOSED = '777788889999'
export const NEVER = '999988887777'

/** The line of the role, and the buckets of each account but those of reports and jobs. */
export const ROLE = "  role: arn:aws:iam::{account}:role/s3-encryption-scan\n  buckets: ['*', '!acme-*']\n"

/** Two accounts with roles, one that is suspended, and one without the role. */
export async function openOrganization({ isChained = false } = {}) {
  const scenario = await openAccount({ findings: 0, policies: ['organization-policy.json', 'chain-policy.json'] })
  const { world, roles } = scenario
  await joinOrganization(world, roles.scan, { isChained })
  const run = (accounts: string, more: Readonly<Record<string, string>> = {}) =>
    scenario.run(
      { buckets: '', 'config-file': 'fleet.yml', ...more },
      { cwd: checkOut('fleet.yml', `accounts:\n${accounts}`) },
    )
  return { scenario, run }
}

/** Makes the world's account part of the organization. `first`: the role that lists it, or whose session assumes the others. */
export async function joinOrganization(world: World, first: IamRole, { isChained = false } = {}): Promise<void> {
  const second = addAccount(world, SECOND, { sourceBuckets: ['second-data'], repository: 'octo-org/octo-repo' })
  const household = { account: SECOND, destinationBucket: second.destinationBucket, workBucket: second.workBucket }
  const read = (file: string) => readDocumentedPolicy(world, file, { bucket: '*', repository: '' }, household)
  second.roles.scan.policies = [read('scan-role-policy.json'), read('account-policy.json')]
  if (isChained)
    for (const role of [first, second.roles.scan])
      world.roles.set(role.arn, {
        ...role,
        // The trust of the first role stays: the workflow assumes it with its token.
        trustPolicy: {
          Statement: [
            ...(role === first ? role.trustPolicy.Statement : []),
            ...readDocumentedPolicy(world, 'chained-role-trust-policy.json', { bucket: '', repository: '' }).Statement,
          ],
        },
      })
  seedTwo(world, 'second-data')
  await deliverInventory(world, 'second-data', 'daily')
  organizationState(world).accounts.push(
    { id: FIRST, name: 'Platform', state: 'ACTIVE' },
    { id: SECOND, name: 'Data | <b>', state: 'ACTIVE' },
    { id: CLOSED, name: 'Old', state: 'SUSPENDED' },
    { id: NEVER, name: 'Without the role', state: 'ACTIVE' },
  )
  organizationState(world).page = 1
}

type AccountRow = {
  readonly account: string
  readonly verdict?: string
  readonly reason?: string
  readonly state?: string
}
export const wordsOf = (run: ScenarioRun) =>
  (run.report as { accounts: readonly AccountRow[] }).accounts.map(({ account, verdict, reason, state }) => [
    account,
    reason ?? verdict ?? state,
  ])
