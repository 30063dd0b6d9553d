// Takes the pages of a listing in this thread, from a function that makes them up.

import type { ListedPage, OpenPages, PageRequest } from '../../src/engines/listing/page.ts'
import { PageTaker } from '../../src/engines/listing/take-page.ts'

export type ListPage = (request: PageRequest, signal: AbortSignal) => Promise<ListedPage>

/** The selected keys are on disk when their part ends, as they are with the thread of the action. */
export const takePagesOf =
  (list: ListPage): OpenPages =>
  (selection) => {
    const taker = new PageTaker(selection)
    return {
      take: async (request, part, signal) => taker.take(await list(request, signal), part),
      countLeftOut: async () => taker.countLeftOut(),
      close: async () => {},
    }
  }
