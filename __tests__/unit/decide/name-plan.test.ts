import { describe, expect, it } from '@jest/globals'
import type { BucketPlan } from '../../../src/decide/bucket-plan.ts'
import { compareWithApproved, namePlan, type PlanBasis, type PlannedBucket } from '../../../src/decide/name-plan.ts'
import type { OperationGroup } from '../../../src/findings/findings.ts'
import type { PlannedCopy } from '../../../src/operations/put-object-copy.ts'
import { parsePlanId } from '../../../src/settings/plan-id.ts'

const GROUP: OperationGroup = {
  operation: 'copy',
  storageClass: 'STANDARD',
  tally: { objects: 5, bytes: 500n },
  newestLastModified: 0,
  parts: [],
}

const copyOf = (group: OperationGroup): PlannedCopy => ({
  operation: 'S3PutObjectCopy',
  group,
  target: { status: 'SSE-S3' },
  naming: 'bucket-default',
  unmodifiedSince: new Date(0),
  canaryObjects: 0,
})

const planOf = (usd: number | undefined, group = GROUP): BucketPlan => ({
  bucket: 'b',
  jobs: [copyOf(group)],
  directCopies: [],
  heldBack: new Map(),
  estimate: {
    usd,
    monthlyUsd: 0,
    lines: [],
    rates: { group: 'g', date: 'd', source: 's', note: undefined, isPriced: true },
  },
  warnings: [],
})

const BASIS: PlanBasis = {
  bucket: 'b',
  account: '111122223333',
  region: 'eu-west-1',
  deliveredAt: Date.UTC(2026, 10, 21, 4, 10, 31),
  fingerprint: '1'.repeat(32),
  policy: { accepted: ['SSE-S3', 'SSE-KMS'], keyRule: { kmsKeyArn: undefined, bucketKey: false } },
  scope: { include: [], exclude: [], exceptions: [] },
  target: { status: 'SSE-S3' },
  plan: { jobs: [copyOf(GROUP)], directCopies: [] },
  candidates: 0,
}

const planned = (change: Partial<PlanBasis> = {}, plan = planOf(0.26)): PlannedBucket[] => [
  { bucket: 'b', basis: { ...BASIS, ...change }, plan },
]

function approve(buckets: readonly PlannedBucket[]) {
  const parsed = parsePlanId(namePlan(buckets) ?? '')
  if (parsed === undefined) throw new Error('no plan-id')
  return parsed
}

describe('namePlan', () => {
  it('gives delivery time and digest, safe in a shell and an address', () => {
    expect(namePlan(planned())).toMatch(/^2026-11-21T04-10-31Z-[0-9a-f]{64}$/)
  })

  it('takes the newest report of all, and no order of buckets or words matters', () => {
    const other = { ...BASIS, bucket: 'a', deliveredAt: Date.UTC(2026, 10, 22) }
    const both = [...planned(), { bucket: 'a', basis: other, plan: planOf(1) }]
    expect(namePlan(both)).toMatch(/^2026-11-22T00-00-00Z-/)
    expect(namePlan([...both].reverse())).toBe(namePlan(both))
    const turned = { ...BASIS.policy, accepted: [...BASIS.policy.accepted].reverse() }
    expect(namePlan(planned({ policy: turned }))).toBe(namePlan(planned()))
  })

  it('has no name for no plan', () => {
    expect(namePlan([])).toBeUndefined()
    expect(namePlan([{ bucket: 'b' }])).toBeUndefined()
  })
})

describe('parsePlanId', () => {
  it('reads back what was approved', () => {
    expect(approve(planned())).toMatchObject({ deliveredBy: BASIS.deliveredAt, ceiling: { objects: 5, cents: 26 } })
    expect(approve(planned({}, planOf(undefined))).ceiling.cents).toBeUndefined()
  })

  it.each([
    '',
    'none',
    `2026-13-40T04-10-31Z-${'0'.repeat(64)}`,
    `2026-11-21T04-10-31Z-${'0'.repeat(63)}`,
    `2026-11-21T04-10-31Z-${'F'.repeat(64)}`,
    `2026-11-21T04-10-31Z-${'0'.repeat(64)}\n`,
    `x2026-11-21T04-10-31Z-${'0'.repeat(64)}`,
  ])('refuses %j', (text) => {
    expect(parsePlanId(text)).toBeUndefined()
  })
})

describe('compareWithApproved', () => {
  const bigger = { ...GROUP, tally: { objects: 6, bytes: 500n } }
  const dearer = { ...GROUP, tally: { objects: 5, bytes: 501n } }
  const cases: [string, PlannedBucket[], string[]][] = [
    ['the same', planned(), []],
    ['less, seen by looks', planned({}, planOf(0.2, { ...GROUP, tally: { objects: 4, bytes: 400n } })), []],
    ['more, seen by looks', planned({}, planOf(0.26, bigger)), ['objects']],
    ['a price above', planned({}, planOf(0.27)), ['price']],
    ['a price nobody knows any more', planned({}, planOf(undefined)), ['price']],
    ['a later delivery of the same', planned({ deliveredAt: BASIS.deliveredAt + 1000 }), []],
    ['another report', planned({ fingerprint: '2'.repeat(32) }), ['reports']],
    ['another policy', planned({ policy: { accepted: ['SSE-S3'], keyRule: BASIS.policy.keyRule } }), ['policy']],
    [
      'a required bucket key',
      planned({ policy: { ...BASIS.policy, keyRule: { kmsKeyArn: undefined, bucketKey: true } } }),
      ['policy'],
    ],
    ['other filters', planned({ scope: { ...BASIS.scope, exclude: ['a/**'] } }), ['scope']],
    ['an exception that ended', planned({ scope: { ...BASIS.scope, exceptions: [{ prefix: 'x' }] } }), ['scope']],
    ['another account', planned({ account: '444455556666' }), ['scope']],
    [
      'another target',
      planned({ target: { status: 'SSE-KMS', kmsKeyArn: 'arn:aws:kms:eu-west-1:1:key/k', bucketKey: true } }),
      ['target'],
    ],
    ['more objects in the report', planned({ plan: { jobs: [copyOf(bigger)], directCopies: [] } }), ['work']],
    ['more bytes', planned({ plan: { jobs: [copyOf(dearer)], directCopies: [] } }), ['work']],
    [
      'another guard',
      planned({ plan: { jobs: [{ ...copyOf(GROUP), unmodifiedSince: new Date(1000) }], directCopies: [] } }),
      ['work'],
    ],
    ['keys to look up', planned({ candidates: 1 }), ['work']],
    ['another bucket beside it', [...planned(), { bucket: 'c' }], ['buckets']],
  ]

  it.each(cases)('%s', (_name, now, differences) => {
    expect(compareWithApproved(approve(planned()), now)).toEqual(differences)
  })

  it('finds a price that was written into the plan-id by hand', () => {
    const id = namePlan(planned()) ?? ''
    const forged = parsePlanId(id.replace('0000001a', '0000ffff'))
    expect(forged?.ceiling.cents).toBe(65_535)
    expect(forged && compareWithApproved(forged, planned())).toEqual(['work'])
  })

  it('allows any price where an unknown one was approved', () => {
    expect(compareWithApproved(approve(planned({}, planOf(undefined))), planned({}, planOf(99)))).toEqual([])
  })
})
