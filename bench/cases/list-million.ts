// A million keys, listed and looked at in a process of its own that has no S3 client: the memory of the engine itself.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseByNeed } from '../../src/decide/choose-by-need.ts'
import { createListing, type ListingSource } from '../../src/engines/listing/listing.ts'
import type { ListPage } from '../../src/engines/listing/page.ts'
import type { ObjectLook } from '../../src/objects/object-look.ts'
import { encodeKey } from '../../src/words/object-key.ts'
import { SOURCE_BUCKET } from '../rows.ts'

const objectKey = (index: number) => `data/part-${String(index).padStart(8, '0')}`

export const MANY = 1_000_000
const PAGE_KEYS = 1000

/** Throws for a wrong answer. */
export async function list(requests: Pick<ListingSource, 'list' | 'look'>, count: number): Promise<void> {
  const spoolFolder = mkdtempSync(join(tmpdir(), 'bench-list-'))
  const engine = createListing({
    ...requests,
    bucket: SOURCE_BUCKET,
    asOf: new Date(),
    prefixes: [''],
    sleep: (ms) => sleep(ms),
    maxLooks: count,
  })
  const spec = {
    accepted: ['SSE-S3'],
    keyRule: { kmsKeyArn: undefined, bucketKey: false },
    include: [],
    exclude: [],
    exceptions: [],
    aclsEnabled: false,
    choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: false }),
  } as const
  try {
    const { findings, proof } = await engine({ spec, keepRows: { maxRows: count }, spoolFolder })
    const looked = proof.source === 'list' ? proof.looked : 0
    if (looked !== count || findings.objects !== count) {
      throw new Error(`wrong answer: ${looked} looked at, ${findings.objects} findings of ${count}`)
    }
  } finally {
    rmSync(spoolFolder, { recursive: true, force: true })
  }
}

/** Pages of keys that exist only while they are asked for. */
const listMany: ListPage = async ({ after, next }) => {
  const from = next ?? after ?? ''
  const start = firstAfter(from)
  const end = Math.min(MANY, start + PAGE_KEYS)
  const objects = Array.from({ length: Math.max(0, end - start) }, (_, index) => {
    const name = objectKey(start + index)
    return { name, key: encodeKey(name), size: 1000, modified: 0, storageClass: 'STANDARD' }
  })
  return { objects, next: end < MANY ? objectKey(end - 1) : undefined }
}

/** Number of the first key after a text. */
function firstAfter(text: string): number {
  let [low, high] = [0, MANY]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (objectKey(middle) > text) high = middle
    else low = middle + 1
  }
  return low
}

const LOOK: ObjectLook = {
  etag: '"0"',
  versionId: undefined,
  lastModified: 0,
  size: 1000,
  storageClass: 'STANDARD',
  headers: new Map(),
  metadata: new Map(),
  hiddenMetadata: 0,
  websiteRedirect: undefined,
  tagCount: undefined,
  checksum: undefined,
  archived: false,
  restoring: false,
  lock: 'unknown',
  encryption: 'NOT-SSE',
  kmsKeyArn: undefined,
  bucketKey: false,
}

if (import.meta.main) {
  process.once('disconnect', () => process.exit(1))
  await list({ list: listMany, look: async () => ({ ...LOOK }) }, MANY)
  process.send?.(process.resourceUsage().maxRSS / 1024)
  process.removeAllListeners('disconnect')
  process.disconnect?.()
}
