// Lists keys with several requests at a time, and keeps the selected ones on disk, in key order.

import { RowSpool, type SpoolOptions, spoolPath } from '../../findings/spool.ts'
import { forEachGrowing, type More } from '../../time/at-once.ts'
import { type RetryPolicy, retry, type Sleep } from '../../time/retry.ts'
import { ActionError } from '../../words/errors.ts'
import { compareRanges, KeyRange } from './key-range.ts'
import { checkOrder, type ListedObject, type ListPage } from './page.ts'

/**
 * Listings at a time. S3 takes some 100 ms for a page of 1,000 keys, and this thread almost half of that to read it: more
 * would only guess more places to cut at, each of which can cost an empty page.
 */
const LISTS_AT_ONCE = 4
/** In addition to the SDK's own retries, for one page: the pages before it are kept. */
const LISTING: RetryPolicy = { tries: 3, firstPauseMs: 2_000 }
/** The folder of the rows of listed keys: `bucket,key,size,modified,class`. */
export const LISTED = 'listed'

type ListTask = {
  readonly list: ListPage
  readonly sleep: Sleep
  readonly prefixes: readonly string[]
  /** Whether the object is left out by include and exclude. */
  readonly leavesOut: (object: ListedObject) => boolean
  readonly spool: Omit<SpoolOptions, 'maxRows' | 'written'>
  /** Maximum number of keys that may be selected. */
  readonly maxKeys: number
  readonly tooMany?: ((counts: ListCounts, maxKeys: number) => ActionError) | undefined
  readonly onPage?: ((counts: ListCounts) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Counts so far. */
export type ListCounts = { readonly listed: number; readonly selected: number; readonly requests: number }

/** `parts`: files with the selected keys, in key order. */
export type Listed = ListCounts & { readonly parts: readonly string[] }

/**
 * Lists all keys with the prefixes. One deep or large prefix is listed in parts, too.
 * @throws ActionError EVIDENCE_MISSING if more keys are selected than allowed; INTERRUPTED; and those of `list`
 */
export async function listKeys(task: ListTask): Promise<Listed> {
  const listing = new Listing(task)
  const first = task.prefixes.map((prefix) => new KeyRange(prefix))
  await forEachGrowing(first, LISTS_AT_ONCE, (range, more, signal) => listing.run(range, more, signal), task.signal)
  if (task.signal?.aborted) throw new ActionError('INTERRUPTED', 'The run was interrupted.')
  return { ...listing.counts, parts: listing.parts() }
}

class Listing {
  counts: ListCounts = { listed: 0, selected: 0, requests: 0 }
  readonly #task: ListTask
  readonly #spool: SpoolOptions
  readonly #written: { readonly range: KeyRange; readonly path: string }[] = []
  #ranges = 0

  constructor(task: ListTask) {
    this.#task = task
    const written = new BigInt64Array(new SharedArrayBuffer(8))
    this.#spool = { ...task.spool, maxRows: Number.MAX_SAFE_INTEGER, written }
  }

  /** Lists a part to its end. What other requests have room for is cut off and listed beside it. */
  async run(range: KeyRange, more: More<KeyRange>, signal: AbortSignal): Promise<void> {
    const index = this.#ranges++
    const spool = new RowSpool(this.#spool, index)
    let kept = 0
    try {
      for (let isDone = false; !isDone; ) {
        const { position } = range
        const page = await this.#read(range, signal)
        checkOrder(page, range.prefix, position)
        const taken = range.take(page)
        kept += this.#keep(taken.objects, spool)
        isDone = taken.isDone
        while (!isDone && more.hasRoom()) {
          const rest = range.cut()
          if (rest === undefined) break
          more.add(rest)
        }
      }
    } finally {
      spool.close()
    }
    if (kept > 0) this.#written.push({ range, path: spoolPath(this.#spool.folder, LISTED, index) })
  }

  parts(): readonly string[] {
    return this.#written.sort((one, other) => compareRanges(one.range, other.range)).map(({ path }) => path)
  }

  async #read(range: KeyRange, signal: AbortSignal) {
    const { list, sleep } = this.#task
    const listOnce = async () => {
      if (signal.aborted) throw new ActionError('INTERRUPTED', 'The run was interrupted.')
      this.counts = { ...this.counts, requests: this.counts.requests + 1 }
      return await list(range.request, signal)
    }
    return await retry(listOnce, LISTING, { sleep, signal })
  }

  /** Returns how many objects were kept. */
  #keep(objects: readonly ListedObject[], spool: RowSpool): number {
    const { leavesOut, maxKeys, tooMany, onPage } = this.#task
    let selected = 0
    for (const object of objects) {
      if (leavesOut(object)) continue
      selected++
      spool.add(LISTED, object.key, `,${object.size},${object.modified},${object.storageClass}`)
    }
    const { listed, selected: before, requests } = this.counts
    this.counts = { listed: listed + objects.length, selected: before + selected, requests }
    if (this.counts.selected > maxKeys) throw (tooMany ?? tellBudget)(this.counts, maxKeys)
    onPage?.(this.counts)
    return selected
  }
}

function tellBudget({ listed, selected }: ListCounts, maxKeys: number): ActionError {
  return new ActionError(
    'EVIDENCE_MISSING',
    `There are more objects than max-evidence-requests allows to look at (${maxKeys}): the listing was ended after ${listed} keys, of which ${selected} are selected. None was looked at.`,
    {
      hint: `Set max-evidence-requests to at least the number of objects, narrow the run with include and exclude, or use an inventory (source: inventory), which has no such limit.`,
    },
  )
}
