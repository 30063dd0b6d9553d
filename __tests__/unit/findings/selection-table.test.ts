// Every object that a report can list, and what each operation does about it or why not: selection, class, tier, lock and
// version state.

import { describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import { RowAccumulator } from '../../../src/findings/accumulator.ts'
import { createPolicy } from '../../../src/findings/classify.ts'
import type { InventoryRow } from '../../../src/findings/row.ts'
import type { SelectedOperation } from '../../../src/operations/asked-operation.ts'
import { selectFor } from '../../../src/operations/registry.ts'
import { ANY_KEY } from '../../../src/words/key-rule.ts'
import { encodeKey } from '../../../src/words/object-key.ts'

const REPORT_TIME = Date.UTC(2026, 10, 22)
const CLASSES = [
  'STANDARD',
  'STANDARD_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
  'INTELLIGENT_TIERING',
  'SOMETHING_NEW',
  '',
]
const TIERS = ['', 'FREQUENT', 'ARCHIVE', 'DEEP_ARCHIVE', undefined]
const LOCKS = ['none', 'retention', 'hold']
const VERSIONS = ['current', 'noncurrent', 'delete-marker', 'excluded', 'too small']
const filter = { largerThan: 99 }
const OPERATIONS: readonly SelectedOperation[] = [
  { name: 'tag', filter, tags: [{ key: 'a', value: 'b' }], existing: 'replace' },
  { name: 'tag', filter, tags: [{ key: 'a', value: 'b' }], existing: 'merge' },
  { name: 'restore', filter, restore: { tier: 'BULK', days: 1 } },
  { name: 'invoke-lambda', filter, call: { arn: 'arn', version: '1.0', userArguments: [] } },
]

type Kind = {
  readonly storageClass: string
  readonly tier: string | undefined
  readonly lock: string
  readonly version: string
}

function rowOf({ storageClass, tier, lock, version }: Kind, status: number): InventoryRow {
  const key = version === 'excluded' ? 'left/out' : 'k'
  const raw = Buffer.from(key)
  const texts: Readonly<Record<string, string | undefined>> = {
    storageclass: storageClass,
    intelligenttieringaccesstier: tier,
    objectlocklegalholdstatus: lock === 'hold' ? 'On' : '',
    objectlockretainuntildate: lock === 'retention' ? 'x' : '',
  }
  return {
    number: 1,
    status,
    size: version === 'too small' ? 99 : 100,
    isLatest: version !== 'noncurrent',
    isDeleteMarker: version === 'delete-marker',
    statusText: () => '',
    key: () => encodeKey(key),
    rawKey: () => ({ bytes: raw, start: 0, end: raw.length }),
    text: (column) => texts[column],
    time: (column) => (column === 'lastmodifieddate' ? 0 : REPORT_TIME + 1),
  }
}

/** `what group`, or `held reason`, or `nothing`. */
function outcomeOf(asked: SelectedOperation, kind: Kind, status: number): string {
  const policy = createPolicy(
    {
      accepted: [],
      keyRule: ANY_KEY,
      include: [],
      exclude: ['left/**'],
      exceptions: [],
      aclsEnabled: true,
      choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: true, restoresArchived: false }),
      selection: selectFor(asked),
    },
    REPORT_TIME,
    true,
  )
  const accumulator = new RowAccumulator(policy, { hasSize: true, spool: undefined })
  accumulator.add(rowOf(kind, status))
  const { groups, heldBack } = accumulator.finish()
  return [...groups.keys(), ...[...heldBack.keys()].map((reason) => `held ${reason}`)].join() || 'nothing'
}

/** As docs/operations.md says, written down a second time. */
function expected({ name }: SelectedOperation, { storageClass, tier, version }: Kind): string {
  if (version !== 'current') return 'nothing'
  if (name !== 'restore') return 'selected/ALL'
  if (storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE') return `selected-by-class/${storageClass}`
  const isCold = tier === 'ARCHIVE' || tier === 'DEEP_ARCHIVE'
  if (storageClass !== 'INTELLIGENT_TIERING') return isCold ? 'held access-tier-unknown' : 'held not-archived'
  if (tier === undefined) return 'held access-tier-unknown'
  return isCold ? 'selected-by-class/INTELLIGENT_TIERING' : 'held not-archived'
}

describe.each(OPERATIONS)('$name $existing', (asked) => {
  it.each(CLASSES)('of class %s', (storageClass) => {
    let cases = 0
    for (const tier of TIERS) {
      for (const lock of LOCKS) {
        for (const version of VERSIONS) {
          for (const status of [0, 1, 2, 3, 4]) {
            const kind = { storageClass, tier, lock, version }
            expect([kind, outcomeOf(asked, kind, status)]).toEqual([kind, expected(asked, kind)])
            cases++
          }
        }
      }
    }
    expect(cases).toBe(TIERS.length * LOCKS.length * VERSIONS.length * 5)
  })
})
