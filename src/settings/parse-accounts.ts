// Parses the section `accounts` of the config file: which accounts, the role in each, and the lines that take their buckets.

import type { ConfigNode, ConfigPair, Place, Report } from './document.ts'
import { readKnownPairs, readLine } from './pairs.ts'

const ACCOUNTS_KEYS = ['ids', 'role', 'sign-in', 'leave-out', 'buckets'] as const

export type AccountsEntry = {
  readonly place: Place
  readonly ids: 'organization' | readonly string[]
  readonly leaveOut: readonly string[]
  readonly role: string
  readonly isChained: boolean
  readonly buckets: readonly string[]
}

const ACCOUNT = /^\d{12}$/
const ROLE = /^arn:aws(-cn|-us-gov)?:iam::\{account\}:role\/[\w+=,.@/-]{1,512}$/
const MAX_ACCOUNTS = 1_000

/** Undefined, and reported, if it cannot be understood. */
export function readAccountsEntry(pair: ConfigPair | undefined, report: Report): AccountsEntry | undefined {
  if (pair === undefined) return undefined
  const { value } = pair
  const pairs = readKnownPairs(value, 'accounts', ACCOUNTS_KEYS, report)
  if (pairs === undefined) return undefined
  const ids = readIds(pairs.get('ids')?.value, value.place, report)
  const role = readWith(ROLE, pairs.get('role')?.value)
  if (role === undefined)
    report(
      pairs.get('role')?.value.place ?? value.place,
      'accounts need a role; accepted is an ARN with {account}, for example arn:aws:iam::{account}:role/s3-encryption-scan',
    )
  const signIn = pairs.get('sign-in')?.value
  const how = signIn === undefined ? 'oidc' : readLine(signIn)
  if (how !== 'oidc' && how !== 'chain')
    report(signIn?.place ?? value.place, `sign-in is ${JSON.stringify(how ?? '')}; accepted is oidc or chain`)
  const leaveOut = readList(pairs.get('leave-out')?.value, 'leave-out', ACCOUNT, report)
  const buckets = readList(pairs.get('buckets')?.value, 'buckets', /^.+$/, report)
  if (ids === undefined || role === undefined) return undefined
  const lines = buckets.length === 0 ? ['*'] : buckets
  return { place: value.place, ids, leaveOut, role, isChained: how === 'chain', buckets: lines }
}

function readIds(node: ConfigNode | undefined, start: Place, report: Report): AccountsEntry['ids'] | undefined {
  if (node?.kind === 'text' && node.text === 'organization') return 'organization'
  const ids = node?.kind === 'list' ? readList(node, 'ids', ACCOUNT, report) : []
  if (ids.length > 0 && ids.length <= MAX_ACCOUNTS) return ids
  report(
    node?.place ?? start,
    `accounts need ids; accepted is organization, or a list of 1 to ${MAX_ACCOUNTS} account ids, for example ['111122223333']`,
  )
  return undefined
}

const readWith = (form: RegExp, node: ConfigNode | undefined): string | undefined => {
  const text = node && readLine(node)
  return text !== undefined && form.test(text) ? text : undefined
}

/** Each item once; wrong ones are reported and left out. */
function readList(node: ConfigNode | undefined, key: string, form: RegExp, report: Report): readonly string[] {
  if (node === undefined) return []
  if (node.kind !== 'list') {
    report(node.place, `${key} is no list; accepted is a list of texts`)
    return []
  }
  const texts = new Set<string>()
  for (const item of node.items) {
    const text = readWith(form, item)
    if (text === undefined || texts.has(text))
      report(
        item.place,
        `${key} has an item that is ${text === undefined ? 'not of its form' : 'there twice'}: ${text ?? readLine(item) ?? 'a list'}`,
      )
    else texts.add(text)
  }
  return [...texts]
}
