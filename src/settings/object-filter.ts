// Reads the inputs that select objects for an operation.

import type { ObjectFilter } from '../findings/object-filter.ts'
import { DURATION_FORM, parseDuration } from '../words/duration.ts'
import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import { parseSize, SIZE_FORM } from '../words/size.ts'
import { type ReadText, splitList } from './fields.ts'
import type { Problems } from './problems.ts'

/** Values as S3 Inventory writes them (S3 User Guide, "Amazon S3 Inventory list"). */
const LISTS = {
  'storage-classes': [
    'STANDARD',
    'REDUCED_REDUNDANCY',
    'STANDARD_IA',
    'ONEZONE_IA',
    'INTELLIGENT_TIERING',
    'GLACIER_IR',
    'GLACIER',
    'DEEP_ARCHIVE',
  ],
  'access-tiers': ['FREQUENT', 'INFREQUENT', 'ARCHIVE_INSTANT_ACCESS', 'ARCHIVE', 'DEEP_ARCHIVE'],
  encryption: ENCRYPTION_STATUSES,
  'replication-status': ['PENDING', 'COMPLETED', 'FAILED', 'REPLICA'],
} as const

/** The inputs that select objects, in addition to include and exclude. */
export const FILTER_INPUTS = [
  'min-size',
  'max-size',
  'older-than',
  'newer-than',
  ...(Object.keys(LISTS) as (keyof typeof LISTS)[]),
  'object-owners',
  'object-acl',
  'object-lock',
] as const

/** An input that is not set selects nothing out. Errors are added to `problems`. */
export function readObjectFilter(text: ReadText, problems: Problems): ObjectFilter {
  const [least, most] = [readSize('min-size', text, problems), readSize('max-size', text, problems)]
  const [older, newer] = [readAge('older-than', text, problems), readAge('newer-than', text, problems)]
  if (least !== undefined && most !== undefined && least > most) {
    problems.add('max-size', text('max-size'), 'at least min-size', text('min-size'))
  }
  if (older !== undefined && newer !== undefined && older >= newer) {
    problems.add('newer-than', text('newer-than'), 'more than older-than, or no object can be both', '30d')
  }
  return {
    largerThan: least === undefined ? undefined : least - 1,
    smallerThan: most === undefined ? undefined : most + 1,
    olderThanMs: older,
    newerThanMs: newer,
    storageClasses: readList('storage-classes', text, problems),
    accessTiers: readList('access-tiers', text, problems),
    encryption: readList('encryption', text, problems),
    replication: readList('replication-status', text, problems),
    owners: readOwners(text, problems),
    acl: readWord(['private', 'not-private'], 'object-acl', text, problems),
    lock: readWord(['locked', 'unlocked'], 'object-lock', text, problems),
  }
}

function readSize(name: string, text: ReadText, problems: Problems): number | undefined {
  const value = text(name)
  return value === '' ? undefined : (parseSize(value) ?? problems.add(name, value, SIZE_FORM, '3 MB'))
}

function readAge(name: string, text: ReadText, problems: Problems): number | undefined {
  const value = text(name)
  return value === '' ? undefined : (parseDuration(value) ?? problems.add(name, value, DURATION_FORM, '90d'))
}

function readList(name: keyof typeof LISTS, text: ReadText, problems: Problems): readonly string[] | undefined {
  const value = text(name)
  if (value === '') return undefined
  const known: readonly string[] = LISTS[name]
  const items = splitList(value)
  if (items.length > 0 && items.every((item) => known.includes(item))) return items
  const accepted = `one or more of ${known.join(', ')}, separated by commas`
  return problems.add(name, value, accepted, known.slice(-2).join(', '))
}

/** Canonical user ids, as the ObjectOwner column has them. */
function readOwners(text: ReadText, problems: Problems): readonly string[] | undefined {
  const value = text('object-owners')
  if (value === '') return undefined
  const items = splitList(value)
  if (items.length > 0 && items.every((item) => /^[0-9a-f]{64}$/.test(item))) return items
  const accepted = 'canonical user ids of 64 hexadecimal digits, separated by commas'
  return problems.add('object-owners', value, accepted, '7009a8971cd538e1'.repeat(4))
}

function readWord<const T extends string>(
  accepted: readonly T[],
  name: string,
  text: ReadText,
  problems: Problems,
): T | undefined {
  const value = text(name)
  const found = accepted.find((word) => word === value)
  if (value === '' || found !== undefined) return found
  return problems.add(name, value, accepted.map((word) => `\`${word}\``).join(' or '), accepted[0] ?? '')
}
