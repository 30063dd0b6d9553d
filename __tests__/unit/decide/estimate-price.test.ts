// The price: worked examples, each with its calculation by hand, and the lines that say what has no price.

import { describe, expect, it } from '@jest/globals'
import { estimatePrice } from '../../../src/decide/estimate-price.ts'
import { listPartRanges } from '../../../src/direct/part-ranges.ts'
import type { PricedWork } from '../../../src/operations/registry.ts'
import { countParts } from '../../../src/price/parts.ts'
import { findRates } from '../../../src/price/rates.ts'
import type { PriceContext } from '../../../src/price/work.ts'

const MIB = 2n ** 20n
const GIB = 2n ** 30n
const TIB = 2n ** 40n
const DAY_MS = 86_400_000
const REPORT_TIME = Date.UTC(2026, 10, 21)

const tallyOf = (objects: number, bytesEach: bigint) => ({ objects, bytes: BigInt(objects) * bytesEach })
const daysOld = (days: number) => REPORT_TIME - days * DAY_MS
const KMS = { status: 'SSE-KMS', kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/k', bucketKey: false } as const

const copyOf = (changes: Partial<PricedWork>): PricedWork => ({
  operation: 'S3PutObjectCopy',
  storageClass: 'STANDARD',
  tally: tallyOf(1000, MIB),
  newestLastModified: daysOld(1000),
  ...changes,
})

function estimate(work: PricedWork | readonly PricedWork[], changes: Partial<PriceContext> = {}) {
  return estimatePrice([work].flat(), {
    target: { status: 'SSE-S3' },
    facts: VERSIONED,
    region: 'us-east-1',
    rates: findRates('us-east-1'),
    reportTime: REPORT_TIME,
    ...changes,
  })
}

const QUIET = { replicates: false, lifecycle: 'none', notifications: 'none', website: 'none' } as const
const VERSIONED = { versioning: 'Enabled', ...QUIET } as const
const UNVERSIONED = { facts: { versioning: 'Unversioned', ...QUIET } } as const
const saying = (text: string, { lines }: ReturnType<typeof estimate>) => lines.filter(({ what }) => what.includes(text))

describe('worked examples, US East (N. Virginia)', () => {
  it('a million STANDARD objects of 1 MiB, versioned, to SSE-S3', () => {
    // job                   1 x 0.25                        0.25
    // tasks         1,000,000 x 1.00   / 1,000,000          1.00
    // COPY          1,000,000 x 0.005  / 1,000              5.00
    // HeadObject          100 x 0.0004 / 1,000              0.00004
    //                                                       6.25
    // monthly: 1,000,000 MiB = 976.5625 GB x 0.023         22.4609375
    expect(estimate(copyOf({ tally: tallyOf(1_000_000, MIB) }))).toMatchObject({ usd: 6.25, monthlyUsd: 22.46 })
  })

  it('a million objects whose tags are replaced', () => {
    // jobs                  2 x 0.25                        0.50      (one of them over five objects)
    // tasks         1,000,000 x 1.00   / 1,000,000          1.00
    // PUT           1,000,000 x 0.005  / 1,000              5.00
    // tags before   1,000,000 x 0.0004 / 1,000              0.40
    // records           1,000 x 0.005  / 1,000              0.005
    // checks              100 x 0.0004 / 1,000              0.00004
    // canary               10 x 0.0004 / 1,000              0.000004
    //                                                       6.905044
    const work = copyOf({
      operation: 'S3PutObjectTagging',
      storageClass: 'ALL',
      tally: tallyOf(1_000_000, MIB),
      canaryObjects: 5,
    })
    expect(estimate(work)).toMatchObject({ usd: 6.91, monthlyUsd: 0 })
  })

  it('a hundred thousand objects tagged by the action itself', () => {
    // tags before     100,000 x 0.0004 / 1,000              0.04
    // records             100 x 0.005  / 1,000              0.0005
    // PUT             100,000 x 0.005  / 1,000              0.50
    // before, after   200,000 x 0.0004 / 1,000              0.08
    //                                                       0.6205
    const work = copyOf({ operation: 'TagOneByOne', storageClass: 'ALL', tally: tallyOf(100_000, MIB) })
    expect(estimate(work)).toMatchObject({ usd: 0.62, monthlyUsd: 0 })
  })

  it('two million objects handed to a function', () => {
    // jobs                  2 x 0.25                        0.50
    // tasks         2,000,000 x 1.00    / 1,000,000         2.00
    // Lambda        2,000,000 x 0.20    / 1,000,000         0.40
    // GB-seconds      500,000 x 16.6667 / 1,000,000         8.33335
    // checks              100 x 0.0004  / 1,000             0.00004
    // canary               10 x 0.0004  / 1,000             0.000004
    //                                                      11.233394
    const work = copyOf({
      operation: 'LambdaInvoke',
      storageClass: 'ALL',
      tally: tallyOf(2_000_000, MIB),
      canaryObjects: 5,
    })
    expect(estimate(work)).toMatchObject({ usd: 11.23, monthlyUsd: 0 })
  })

  it('ten thousand objects of 1 GiB in Deep Archive, restored in bulk for a week', () => {
    // job                   1 x 0.25                        0.25
    // tasks            10,000 x 1.00   / 1,000,000          0.01
    // requests         10,000 x 0.025  / 1,000              0.25
    // retrieval    10,000 GB x 0.0025                      25.00
    // HeadObject       20,000 x 0.0004 / 1,000              0.008
    // copies       10,000 GB x 0.023 x 7 / 30              53.6667
    //                                                      79.1847
    const work = copyOf({
      operation: 'S3InitiateRestoreObject',
      storageClass: 'DEEP_ARCHIVE',
      tally: tallyOf(10_000, GIB),
    })
    const asked = { ...work, restore: { tier: 'BULK', days: 7 }, isAlone: true } as const
    expect(estimate(asked)).toMatchObject({ usd: 79.18, monthlyUsd: 0 })
  })

  it('a thousand objects of 100 MiB in Glacier Flexible Retrieval, restored for three days', () => {
    // job                   1 x 0.25                        0.25
    // tasks             1,000 x 1.00   / 1,000,000          0.001
    // requests          1,000 x 0.05   / 1,000              0.05
    // retrieval   97.65625 GB x 0.01                        0.9765625
    // HeadObject        2,000 x 0.0004 / 1,000              0.0008
    // copies      97.65625 GB x 0.023 x 3 / 30              0.224609375
    //                                                       1.502971875
    const work = copyOf({
      operation: 'S3InitiateRestoreObject',
      storageClass: 'GLACIER',
      tally: tallyOf(1000, 100n * MIB),
    })
    const asked = { ...work, restore: { tier: 'STANDARD', days: 3 }, isAlone: true } as const
    expect(estimate(asked)).toMatchObject({ usd: 1.5, monthlyUsd: 0 })
  })

  it('five thousand objects in an archive tier of Intelligent-Tiering: no days, and no price for the tier', () => {
    // job                   1 x 0.25                        0.25
    // tasks             5,000 x 1.00   / 1,000,000          0.005
    // HeadObject       10,000 x 0.0004 / 1,000              0.004
    //                                                       0.259
    const storageClass = 'INTELLIGENT_TIERING'
    const work = copyOf({ operation: 'S3InitiateRestoreObject', storageClass, tally: tallyOf(5000, GIB) })
    const asked = { ...work, restore: { tier: 'BULK', days: 7 }, isAlone: true } as const
    expect(estimate(asked)).toMatchObject({ usd: 0.26, monthlyUsd: 0 })
  })

  it.each<[PricedWork['operation'], string, number, number, number]>([
    // HeadObject and two lock requests before, two after, one LIST each: 1,000,000 x (5 x 0.0004 + 0.005) / 1,000
    ['S3PutObjectCopy', 'STANDARD', 5_000_000, 1_000_000, 7],
    // HeadObject and two lock requests before: 1,000,000 x 3 x 0.0004 / 1,000
    ['S3UpdateObjectEncryption', 'ALL', 3_000_000, 0, 1.2],
    // Two lock requests before, two after, two of the version that was copied: 1,000,000 x 6 x 0.0004 / 1,000
    ['CopyObject', 'STANDARD', 6_000_000, 0, 2.4],
    ['S3InitiateRestoreObject', 'GLACIER', 0, 0, 0],
  ])('the locks of a million objects: %s', (operation, storageClass, gets, lists, usd) => {
    const restore = { restore: { tier: 'BULK', days: 1 } } as const
    const work = { ...copyOf({ operation, storageClass, tally: tallyOf(1_000_000, MIB) }), ...restore }
    const lines = estimate(work, { facts: { ...VERSIONED, objectLockEnabled: true } }).lines
    const about = lines.filter(({ what }) => /GetObjectLegalHold|ListObjectVersions/.test(what))
    expect(about.map(({ quantity }) => quantity)).toEqual([gets, lists].filter((count) => count > 0))
    expect(about.reduce((sum, line) => sum + (line.usd ?? 0), 0)).toBeCloseTo(usd, 6)
    const others = estimate(work).lines.filter(({ what }) => /GetObjectLegalHold|ListObjectVersions/.test(what))
    expect(others).toEqual([])
  })

  it('200,000 STANDARD_IA objects of 1 MiB, 10 days old, unversioned', () => {
    // job                   1 x 0.25                        0.25
    // tasks           200,000 x 1.00   / 1,000,000          0.20
    // COPY            200,000 x 0.01   / 1,000              2.00
    // HeadObject          100 x 0.001  / 1,000              0.0001
    // retrieval      195.3125 GB x 0.01                     1.953125
    // early deletion 195.3125 GB x 0.0125 x 20/30           1.627604...
    //                                                       6.030829...
    const work = copyOf({ storageClass: 'STANDARD_IA', tally: tallyOf(200_000, MIB), newestLastModified: daysOld(10) })
    expect(estimate(work, UNVERSIONED)).toMatchObject({ usd: 6.03, monthlyUsd: 0 })
  })

  it('three million STANDARD objects of 64 KiB, versioned, to SSE-KMS without a bucket key', () => {
    // job                   1 x 0.25                        0.25
    // tasks         3,000,000 x 1.00   / 1,000,000          3.00
    // COPY          3,000,000 x 0.005  / 1,000             15.00
    // HeadObject          100 x 0.0004 / 1,000              0.00004
    // KMS           6,000,000 x 0.03   / 10,000            18.00
    //                                                      36.25
    // monthly: 3,000,000 x 64 KiB = 183.10546875 GB x 0.023 = 4.2114...
    const work = copyOf({ tally: tallyOf(3_000_000, 65_536n) })
    expect(estimate(work, { target: KMS })).toMatchObject({ usd: 36.25, monthlyUsd: 4.21 })
  })

  it('50,000 GLACIER objects of 10 MiB, restored in bulk for 7 days and copied by a later run, versioned', () => {
    // job                   1 x 0.25                        0.25
    // tasks            50,000 x 1.00   / 1,000,000          0.05
    // restores         50,000 x 0 and 488.28125 GB x 0      0.00
    // restored copies 488.28125 GB x 0.023 x 7/30           2.620442...
    // COPY             50,000 x 0.03   / 1,000              1.50
    // HeadObject       50,000 x 0.0004 / 1,000              0.02 before the restores
    // HeadObject      100,000 x 0.0004 / 1,000              0.04 before and after the copies
    //                                                       4.480442...
    // monthly: 488.28125 GB x 0.0036                        1.7578125
    // 50,000 x 32 KiB = 1.52587890625 GB x 0.0036           0.005493...
    // 50,000 x 8 KiB = 0.3814697265625 GB x 0.023           0.008773...
    //                                                       1.772079...
    const work = copyOf({ storageClass: 'GLACIER', tally: tallyOf(50_000, 10n * MIB) })
    const restore = { operation: 'S3InitiateRestoreObject', restore: { tier: 'BULK', days: 7 } } as const
    const result = estimate([
      { ...work, ...restore },
      { ...work, operation: 'CopyObject' },
    ])
    expect(result).toMatchObject({ usd: 4.48, monthlyUsd: 1.77 })
  })

  it('three STANDARD objects of 6 TiB copied in parts, versioned', () => {
    // part size: 6 TiB / 10,000 is 629.1... MiB, so 630 MiB; 6,291,456 MiB / 630 MiB is 9,986.4..., so 9,987 parts each
    // UploadPartCopy   29,961 x 0.005  / 1,000              0.149805
    // begin, complete, list 9 x 0.005  / 1,000              0.000045
    // looks                18 x 0.0004 / 1,000              0.0000072
    //                                                       0.1498572
    // monthly: 18,432 GB x 0.023                          423.936
    const work = copyOf({ operation: 'MultipartCopy', tally: tallyOf(3, 6n * TIB) })
    expect(estimate(work)).toMatchObject({ usd: 0.15, monthlyUsd: 423.94 })
  })

  it('12,000 DEEP_ARCHIVE objects of 2 GiB, restored at standard speed, 100 days old, unversioned', () => {
    // job                   1 x 0.25                        0.25
    // tasks            12,000 x 1.00   / 1,000,000          0.012
    // restores         12,000 x 0.10   / 1,000              1.20
    // retrieval        24,000 GB x 0.02                   480.00
    // restored copies  24,000 GB x 0.023 x 3/30            55.20
    // COPY             12,000 x 0.05   / 1,000              0.60
    // HeadObject       12,000 x 0.0004 / 1,000              0.0048 before the restores
    // HeadObject       24,000 x 0.0004 / 1,000              0.0096 before and after the copies
    // early deletion   24,000 GB x 0.00099 x 80/30         63.36
    // and their index  12,000 x 32 KiB, likewise            0.000966...
    //                                                     600.637366...
    const tally = tallyOf(12_000, 2n * GIB)
    const work = copyOf({ storageClass: 'DEEP_ARCHIVE', tally, newestLastModified: daysOld(100) })
    const restore = { operation: 'S3InitiateRestoreObject', restore: { tier: 'STANDARD', days: 3 } } as const
    const result = estimate(
      [
        { ...work, ...restore },
        { ...work, operation: 'CopyObject' },
      ],
      UNVERSIONED,
    )
    expect(result).toMatchObject({ usd: 600.64, monthlyUsd: 0 })
  })

  it('400,000 updates of the encryption key', () => {
    // job 0.25 + tasks 0.40 + PUT 400,000 x 0.005 / 1,000 = 2.00 + HeadObject 0.00004 + KMS 800,000 x 0.03 / 10,000 = 2.40
    const work = copyOf({ operation: 'S3UpdateObjectEncryption', storageClass: 'ALL', tally: tallyOf(400_000, TIB) })
    expect(estimate(work, { target: KMS })).toMatchObject({ usd: 5.05, monthlyUsd: 0 })
  })

  it('1,000 direct copies: no job, two looks each', () => {
    // COPY 1,000 x 0.005 / 1,000 = 0.005 + HeadObject 2,000 x 0.0004 / 1,000 = 0.0008: 0.0058
    const result = estimate(copyOf({ operation: 'CopyObject' }), UNVERSIONED)
    expect(result.usd).toBe(0.01)
    expect(saying('jobs', result)).toEqual([])
  })
})

describe('early deletion', () => {
  const priced = (storageClass: string, newestLastModified: number | undefined, context = {}) =>
    saying(
      'Early deletion',
      estimate(copyOf({ storageClass, newestLastModified }), { ...UNVERSIONED, ...context }),
    ).map(({ what }) => what)

  it.each([
    ['STANDARD_IA', 0, 30],
    ['STANDARD_IA', 29, 1],
    ['ONEZONE_IA', 29.9, 1],
    ['GLACIER_IR', 30, 60],
    ['GLACIER', 0, 90],
    ['DEEP_ARCHIVE', 179, 1],
  ])('from %s at the age of %d days is paid for %d days', (storageClass, age, days) => {
    expect(priced(storageClass, daysOld(age))[0]).toContain(`at most ${days} of `)
  })

  it('is paid in full where the age is not known, or lies ahead', () => {
    expect(priced('STANDARD_IA', undefined)[0]).toContain('at most 30 of 30 days')
    expect(priced('STANDARD_IA', daysOld(-5))[0]).toContain('at most 30 of 30 days')
  })

  it('of old objects is still possible where a lifecycle rule moved them lately, and says so', () => {
    const lines = priced('STANDARD_IA', daysOld(30))
    expect(lines).toEqual([expect.stringContaining('a lifecycle rule moved into STANDARD_IA')])
  })

  it('is none from classes without a minimum, and none in a versioned bucket', () => {
    expect(priced('STANDARD', daysOld(0))).toEqual([])
    expect(priced('STANDARD_IA', daysOld(0), { facts: VERSIONED })).toEqual([])
  })
})

describe('worked examples, other Regions and a canary', () => {
  it('a million STANDARD objects of 1 MiB in Sao Paulo, five copied first', () => {
    // jobs                  2 x 0.25                        0.50
    // tasks         1,000,000 x 1.00    / 1,000,000         1.00
    // COPY          1,000,000 x 0.007   / 1,000             7.00
    // HeadObject          100 x 0.00056 / 1,000             0.000056
    // canary     100 + 5 x 4 = 120 x 0.00056 / 1,000        0.0000672
    //                                                       8.50
    // monthly: 976.5625 GB x 0.0405                        39.55078125
    const work = copyOf({ tally: tallyOf(1_000_000, MIB), canaryObjects: 5 })
    const result = estimate(work, { region: 'sa-east-1', rates: findRates('sa-east-1') })
    expect(result).toMatchObject({ usd: 8.5, monthlyUsd: 39.55, rates: { note: 'unconfirmed', isPriced: true } })
  })

  it('500,000 STANDARD objects of 2 MiB in Frankfurt, versioned', () => {
    // job                   1 x 0.25                        0.25
    // tasks           500,000 x 1.00    / 1,000,000         0.50
    // COPY            500,000 x 0.0054  / 1,000             2.70
    // HeadObject          100 x 0.00043 / 1,000             0.000043
    //                                                       3.45
    // monthly: 976.5625 GB x 0.0245                        23.92578125
    const work = copyOf({ tally: tallyOf(500_000, 2n * MIB) })
    const result = estimate(work, { region: 'eu-central-1', rates: findRates('eu-central-1') })
    expect(result).toMatchObject({ usd: 3.45, monthlyUsd: 23.93 })
  })

  it.each(['cn-north-1', 'cn-northwest-1'])('%s: quantities and no amount', (region) => {
    const result = estimate(copyOf({}), { region, rates: findRates(region) })
    expect(result).toMatchObject({ usd: 0, monthlyUsd: 0, rates: { isPriced: false, note: 'no amounts' } })
    expect(saying('COPY requests', result)).toMatchObject([{ quantity: 1000, usd: 0 }])
  })
})

describe('an estimate', () => {
  it('bills small objects of infrequent access as 128 KiB', () => {
    const small = estimate(copyOf({ storageClass: 'STANDARD_IA', tally: tallyOf(8192, 1n) }))
    expect(saying('Noncurrent', small)).toMatchObject([{ quantity: 1, usd: 0.0125 }])
    const standard = estimate(copyOf({ tally: tallyOf(8192, 1n) }))
    expect(saying('Noncurrent', standard)).toMatchObject([{ quantity: 0 }])
  })

  it('adds a job for a canary, but no tasks', () => {
    const result = estimate(copyOf({ canaryObjects: 5 }))
    expect(saying('Operations jobs', result)).toMatchObject([{ quantity: 2, usd: 0.5 }])
    expect(saying('Operations tasks', result)).toMatchObject([{ quantity: 1000 }])
    // 100 looks to choose five objects, and four requests about each of them.
    expect(saying('copied first', result)).toMatchObject([
      { quantity: 120, usd: 0.000048 },
      { quantity: 105, usd: 0.000525 },
    ])
  })

  it('adds no job where the canary is the whole group', () => {
    const result = estimate(copyOf({ canaryObjects: 3, tally: tallyOf(3, 1n) }))
    expect(saying('Operations jobs', result)).toMatchObject([{ quantity: 1 }])
    expect(saying('copied first', result)).toMatchObject([{ quantity: 15 }, { quantity: 6 }])
  })

  it('says that nobody knows how many annotations are copied', () => {
    for (const operation of ['S3PutObjectCopy', 'CopyObject', 'MultipartCopy'] as const) {
      const result = estimate(copyOf({ operation, tally: tallyOf(3, 1n) }))
      expect(saying('Annotations: a PUT', result)).toMatchObject([{ quantity: 3, unit: 'objects', usd: 0 }])
    }
    expect(saying('Annotations: a PUT', estimate(copyOf({ operation: 'S3UpdateObjectEncryption' })))).toEqual([])
  })

  it('says what has no price in lines of zero', () => {
    const result = estimate(copyOf({ storageClass: 'INTELLIGENT_TIERING' }), {
      facts: { ...QUIET, versioning: 'Suspended', replicates: true, lifecycle: 'some', notifications: 'unknown' },
      target: { ...KMS, bucketKey: true },
    })
    const unpriced = saying('not priced', result)
    for (const word of [
      'bucket key',
      'Frequent Access',
      'Versions made',
      'replicas',
      'Lifecycle rules:',
      'Event notifications, if',
      'completion reports',
    ]) {
      expect(unpriced.some(({ what }) => what.includes(word))).toBe(true)
    }
    expect(unpriced.every(({ isPriced, usd }) => usd === 0 && !isPriced)).toBe(true)
    expect(result.lines.filter(({ isPriced }) => !isPriced)).toEqual(unpriced)
  })

  it.each([
    // As one of 128 KiB: 8,192 x 131,072 bytes are 1 GB.
    ['STANDARD_IA', 0.0125],
    ['ONEZONE_IA', 0.01],
    ['GLACIER_IR', 0.004],
  ])(
    'bills an object of one byte in %s as 128 KiB, while it stays and for the rest of its minimum',
    (storageClass, usd) => {
      const work = copyOf({ storageClass, tally: tallyOf(8192, 1n), newestLastModified: daysOld(0) })
      expect(saying('Noncurrent', estimate(work))).toMatchObject([{ quantity: 1, usd }])
      const months = storageClass === 'GLACIER_IR' ? 3 : 1
      expect(saying('at most', estimate(work, UNVERSIONED))).toMatchObject([{ quantity: 1, usd: usd * months }])
    },
  )

  it('has archived objects carry their index and their name, in no other class', () => {
    // 32,768 x 32 KiB = 1 GB beside the bytes, at the class's rate; 32,768 x 8 KiB = 0.25 GB at STANDARD's: 0.00575.
    const tally = tallyOf(32_768, 32_768n)
    const archived = estimate(copyOf({ storageClass: 'DEEP_ARCHIVE', tally }))
    expect(saying('Noncurrent', archived)).toMatchObject([{ quantity: 2, usd: 0.00198 }])
    expect(saying('Names of', archived)).toMatchObject([{ quantity: 0.25, usd: 0.00575, paid: 'monthly' }])
    const early = copyOf({ storageClass: 'GLACIER', tally, newestLastModified: daysOld(0) })
    expect(saying('at most', estimate(early, UNVERSIONED))).toMatchObject([{ quantity: 2, usd: 0.0216 }])
    const flat = estimate(copyOf({ storageClass: 'GLACIER_IR', tally: tallyOf(32_768, 131_072n) }))
    expect(saying('Noncurrent', flat)).toMatchObject([{ quantity: 4 }])
    expect(saying('Names of', flat)).toEqual([])
  })

  it('prices monitoring in Intelligent-Tiering from 128 KiB on, every month that a noncurrent version stays', () => {
    const monitoring = (bytes: bigint, storageClass = 'INTELLIGENT_TIERING', changes = {}) =>
      saying('Monitoring', estimate(copyOf({ storageClass, tally: tallyOf(4000, bytes) }), changes))
    expect(monitoring(131_072n)).toMatchObject([{ quantity: 4000, unit: 'objects', usd: 0.01, paid: 'monthly' }])
    expect(monitoring(131_071n)).toEqual([])
    expect(monitoring(131_072n, 'STANDARD')).toEqual([])
    expect(monitoring(131_072n, 'INTELLIGENT_TIERING', UNVERSIONED)).toEqual([])
  })

  it('prices replication: a PUT for each object and what infrequent access takes for reading it', () => {
    const replication = (storageClass: string, replicates = true) => {
      const facts = { ...VERSIONED, replicates }
      return saying('Replication', estimate(copyOf({ storageClass, tally: tallyOf(2048, MIB) }), { facts }))
    }
    const put = { quantity: 2048, unit: 'requests', usd: 0.01024, paid: 'once', isPriced: true }
    const unpriced = { quantity: 2048, unit: 'objects', usd: 0, isPriced: false }
    expect(replication('STANDARD')).toMatchObject([put, unpriced])
    expect(replication('ONEZONE_IA')).toMatchObject([put, { quantity: 2, unit: 'GB', usd: 0.02 }, unpriced])
    expect(replication('STANDARD', false)).toEqual([])
    // S3 User Guide, "What does Amazon S3 replicate?": not what is in an archive class.
    expect(replication('DEEP_ARCHIVE')).toEqual([])
    const updates = copyOf({ operation: 'S3UpdateObjectEncryption', storageClass: 'ALL' })
    expect(
      saying('Replication', estimate(updates, { target: KMS, facts: { ...VERSIONED, replicates: true } })),
    ).toEqual([])
  })

  it('prices the looks that keep redirects out of jobs, also of what was then held back', () => {
    const website = { facts: { ...VERSIONED, website: 'some' } } as const
    const work = copyOf({ storageClass: 'STANDARD_IA' })
    expect(saying('redirect', estimate(work, website))).toMatchObject([
      { quantity: 1000, unit: 'requests', usd: 0.001 },
    ])
    const held = estimate(work, { ...website, redirects: 500 })
    expect(saying('held back', held)).toMatchObject([{ quantity: 500, unit: 'requests', usd: 0.0002 }])
    expect(saying('redirect', estimate(work, { redirects: 0 }))).toEqual([])
    expect(saying('redirect', estimate({ ...work, operation: 'CopyObject' }, website))).toEqual([])
  })

  it('fills the tiers of a class once, whatever operations bring the bytes', () => {
    const facts = { facts: VERSIONED }
    const terabytes = (count: number, operation: PricedWork['operation'] = 'MultipartCopy') =>
      copyOf({ operation, tally: tallyOf(count, TIB) })
    // 30 + 30 TB are 51,200 GB x 0.023 + 10,240 GB x 0.022.
    expect(estimate([terabytes(30), terabytes(30, 'S3PutObjectCopy')], facts).monthlyUsd).toBe(1402.88)
    // 600 TB are 51,200 GB x 0.023 + 460,800 GB x 0.022 + 102,400 GB x 0.021.
    expect(estimate(terabytes(600), facts).monthlyUsd).toBe(13_465.6)
    expect(estimate([terabytes(499), terabytes(2)], facts).monthlyUsd).toBe(11_336.7)
    // Each class has its own.
    const tiered = { ...terabytes(50), storageClass: 'INTELLIGENT_TIERING' }
    expect(estimate([terabytes(50), tiered], facts).monthlyUsd).toBe(2355.2)
  })

  it('says a part of a day and one day in the right number', () => {
    const restore = (days: number) =>
      copyOf({ operation: 'S3InitiateRestoreObject', storageClass: 'GLACIER', restore: { tier: 'BULK', days } })
    expect(saying('for 1 day of 30', estimate(restore(1)))).toHaveLength(1)
    expect(saying('for 2 days of 30', estimate(restore(2)))).toHaveLength(1)
  })

  it('takes a class without rates for STANDARD, and says so', () => {
    const result = estimate(copyOf({ storageClass: 'REDUCED_REDUNDANCY' }))
    expect(saying('taken for STANDARD', result)).toHaveLength(1)
    expect(result.usd).toBe(estimate(copyOf({})).usd)
  })

  it('prices direct copies over 5 GiB by their parts', () => {
    const tally = tallyOf(2, 5n * GIB + 1n)
    const direct = estimate(copyOf({ operation: 'CopyObject', tally }))
    expect(direct).toEqual(estimate(copyOf({ operation: 'MultipartCopy', tally })))
    expect(saying('UploadPartCopy', direct)).toMatchObject([{ quantity: 22 }])
    expect(
      saying('UploadPartCopy', estimate(copyOf({ operation: 'CopyObject', tally: tallyOf(2, 5n * GIB) }))),
    ).toEqual([])
  })

  it('of nothing is nothing', () => {
    expect(estimate([])).toMatchObject({ usd: 0, monthlyUsd: 0, lines: [] })
  })

  it('adds up groups before it rounds', () => {
    // 5 x (0.005 + 0.0008) = 0.029: rounded one by one it would be 0.05.
    const work = Array.from({ length: 5 }, () => copyOf({ operation: 'CopyObject' }))
    expect(estimate(work, UNVERSIONED).usd).toBe(0.03)
  })

  it('names its rates, and the Region that differs', () => {
    expect(estimate([]).rates).toMatchObject({ group: 'US East (N. Virginia)', date: '2026-11', note: undefined })
    const there = estimate([], { region: 'af-south-1', rates: findRates('af-south-1') })
    expect(there.rates.note).toBe('rates of US East (N. Virginia); af-south-1 differs')
  })
})

it.each([5n * GIB + 1n, 512n * MIB * 10_000n, 512n * MIB * 10_000n + 1n, 6n * TIB, 48n * TIB])(
  'counts the parts that a copy of %d bytes really has',
  (size) => {
    expect(countParts(tallyOf(2, size))).toBe(2 * listPartRanges(Number(size)).length)
  },
)
