// Entry of the thread that reads the pages of a listing and keeps their keys. Bundled separately (dist/page-worker.js).

import { parentPort, workerData } from 'node:worker_threads'
import type { PageSelection } from '../engines/listing/page.ts'
import { PageTaker } from '../engines/listing/take-page.ts'
import { asActionError } from '../words/errors.ts'
import { readListedPage } from './listed-page.ts'
import type { FromPageWorker, PageOrder } from './page-thread.ts'

const port = parentPort
if (port === null) throw new Error('the page worker was not started as a worker thread')
const taker = new PageTaker(workerData as PageSelection)

function obey(order: PageOrder) {
  if (order.kind === 'count-left-out') return taker.countLeftOut()
  return taker.take(readListedPage(order.body), order.part)
}

port.on('message', ({ id, order }: { readonly id: number; readonly order: PageOrder }) => {
  try {
    port.postMessage({ id, result: obey(order) } satisfies FromPageWorker)
  } catch (error) {
    const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
    port.postMessage({ id, failure: { code, message, hint } } satisfies FromPageWorker)
  }
})
