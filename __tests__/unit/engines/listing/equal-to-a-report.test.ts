// A bucket that stands still: a listing finds what the scan of a report of it finds (docs/sources.md), object by object.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../../src/decide/choose-by-need.ts'
import { judgeBucket } from '../../../../src/decide/verdict.ts'
import { createInventoryScan } from '../../../../src/engines/inventory-scan/scan.ts'
import { createListing } from '../../../../src/engines/listing/listing.ts'
import { listedPrefixes } from '../../../../src/engines/listing/prefixes.ts'
import type { Findings } from '../../../../src/findings/findings.ts'
import type { RowPart } from '../../../../src/findings/row-part.ts'
import type { ScanSpec } from '../../../../src/findings/spec.ts'
import type { ObjectLook } from '../../../../src/objects/object-look.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../../../../src/words/encryption.ts'
import { compareKeys } from '../../../../src/words/key-order.ts'
import { type EncodedKey, encodeKey } from '../../../../src/words/object-key.ts'
import { textOfPart } from '../../../support/kept-rows.ts'
import { type ListPage, takePagesOf } from '../../../support/listed-pages.ts'
import { makeLook } from '../../../support/look.ts'
import { createReport, createRequest, gzipLines, REPORT_TIME } from '../../../support/report.ts'

const WORLDS = 40
const CLASSES = ['STANDARD', 'STANDARD_IA', 'GLACIER', 'GLACIER_IR', 'INTELLIGENT_TIERING', 'DEEP_ARCHIVE', 'NEW_CLASS']
const PIECES = [
  'a',
  'b/',
  'logs/',
  '2024/',
  ' ',
  '+',
  '%',
  ',',
  '"',
  '\n',
  '\u0001',
  'ü',
  '\u{1F600}',
  '\uFFFD',
  '\u{10FFFF}',
  '=cmd',
]
const LARGE = 6 * 1024 ** 3

type Stored = { readonly name: string; readonly key: EncodedKey; readonly look: ObjectLook }

/** Mulberry32: the same seed gives the same world. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** 0, 1 or some hundred objects, of which none, some or all are findings. */
function createBucket(seed: number): readonly Stored[] {
  const random = createRandom(seed)
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T
  const count = [0, 1, 2, 250][seed % 4] ?? 0
  const share = [0, 50, 100][seed % 3] ?? 0
  const names = new Set(
    Array.from({ length: count }, () => Array.from({ length: 1 + random(6) }, () => pick(PIECES)).join('')),
  )
  return [...names].sort(compareKeys).map((name) => {
    const encryption: EncryptionStatus = random(100) < share ? 'NOT-SSE' : pick(ENCRYPTION_STATUSES.slice(0, 4))
    const isKms = encryption === 'SSE-KMS' || encryption === 'DSSE-KMS'
    const look = makeLook({
      encryption,
      size: random(20) === 0 ? LARGE : random(300_000),
      storageClass: pick(CLASSES),
      lastModified: Date.UTC(2022, 0, 1 + random(300)),
      kmsKeyArn: isKms ? `arn:aws:kms:eu-west-1:111122223333:key/${random(2)}` : undefined,
      bucketKey: encryption === 'SSE-KMS' && random(2) === 0,
    })
    return { name, key: encodeKey(name), look }
  })
}

function listOf(bucket: readonly Stored[], length: number): ListPage {
  return async ({ prefix, after, next }) => {
    const from = next ?? after
    const rest = bucket.filter(
      ({ name }) => name.startsWith(prefix) && (from === undefined || compareKeys(name, from) > 0),
    )
    const objects = rest.slice(0, length).map(({ name, key, look: { size, lastModified: modified, storageClass } }) => {
      return { name, key, size, modified, storageClass }
    })
    return { objects, next: rest.length > length ? objects.at(-1)?.name : undefined }
  }
}

function reportOf(bucket: readonly Stored[]) {
  const line = ({ key, look }: Stored) => {
    const modified = new Date(look.lastModified).toISOString()
    return { key, size: look.size, modified, storageClass: look.storageClass, status: look.encryption }
  }
  const half = Math.ceil(bucket.length / 2)
  // Files of a report have keys in any order; so they are in that of the bucket, as a listing has them.
  return createReport([gzipLines(bucket.slice(0, half).map(line)), gzipLines(bucket.slice(half).map(line))])
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'equal-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const POLICIES: readonly Partial<ScanSpec>[] = [
  {},
  { accepted: ['SSE-S3'] },
  {
    accepted: ['SSE-KMS', 'DSSE-KMS'],
    choices: chooseByNeed({ target: 'SSE-KMS', copiesInParts: true, restoresArchived: true }),
  },
  { include: ['logs/**', 'b/**'], exclude: ['**ü**'] },
  { exclude: ['a*'], exceptions: [{ prefix: 'b/' }, { largerThan: 100_000 }] },
]

function told(
  { proof: _, evidence: __, groups, excluded, rows: ___, matchedPatterns: ____, ...rest }: Findings,
  isNarrowed: boolean,
) {
  const read = (part: RowPart) => textOfPart(part).split('\n').slice(0, -1)
  return {
    ...rest,
    excluded: isNarrowed ? 'not listed' : excluded,
    groups: groups.map(({ parts, ...group }) => ({ ...group, rows: parts.flatMap(read) })),
  }
}

it.each(Array.from({ length: WORLDS }, (_, seed) => seed))('world %d', async (seed) => {
  const bucket = createBucket(seed)
  const change = POLICIES[seed % POLICIES.length] ?? {}
  const request = createRequest(reportOf(bucket), join(folder, 'scan'))
  const spec = { ...request.spec, ...change }
  const { keepRows } = request
  const scanned = await createInventoryScan(request)({ spec, keepRows, spoolFolder: join(folder, 'scan') })
  const looks = new Map(bucket.map(({ key, look }) => [key, look]))
  const listed = await createListing({
    bucket: 'src',
    asOf: new Date(REPORT_TIME),
    prefixes: listedPrefixes(spec.include),
    openPages: takePagesOf(listOf(bucket, 1 + (seed % 9))),
    look: async (key) => {
      const look = looks.get(key)
      return look?.encryption === 'SSE-C' ? 'sse-c' : look
    },
    sleep: async () => {},
    maxLooks: 1000,
  })({ spec, keepRows, spoolFolder: join(folder, 'list') })

  const isNarrowed = spec.include.length > 0
  expect(told(listed, isNarrowed)).toEqual(told(scanned, isNarrowed))
  const rules = { maxFindings: 0, emptyReportContradicted: false, include: spec.include, allowsPartialInventory: false }
  const [one, other] = [judgeBucket(listed, rules), judgeBucket(scanned, rules)]
  expect([one.verdict, one.reason]).toEqual([other.verdict, other.reason])
})
