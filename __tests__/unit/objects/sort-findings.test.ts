import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Findings, OperationGroup } from '../../../src/findings/findings.ts'
import { nameGroup } from '../../../src/findings/scan-tally.ts'
import { RowSpool, spoolPath } from '../../../src/findings/spool.ts'
import type { LookAtObject } from '../../../src/objects/look-each.ts'
import { type PlaceFinding, sortFindings } from '../../../src/objects/sort-findings.ts'
import { ActionError } from '../../../src/words/errors.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'
import { textOfPart } from '../../support/kept-rows.ts'
import { makeLook } from '../../support/look.ts'
import { buildScan } from '../../support/results.ts'

const BUCKET = 'acme-data'
const SEEN = makeLook({
  encryption: 'NOT-SSE',
  kmsKeyArn: undefined,
  bucketKey: false,
  size: 7,
  storageClass: 'STANDARD',
  lastModified: 1,
  websiteRedirect: undefined,
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sort-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A group whose rows were kept, as those of a report without sizes. */
function keep(operation: OperationGroup['operation'], storageClass: string, keys: readonly string[]): OperationGroup {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  const spool = new RowSpool({ folder, bucket: BUCKET, maxRows: 100, written }, 0)
  const name = nameGroup(operation, storageClass)
  for (const key of keys) spool.add(name, key as EncodedKey)
  spool.close()
  const parts = [spoolPath(folder, name, 0)]
  return { operation, storageClass, tally: { objects: keys.length, bytes: undefined }, newestLastModified: 5, parts }
}

const scanOf = (groups: readonly OperationGroup[]): Findings => ({
  ...buildScan(0),
  groups,
  heldBack: new Map(),
  samples: [
    { key: 'b' as EncodedKey, status: 'NOT-SSE', storageClass: 'STANDARD', size: undefined, heldBack: undefined },
  ],
})

/** Sizes by key: 7 for those not named, undefined for one that is gone. */
async function sort(groups: readonly OperationGroup[], sizes: Record<string, number | undefined>, place: PlaceFinding) {
  const looked: string[] = []
  const look: LookAtObject = async (key) => {
    looked.push(key)
    const size = key in sizes ? sizes[key] : 7
    return size === undefined ? undefined : { ...SEEN, size }
  }
  const [first] = groups
  if (first === undefined) throw new Error('no group')
  const result = await sortFindings(scanOf(groups), {
    bucket: BUCKET,
    placeOf: new Map([[first, place]]),
    folder,
    deps: { look, sleep: async () => undefined },
    signal: new AbortController().signal,
  })
  const keysOf = ({ parts }: OperationGroup) =>
    parts.flatMap((part) => textOfPart(part).trim().split('\n')).map((line) => line.split(',')[1])
  const told = result.groups.map((group) => {
    const { operation, storageClass, tally, newestLastModified } = group
    return [operation, storageClass, tally.objects, tally.bytes, newestLastModified, keysOf(group)]
  })
  return { result, looked, told }
}

const bySize: PlaceFinding = ({ size }) => (size > 100 ? 'multipart-copy' : size > 50 ? 'too-large' : 'copy')

describe('findings that were looked at', () => {
  it('go to another operation, are held back or stay, each looked at once, in their order', async () => {
    const copy = keep('copy', 'STANDARD', ['a', 'b', 'c', 'd'])

    const { result, looked, told } = await sort([copy], { b: 60, c: 101 }, bySize)

    expect(looked).toEqual(['a', 'b', 'c', 'd'])
    expect(told).toEqual([
      ['copy', 'STANDARD', 2, 14n, 5, ['a', 'd']],
      ['multipart-copy', 'STANDARD', 1, 101n, 5, ['c']],
    ])
    expect(result.heldBack).toEqual(
      new Map([['too-large', { tally: { objects: 1, bytes: 60n }, samples: [expect.objectContaining({ key: 'b' })] }]]),
    )
    expect(result.samples).toEqual([expect.objectContaining({ key: 'b', size: 60, heldBack: 'too-large' })])
  })

  it('join the group that is there already', async () => {
    const copy = keep('copy', 'STANDARD', ['a', 'b'])
    const parts = keep('multipart-copy', 'STANDARD', ['z'])
    const others = keep('copy', 'GLACIER_IR', ['y'])

    const { told } = await sort([copy, others, { ...parts, newestLastModified: 9 }], { b: 200 }, bySize)

    expect(told).toEqual([
      ['copy', 'GLACIER_IR', 1, undefined, 5, ['y']],
      ['copy', 'STANDARD', 1, 7n, 5, ['a']],
      ['multipart-copy', 'STANDARD', 2, undefined, 9, ['b', 'z']],
    ])
  })

  it('leave no group where none stays, and stay where they are when they are gone', async () => {
    const all = await sort([keep('copy', 'STANDARD', ['a', 'b'])], {}, () => 'website-redirect')
    expect(all.told).toEqual([])
    expect(all.result.heldBack.get('website-redirect')?.tally).toEqual({ objects: 2, bytes: 14n })

    const gone = await sort([keep('copy', 'STANDARD', ['a', 'b'])], { a: undefined }, () => 'website-redirect')
    expect(gone.told).toEqual([['copy', 'STANDARD', 1, 0n, 5, ['a']]])
  })

  it('must be all there: a row too few or a look that fails ends it', async () => {
    const copy = keep('copy', 'STANDARD', ['a'])
    const short = { ...copy, tally: { objects: 2, bytes: undefined } }
    await expect(sort([short], {}, bySize)).rejects.toThrow('1 objects were checked where 2 had to be')
    const failing: PlaceFinding = () => {
      throw new ActionError('ACCESS_DENIED', 'no')
    }
    await expect(sort([copy], {}, failing)).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
  })
})
