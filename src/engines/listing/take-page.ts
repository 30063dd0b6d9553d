// Takes the pages of a listing: checks that they follow each other as S3 lists keys, counts the keys that include and
// exclude leave out, and keeps the others on disk.

import { RowAccumulator } from '../../findings/accumulator.ts'
import { createPolicy, type ScanPolicy } from '../../findings/classify.ts'
import type { ScanTally } from '../../findings/scan-tally.ts'
import { RowSpool } from '../../findings/spool.ts'
import { ActionError } from '../../words/errors.ts'
import { compareKeys } from '../../words/key-order.ts'
import { encodeKey } from '../../words/object-key.ts'
import { LookedRow } from '../looked-row.ts'
import type { ListedObject, ListedPage, PagePart, PageSelection, TakenPage } from './page.ts'

/** The folder of rows of listed keys: `bucket,key,size,modified,class`. */
export const LISTED = 'listed'

/** Of an object that was not looked at. */
const UNSEEN = { kmsKeyArn: undefined, bucketKey: false, archived: false, lock: 'unknown', etag: '' } as const

export class PageTaker {
  readonly #selection: PageSelection
  readonly #policy: ScanPolicy
  readonly #leftOut: RowAccumulator
  readonly #spools = new Map<number, RowSpool>()
  readonly #written = new BigInt64Array(new SharedArrayBuffer(8))

  constructor(selection: PageSelection) {
    this.#selection = selection
    this.#policy = createPolicy(selection.spec, selection.asOf, true)
    this.#leftOut = new RowAccumulator(this.#policy, { hasSize: true, spool: undefined })
  }

  /** @throws ActionError EVIDENCE_MISSING if the page does not follow the one before it */
  take({ objects, next }: ListedPage, part: PagePart): TakenPage {
    checkOrder(objects, part)
    const { index, until } = part
    const own = until === undefined ? objects : objects.filter(({ name }) => compareKeys(name, until) <= 0)
    const selected = index === undefined ? own : own.filter((object) => !this.#leavesOut(object))
    const isDone = next === undefined || own.length < objects.length
    if (index !== undefined) this.#keep(index, selected, isDone)
    return { listed: own.length, selected: selected.length, last: objects.at(-1)?.name, next, isDone }
  }

  countLeftOut(): ScanTally {
    return this.#leftOut.finish()
  }

  #leavesOut({ key, size, modified: lastModified, storageClass }: ListedObject): boolean {
    const { isExcluded } = this.#policy
    if (isExcluded === undefined) return false
    const facts = { encryption: 'NOT-SSE', size, lastModified, storageClass, ...UNSEEN } as const
    const isOut = isExcluded(new LookedRow(key, facts))
    if (isOut) this.#leftOut.addLeftOut(size)
    return isOut
  }

  #keep(index: number, objects: readonly ListedObject[], isDone: boolean): void {
    const spool = this.#spools.get(index) ?? this.#open(index)
    for (const { key, size, modified, storageClass } of objects)
      spool.add(LISTED, key, `,${size},${modified},${storageClass}`)
    if (!isDone) return
    spool.close()
    this.#spools.delete(index)
  }

  #open(index: number): RowSpool {
    const { folder, bucket } = this.#selection
    const spool = new RowSpool({ folder, bucket, maxRows: Number.MAX_SAFE_INTEGER, written: this.#written }, index)
    this.#spools.set(index, spool)
    return spool
  }
}

/**
 * Every key of the page has the prefix and comes after the one before it: otherwise the listing could have left out
 * others, or count one twice.
 * @throws ActionError EVIDENCE_MISSING
 */
function checkOrder(objects: readonly ListedObject[], { prefix, after }: PagePart): void {
  let last = after
  for (const { name } of objects) {
    if (!name.startsWith(prefix) || (last !== undefined && compareKeys(last, name) >= 0)) {
      throw new ActionError('EVIDENCE_MISSING', `ListObjectsV2 returned ${encodeKey(name)} out of order.`, {
        hint: 'Run it again; if the error persists, report it to the maintainers of this action.',
      })
    }
    last = name
  }
}
