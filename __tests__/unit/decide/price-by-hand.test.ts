// Five remediations priced by hand from AWS's pages, not from the code's rules: each shows its arithmetic.
//
// Amazon S3 pricing page, US East (N. Virginia), US dollars:
//   "First 50 TB / Month" 0.023, "Next 450 TB" 0.022, "Over 500 TB" 0.021 per GB; "1 GB is 2^30 bytes", "1 TB is 2^40"
//   per 1,000 PUT, COPY, POST, LIST: 0.005 Standard, Intelligent-Tiering; 0.01 the two infrequent access classes;
//     0.03 Glacier Flexible Retrieval; 0.05 Glacier Deep Archive; LIST always as for Standard
//   per 1,000 GET and all other requests: 0.0004; 0.001 infrequent access
//   per GB retrieved: 0.01 infrequent access
//   Deep Archive restores, standard: 0.10 per 1,000 and 0.02 per GB; Flexible Retrieval, bulk: free
//   per GB and month: 0.0125 Standard-IA, 0.01 One Zone-IA, 0.0036 Flexible Retrieval, 0.00099 Deep Archive
//   Intelligent-Tiering: 0.0025 per 1,000 objects of 128 KB and more
//   Batch Operations: 0.25 per job, 1.00 per million objects
// AWS KMS pricing page: 0.03 per 10,000 requests.
// How often the action itself asks for an object's properties is no matter of AWS's pages: it stands at each line.

import { expect, it } from '@jest/globals'
import { estimatePrice } from '../../../src/decide/estimate-price.ts'
import type { PricedWork } from '../../../src/operations/registry.ts'
import { findRates } from '../../../src/price/rates.ts'
import type { PriceContext } from '../../../src/price/work.ts'

const KIB = 2n ** 10n
const MIB = 2n ** 20n
const GIB = 2n ** 30n
const TODAY = Date.UTC(2026, 10, 21)
const DAY_MS = 86_400_000

const QUIET = { replicates: false, lifecycle: 'none', notifications: 'none', website: 'none' } as const
const VERSIONED = { ...QUIET, versioning: 'Enabled' } as const
const UNVERSIONED = { ...QUIET, versioning: 'Unversioned' } as const

function work(
  operation: PricedWork['operation'],
  storageClass: string,
  objects: number,
  bytesEach: bigint,
  more: Partial<PricedWork> = {},
): PricedWork {
  const tally = { objects, bytes: BigInt(objects) * bytesEach }
  return { operation, storageClass, tally, newestLastModified: TODAY - 1000 * DAY_MS, ...more }
}

function price(
  items: readonly PricedWork[],
  facts: PriceContext['facts'],
  target: PriceContext['target'] = { status: 'SSE-S3' },
) {
  const rates = findRates('us-east-1')
  const { usd, monthlyUsd } = estimatePrice(items, { target, facts, region: 'us-east-1', rates, reportTime: TODAY })
  return { usd, monthlyUsd }
}

it('1. a job copies 100,000,000 STANDARD objects of 1 MiB in a versioned bucket: more than 50 TB of old versions', () => {
  // job                    1 x 0.25                                  0.25
  // objects      100,000,000 / 1,000,000 x 1.00                    100.00
  // COPY         100,000,000 / 1,000 x 0.005                       500.00
  // HeadObject           100 / 1,000 x 0.0004                        0.00004
  //                                                                600.25004
  // Old versions: 100,000,000 MiB / 1,024 = 97,656.25 GB, of which 50 TB = 51,200 GB are of the first tier
  //       51,200    GB x 0.023                                   1,177.60
  //       46,456.25 GB x 0.022                                   1,022.0375
  //                                                              2,199.6375
  // All at the first tier's rate it would be 2,246.09.
  const items = [work('S3PutObjectCopy', 'STANDARD', 100_000_000, MIB)]
  expect(price(items, VERSIONED)).toEqual({ usd: 600.25, monthlyUsd: 2199.64 })
})

it('2. ten DEEP_ARCHIVE objects of 100 GiB are restored for 7 days and copied in parts of 512 MiB, unversioned', () => {
  // job                    1 x 0.25                                  0.25
  // objects               10 / 1,000,000 x 1.00                      0.00001
  // HeadObject            10 / 1,000 x 0.0004                        0.000004
  // restores              10 / 1,000 x 0.10                          0.001
  // retrieval          1,000 GB x 0.02                              20.00
  // restored copies    1,000 GB x 0.023 x 7/30                       5.366667
  // UploadPartCopy     2,000 / 1,000 x 0.005                         0.01
  // CreateMultipart       10 / 1,000 x 0.005                         0.00005
  // CompleteMultipart     10 / 1,000 x 0.05                          0.0005
  // annotations (LIST)    10 / 1,000 x 0.005                         0.00005
  // looks and tags        60 / 1,000 x 0.0004                        0.000024
  //                                                                 25.628305
  // User Guide, "Multipart upload and pricing": only CompleteMultipartUpload is billed at Deep Archive's rate. All of
  // the multipart requests at that rate, 0.05, would make it 25.72.
  const items = [
    work('S3InitiateRestoreObject', 'DEEP_ARCHIVE', 10, 100n * GIB, { restore: { tier: 'STANDARD', days: 7 } }),
    work('MultipartCopy', 'DEEP_ARCHIVE', 10, 100n * GIB),
  ]
  expect(price(items, UNVERSIONED)).toEqual({ usd: 25.63, monthlyUsd: 0 })
})

it('3. 20,000,000 GLACIER objects of 16 KiB get a KMS key without a bucket key, versioned: more overhead than data', () => {
  // job                    1 x 0.25                                  0.25
  // objects       20,000,000 / 1,000,000 x 1.00                     20.00
  // HeadObject    20,000,000 / 1,000 x 0.0004                        8.00      before the restores
  // restores, bulk                                                   0.00
  // restored copies 305.17578125 GB x 0.023 x 1/30                   0.233968
  // COPY          20,000,000 / 1,000 x 0.03                        600.00
  // HeadObject    40,000,000 / 1,000 x 0.0004                       16.00      before and after each copy
  // KMS           40,000,000 / 10,000 x 0.03                       120.00      one to read, one to write
  //                                                                764.483968
  // Old versions: 20,000,000 x 16 KiB = 305.17578125 GB x 0.0036     1.098633
  // index         20,000,000 x 32 KiB = 610.3515625 GB x 0.0036      2.197266
  // names         20,000,000 x 8 KiB = 152.587890625 GB x 0.023      3.509521
  //                                                                  6.805420
  const items = [
    work('S3InitiateRestoreObject', 'GLACIER', 20_000_000, 16n * KIB, { restore: { tier: 'BULK', days: 1 } }),
    work('CopyObject', 'GLACIER', 20_000_000, 16n * KIB),
  ]
  const target = { status: 'SSE-KMS', kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/k', bucketKey: false } as const
  expect(price(items, VERSIONED, target)).toEqual({ usd: 764.48, monthlyUsd: 6.81 })
})

it('4. a job copies 1,000,000 ONEZONE_IA objects of 64 KiB, 12 days old, unversioned, with lifecycle rules', () => {
  // job                    1 x 0.25                                  0.25
  // objects        1,000,000 / 1,000,000 x 1.00                      1.00
  // COPY           1,000,000 / 1,000 x 0.01                         10.00
  // HeadObject           100 / 1,000 x 0.001                         0.0001
  // retrieval    61.03515625 GB x 0.01                               0.610352
  // 18 of 30 days, billed as 128 KiB each: 122.0703125 GB x 0.01 x 18/30
  //                                                                  0.732422
  //                                                                 12.592874
  const items = [
    work('S3PutObjectCopy', 'ONEZONE_IA', 1_000_000, 64n * KIB, { newestLastModified: TODAY - 12 * DAY_MS }),
  ]
  expect(price(items, { ...UNVERSIONED, lifecycle: 'some' })).toEqual({ usd: 12.59, monthlyUsd: 0 })
})

it('5. jobs copy 3,000,000 INTELLIGENT_TIERING objects of 256 KiB and 400,000 STANDARD_IA of 1 MiB in a website that replicates', () => {
  // jobs                   2 x 0.25                                  0.50
  // objects        3,400,000 / 1,000,000 x 1.00                      3.40
  // redirects?     3,000,000 / 1,000 x 0.0004                        1.20
  //                  400,000 / 1,000 x 0.001                         0.40
  // COPY           3,000,000 / 1,000 x 0.005                        15.00
  //                  400,000 / 1,000 x 0.01                          4.00
  // HeadObject           100 / 1,000 x 0.0004                        0.00004
  //                      100 / 1,000 x 0.001                         0.0001
  // retrieval    390.625 GB x 0.01                                   3.90625
  // Replication: PUT into Standard 3,400,000 / 1,000 x 0.005        17.00
  //              retrieval 390.625 GB x 0.01                         3.90625
  //                                                                 49.31264
  // Old versions: 732.421875 GB x 0.023                             16.845703
  //               390.625 GB x 0.0125                                4.882813
  // monitoring     3,000,000 / 1,000 x 0.0025                        7.50
  //                                                                 29.228516
  const items = [
    work('S3PutObjectCopy', 'INTELLIGENT_TIERING', 3_000_000, 256n * KIB),
    work('S3PutObjectCopy', 'STANDARD_IA', 400_000, MIB),
  ]
  const facts = { ...VERSIONED, website: 'some', replicates: true } as const
  expect(price(items, facts)).toEqual({ usd: 49.31, monthlyUsd: 29.23 })
})

it('6. what Athena and S3 add where a billion keys of a report of 90 GB are joined to one job manifest', () => {
  // Amazon Athena pricing page: 5.00 per TB of 2^40 bytes.
  // rows, written and proven  2 x 96,636,764,160 bytes = 0.17578125 TB x 5      0.87890625
  // their files       1,000,000,000 x 100 bytes = 0.0909494702 TB x 5           0.454747
  // UploadPartCopy           10,000 parts, 2 more / 1,000 x 0.005               0.05001
  //                                                                             1.383663
  const group = work('S3UpdateObjectEncryption', 'ALL', 10 ** 9, 0n)
  const reads = { reportBytes: 90 * 2 ** 30, rows: [10 ** 9] }
  const usd = (way: 'runner' | 'athena-streamed' | 'athena-joined' | undefined) => {
    const context = { target: { status: 'SSE-S3' }, facts: VERSIONED, region: 'us-east-1', reportTime: TODAY } as const
    const rates = findRates('us-east-1')
    return estimatePrice([group], { ...context, rates, ...(way && { rowQueries: { way, ...reads } }) }).usd ?? 0
  }
  const streamed = usd(undefined)
  expect((usd('athena-joined') - streamed).toFixed(2)).toBe('1.38')
  // 0.87890625 / 2, read once
  expect((usd('athena-streamed') - streamed).toFixed(2)).toBe('0.44')
  expect((usd('runner') - streamed).toFixed(2)).toBe('0.44')
})
