// Every combination of what decides about an object, against the rules written down once more, in another form.

import { describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import { chooseForRow, classifyRow, createPolicy } from '../../../src/findings/classify.ts'
import type { InventoryRow } from '../../../src/findings/row.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../../../src/words/encryption.ts'

const REPORT_TIME = Date.parse('2026-11-22T01:00:00Z')
const GIB = 2 ** 30
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd'

const DIMENSIONS = {
  status: ENCRYPTION_STATUSES,
  size: [0, 5 * GIB, 5 * GIB + 1],
  storageClass: [
    'STANDARD',
    'STANDARD_IA',
    'ONEZONE_IA',
    'INTELLIGENT_TIERING',
    'INTELLIGENT_TIERING:ARCHIVE',
    'INTELLIGENT_TIERING:DEEP_ARCHIVE',
    'INTELLIGENT_TIERING:ARCHIVE_INSTANT_ACCESS',
    'STANDARD:ARCHIVE',
    'REDUCED_REDUNDANCY:DEEP_ARCHIVE',
    '../../../etc:ARCHIVE',
    'GLACIER_IR',
    'GLACIER',
    'DEEP_ARCHIVE',
    'REDUCED_REDUNDANCY',
    'SNOW',
    '',
  ],
  lock: ['not listed', 'retention', 'expired retention', 'legal hold', 'event hold', 'default hold'],
  acl: ['off', 'private', 'public', 'not listed'],
  version: ['current', 'noncurrent', 'delete marker'],
  accepted: [['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'], ['SSE-S3'], ['SSE-KMS'], ['SSE-KMS', 'DSSE-KMS']],
  keyRule: ['any key', 'this key', 'a bucket key', 'this key and a bucket key'],
  bucketKey: ['ENABLED', 'DISABLED', 'not listed'],
  target: ['SSE-S3', 'SSE-KMS', 'SSE-KMS where logs go'],
  copiesInParts: [true, false],
  restoresArchived: [true, false],
} as const

type Case = { readonly [Name in keyof typeof DIMENSIONS]: (typeof DIMENSIONS)[Name][number] }

/** Every combination. One record for all of them, because there are millions: whoever keeps one copies it. */
function* combine(): Generator<Case> {
  const names = Object.keys(DIMENSIONS) as (keyof Case)[]
  const current: Record<string, unknown> = {}
  const at = names.map(() => 0)
  const set = (index: number, value: number) => {
    const name = names[index] as keyof Case
    at[index] = value
    current[name] = DIMENSIONS[name][value]
  }
  names.forEach((_, index) => {
    set(index, 0)
  })
  for (;;) {
    yield current as Case
    let index = 0
    while (index < names.length && at[index] === DIMENSIONS[names[index] as keyof Case].length - 1) set(index++, 0)
    if (index === names.length) return
    set(index, (at[index] ?? 0) + 1)
  }
}

/** Made once for each text that tells it apart. */
function remember<T>(make: (of: Case) => T, tell: (of: Case) => string): (of: Case) => T {
  const known = new Map<string, T>()
  return (of) => {
    const text = tell(of)
    const found = known.get(text) ?? make(of)
    known.set(text, found)
    return found
  }
}

/** The whole policy, first match wins. What stands to the right of it is the answer. */
const RULES: readonly (readonly [(of: Case) => boolean, string])[] = [
  [({ version }) => version === 'delete marker', 'delete-marker'],
  [({ version }) => version === 'noncurrent', 'noncurrent'],
  [(of) => isAccepted(of) && !isAskedForKey(of), 'compliant'],
  [(of) => isAccepted(of) && isUnsettled(of), 'candidate'],
  [(of) => isAccepted(of) && of.bucketKey === 'ENABLED', 'compliant'],
  [({ status }) => status === 'SSE-C', 'sse-c'],
  [({ status }) => status === 'DSSE-KMS', 'dsse-kms'],
  [({ target }) => target.endsWith('logs go'), 'access-log-target'],
  [({ status, target }) => status !== 'NOT-SSE' && target === 'SSE-S3', 'status-not-remediable'],
  [({ lock }) => lock === 'default hold', 'object-lock-default-hold'],
  [({ lock }) => lock === 'retention' || lock.startsWith('legal') || lock.startsWith('event'), 'object-lock'],
  [({ status }) => status !== 'NOT-SSE', 'update-encryption'],
  [({ acl }) => acl === 'public', 'acl-not-private'],
  [({ acl }) => acl === 'not listed', 'acl-unknown'],
  [({ storageClass }) => storageClass === '', 'storage-class-unknown'],
  [({ storageClass }) => /^(REDUCED_REDUNDANCY|SNOW|\.\.)/.test(storageClass), 'storage-class-unsupported'],
  [({ storageClass }) => storageClass === 'STANDARD:ARCHIVE', 'archived'],
  [(of) => isArchived(of) && of.restoresArchived, 'restore'],
  [(of) => isArchived(of), 'archived'],
  [({ size }) => size <= 5_368_709_120, 'copy'],
  [({ copiesInParts }) => copiesInParts, 'multipart-copy'],
  [() => true, 'too-large'],
]

const isAccepted = ({ accepted, status }: Case) => (accepted as readonly string[]).includes(status)
const wantsKey = ({ keyRule }: Case) => keyRule.startsWith('this key')
const wantsBucketKey = ({ keyRule, status }: Case) => keyRule.endsWith('a bucket key') && status === 'SSE-KMS'
const isAskedForKey = (of: Case) => /KMS/.test(of.status) && (wantsKey(of) || wantsBucketKey(of))
/** A missing bucket key is a finding at once, whatever the key; nothing else is settled where one key is wanted. */
const isUnsettled = (of: Case) =>
  wantsBucketKey(of) && of.bucketKey !== 'not listed' ? of.bucketKey === 'ENABLED' && wantsKey(of) : true

const isArchived = ({ storageClass }: Case) =>
  ['GLACIER', 'DEEP_ARCHIVE', 'INTELLIGENT_TIERING:ARCHIVE', 'INTELLIGENT_TIERING:DEEP_ARCHIVE'].includes(storageClass)

const acl = (permission: string) =>
  Buffer.from(
    JSON.stringify({
      version: '2022-11-10',
      status: 'AVAILABLE',
      grants: [{ canonicalId: 'me', type: 'CanonicalUser', permission }],
    }),
  ).toString('base64')

const LOCK_COLUMNS: Readonly<Record<Case['lock'], Record<string, string>>> = {
  retention: { objectlockretainuntildate: '2030-01-01T00:00:00.000Z', objectlocklegalholdstatus: 'Off' },
  'expired retention': { objectlockretainuntildate: '2020-01-01T00:00:00.000Z', objectlocklegalholdstatus: '' },
  'legal hold': { objectlockretainuntildate: '', objectlocklegalholdstatus: 'On' },
  'event hold': { objectlockretainuntildate: '2020-01-01T00:00:00.000Z', objectlockeventholdstatus: 'On' },
  'not listed': {},
  'default hold': { objectlocklegalholdstatus: 'On' },
}
const BUCKET_KEY_COLUMNS: Readonly<Record<Case['bucketKey'], Record<string, string>>> = {
  ENABLED: { bucketkeystatus: 'ENABLED' },
  DISABLED: { bucketkeystatus: 'DISABLED' },
  'not listed': {},
}
const ACL_COLUMNS: Readonly<Record<Case['acl'], Record<string, string>>> = {
  off: {},
  private: { objectaccesscontrollist: acl('FULL_CONTROL'), objectowner: 'me' },
  public: { objectaccesscontrollist: acl('READ'), objectowner: 'me' },
  'not listed': {},
}

const columnsOf = remember(
  (of) => {
    const [storageclass = '', intelligenttieringaccesstier = ''] = of.storageClass.split(':')
    return new Map<string, string>(
      Object.entries({
        storageclass,
        intelligenttieringaccesstier,
        ...LOCK_COLUMNS[of.lock],
        ...ACL_COLUMNS[of.acl],
        ...BUCKET_KEY_COLUMNS[of.bucketKey],
      }),
    )
  },
  (of) => `${of.storageClass} ${of.lock} ${of.acl} ${of.bucketKey}`,
)

function createRow(of: Case): InventoryRow {
  const columns = columnsOf(of)
  return {
    number: 1,
    status: ENCRYPTION_STATUSES.indexOf(of.status as EncryptionStatus),
    size: of.size,
    isLatest: of.version === 'current',
    isDeleteMarker: of.version === 'delete marker',
    statusText: () => of.status,
    key: () => 'a' as ReturnType<InventoryRow['key']>,
    rawKey: () => ({ bytes: Buffer.from('a'), start: 0, end: 1 }),
    text: (column) => columns.get(column),
    time: (column) => Date.parse(columns.get(column) ?? ''),
  }
}

const policyOf = remember(
  (of) =>
    createPolicy(
      {
        accepted: of.accepted,
        keyRule: { kmsKeyArn: wantsKey(of) ? KEY_ARN : undefined, bucketKey: of.keyRule.endsWith('a bucket key') },
        include: [],
        exclude: [],
        exceptions: [],
        aclsEnabled: of.acl !== 'off',
        defaultEventHold: of.lock === 'default hold',
        choices: chooseByNeed({
          target: of.target === 'SSE-S3' ? 'SSE-S3' : 'SSE-KMS',
          copiesInParts: of.copiesInParts,
          restoresArchived: of.restoresArchived,
          takesAccessLogs: of.target.endsWith('logs go'),
        }),
      },
      REPORT_TIME,
      true,
    ),
  (of) => `${of.accepted} ${of.keyRule} ${of.acl} ${of.lock} ${of.target} ${of.copiesInParts} ${of.restoresArchived}`,
)

function decide(of: Case): string {
  const policy = policyOf(of)
  const row = createRow(of)
  const kind = classifyRow(row, policy)
  return kind === 'finding' ? chooseForRow(row, policy) : kind
}

describe('the operation of every object there can be', () => {
  it('is what the rules say, for each combination', () => {
    const wrong: unknown[] = []
    const answers = new Map<string, number>()
    for (const of of combine()) {
      const expected = RULES.find(([applies]) => applies(of))?.[1] ?? ''
      const chosen = decide(of)
      answers.set(chosen, (answers.get(chosen) ?? 0) + 1)
      if (chosen !== expected) wrong.push({ ...of, chosen, expected })
    }
    expect(wrong.slice(0, 5)).toEqual([])
    expect([...answers.values()].reduce((sum, count) => sum + count, 0)).toBe(9_953_280)
    expect([...answers.keys()].sort()).toEqual([...new Set(RULES.map(([, answer]) => answer))].sort())
  })
})
