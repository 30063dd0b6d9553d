// Finds the buckets of several accounts: which accounts, signing in to each, and what the lines take there. An account
// that cannot be looked into is a row with its reason.

import { type ListedBucket, listIdleLines } from '../decide/choose-buckets.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import type { AccountResult } from '../result/run-result.ts'
import { settingsOfAccount } from '../settings/accounts.ts'
import { standInsFor } from '../settings/bucket-choice.ts'
import type { AccountsInput } from '../settings/settings-of-a-run.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { ActionError, asActionError, INSUFFICIENT_DATA_REASONS } from '../words/errors.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'
import { type Access, type AccessOf, keyOf, openRole } from './access.ts'
import { type ChosenBuckets, chooseIn, lookInto, refuseLine } from './choose-buckets.ts'

type FoundAccounts = ChosenBuckets & { readonly accessOf: AccessOf }

type Account = { readonly id: string; readonly name?: string; readonly state?: string }

/** Accounts that are signed in to at the same time. */
const ACCOUNTS_AT_ONCE = 4

/** @throws ActionError if the accounts cannot be listed, or a line is about no bucket of any of them */
export async function findAccounts(input: AccountsInput, deps: Deps): Promise<FoundAccounts> {
  const first = await openFirst(input, deps)
  const accounts = (await listIds(input, first, deps)).filter(({ id }) => !input.leaveOut.includes(id))
  const open = accounts.filter(({ state = 'ACTIVE' }) => state === 'ACTIVE')
  const results = new Map<string, AccountResult>()
  const accesses = new Map<string, Access>()
  const found: ChosenBuckets[] = []
  const seen: ListedBucket[] = []
  await forEachAtOnce(
    open,
    ACCOUNTS_AT_ONCE,
    async ({ id }) => {
      const settings = settingsOfAccount(input, id)
      const choice = { ...input, settings }
      try {
        const through = input.isChained ? first : undefined
        const scene = {
          region: settings.region,
          targets: standInsFor([choice]),
          mode: 'audit',
          first: through,
        } as const
        const access = await openRole(settings.credentials, scene, deps)
        accesses.set(keyOf(settings.credentials), access)
        const listed = await lookInto(choice, access, deps)
        const chosen = chooseIn(choice, listed, access)
        found.push(chosen)
        seen.push(...listed.buckets)
        for (const account of chosen.accounts) results.set(id, account)
      } catch (error) {
        results.set(id, { account: id, lines: textsOf(input), listed: undefined, leftOut: [], problem: explain(error) })
      }
      deps.log.progress(`${formatCount(results.size)} of ${formatNoun(open.length, 'account')} looked into`)
    },
    deps.signal,
  )
  const isWhole = [...results.values()].every(({ problem }) => problem === undefined)
  const [idle] = isWhole ? listIdleLines(input.lines, seen) : []
  if (idle !== undefined) throw refuseLine(idle, seen, `${formatNoun(open.length, 'account')}`)
  return {
    targets: found.flatMap(({ targets }) => targets),
    unseen: found.flatMap(({ unseen }) => unseen),
    accounts: accounts.map(({ id, name, state }) => ({
      ...(results.get(id) ?? { account: id, lines: textsOf(input), listed: undefined, leftOut: [] }),
      name,
      state: state === 'ACTIVE' ? undefined : state,
    })),
    accessOf: ({ credentials }) => accesses.get(keyOf(credentials)) ?? new ActionError('NO_CREDENTIALS', NOBODY),
  }
}

const NOBODY = 'Nobody signed in for this bucket.'
const textsOf = ({ lines }: AccountsInput) => lines.map(({ text }) => text)

/** Only where it lists the accounts, or its session assumes their roles. */
async function openFirst(input: AccountsInput, deps: Deps) {
  const { ids, isChained, role, settings } = input
  if (ids !== 'organization' && !isChained) return undefined
  const { credentials, region } = settings
  const targets = standInsFor([input]).map((target) => ({
    ...target,
    credentials: { ...credentials, roleToAssume: role.replaceAll('{account}', '*') },
  }))
  return (await openRole(credentials, { region, targets, mode: 'accounts' }, deps)).identity
}

async function listIds(
  { ids, settings }: AccountsInput,
  first: Access['identity'] | undefined,
  deps: Deps,
): Promise<readonly Account[]> {
  if (ids !== 'organization') return ids.map((id) => ({ id }))
  if (first === undefined) throw new ActionError('INTERNAL_ERROR', NOBODY)
  const { listAccounts } = await import(/* webpackMode: "eager" */ '../external/organizations.ts')
  const found = await listAccounts(clientOptions(settings.region, deps), first)
  deps.log.info(`${formatNoun(found.length, 'account')} of the organization listed`)
  for (const { id, name, state } of found)
    if (state !== 'ACTIVE') deps.log.info(say`Account ${id} (${name}) is ${state}, and is not signed in to`)
  return found
}

/** That a role may not be assumed is a denial, whoever made it. */
function explain(error: unknown): NonNullable<AccountResult['problem']> {
  const { cause, code, hint, message } = asActionError(error, 'INTERNAL_ERROR')
  const isDenied = code === 'NO_CREDENTIALS' && (cause as Error | undefined)?.name?.startsWith('AccessDenied') === true
  const known = INSUFFICIENT_DATA_REASONS.find((reason) => reason === code) ?? 'INTERNAL_ERROR'
  return { code: isDenied ? 'ACCESS_DENIED' : known, message, hint }
}
