// Lists keys with several requests at a time; the selected ones are on disk afterwards, in key order.

import { spoolPath } from '../../findings/spool.ts'
import { forEachGrowing, type More } from '../../time/at-once.ts'
import { type RetryPolicy, retry, type Sleep } from '../../time/retry.ts'
import { ActionError } from '../../words/errors.ts'
import { compareRanges, KeyRange } from './key-range.ts'
import type { Pages, TakenPage } from './page.ts'
import { LISTED } from './take-page.ts'

/**
 * Listings at a time. S3 takes some 100 ms for a page of 1,000 keys, and its reader almost half of that to read it: more
 * would only guess more places to cut at, each of which can cost an empty page.
 */
const LISTS_AT_ONCE = 4
/** In addition to the SDK's own retries, for one page: the pages before it are kept. */
const LISTING: RetryPolicy = { tries: 3, firstPauseMs: 2_000 }

type ListTask = {
  readonly pages: Pages
  readonly sleep: Sleep
  readonly prefixes: readonly string[]
  /** The folder that `pages` keeps the selected keys in. */
  readonly folder: string
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
 * @throws ActionError EVIDENCE_MISSING if more keys are selected than allowed; INTERRUPTED; and those of `pages`
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
  readonly #written: { readonly range: KeyRange; readonly path: string }[] = []
  #ranges = 0

  constructor(task: ListTask) {
    this.#task = task
  }

  /** Lists a part to its end. What other requests have room for is cut off and listed beside it. */
  async run(range: KeyRange, more: More<KeyRange>, signal: AbortSignal): Promise<void> {
    const index = this.#ranges++
    let kept = 0
    for (let isDone = false; !isDone; ) {
      const page = await this.#take(range, index, signal)
      range.advance(page)
      this.#count(page)
      kept += page.selected
      isDone = page.isDone
      while (!isDone && more.hasRoom()) {
        const rest = range.cut()
        if (rest === undefined) break
        more.add(rest)
      }
    }
    if (kept > 0) this.#written.push({ range, path: spoolPath(this.#task.folder, LISTED, index) })
  }

  parts(): readonly string[] {
    return this.#written.sort((one, other) => compareRanges(one.range, other.range)).map(({ path }) => path)
  }

  async #take(range: KeyRange, index: number, signal: AbortSignal): Promise<TakenPage> {
    const { pages, sleep } = this.#task
    const takeOnce = async () => {
      if (signal.aborted) throw new ActionError('INTERRUPTED', 'The run was interrupted.')
      this.counts = { ...this.counts, requests: this.counts.requests + 1 }
      return await pages.take(range.request, range.part(index), signal)
    }
    return await retry(takeOnce, LISTING, { sleep, signal })
  }

  #count({ listed, selected }: TakenPage): void {
    const { maxKeys, tooMany = tellBudget, onPage } = this.#task
    const { counts: before } = this
    this.counts = { ...before, listed: before.listed + listed, selected: before.selected + selected }
    if (this.counts.selected > maxKeys) throw tooMany(this.counts, maxKeys)
    onPage?.(this.counts)
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
