// Has the pages of a listing read in a thread of its own. Reading pages makes more garbage than everything else in a
// run, and V8 lets the young generation of the main thread grow with it, to 128 MiB; that of a worker can be limited.

import { Worker } from 'node:worker_threads'
import type { PagePart, PageSelection, TakenPage } from '../engines/listing/page.ts'
import type { ScanTally } from '../findings/scan-tally.ts'
import { ActionError, type ErrorCode } from '../words/errors.ts'
import { quoteText } from '../words/outside-text.ts'

export type PageOrder =
  | { readonly kind: 'take'; readonly body: Uint8Array<ArrayBuffer>; readonly part: PagePart }
  | { readonly kind: 'count-left-out' }

type Failure = { readonly code: ErrorCode; readonly message: string; readonly hint: string | undefined }

export type FromPageWorker =
  | { readonly id: number; readonly result: TakenPage | ScanTally }
  | { readonly id: number; readonly failure: Failure }

/** A page of 1,000 keys takes some megabytes to read, and a few pages wait for their turn. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 }

type PageThread = {
  /** @param body of a response, in a buffer of its own, which is given away. @throws ActionError */
  readonly take: (body: Uint8Array<ArrayBuffer>, part: PagePart) => Promise<TakenPage>
  readonly countLeftOut: () => Promise<ScanTally>
  readonly stop: () => Promise<void>
}

type Waiting = { readonly resolve: (result: never) => void; readonly reject: (error: ActionError) => void }

/** Starts the thread; it takes about 40 ms until it listens, and pages wait that long. `url`: another entry. */
export function startPageThread(selection: PageSelection, url = entryUrl()): PageThread {
  const worker = new Worker(url, { workerData: selection, resourceLimits: RESOURCE_LIMITS })
  const waiting = new Map<number, Waiting>()
  let death: ActionError | undefined
  let lastId = 0
  const die = (how: string): void => {
    death ??= new ActionError('INTERNAL_ERROR', `The reader of listed pages ended: ${how}.`, { hint: HINT })
    for (const { reject } of waiting.values()) reject(death)
    waiting.clear()
  }
  worker.on('message', (message: FromPageWorker) => {
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if ('result' in message) asked?.resolve(message.result as never)
    else asked?.reject(toError(message.failure))
  })
  worker.on('error', (error) => die(quoteText((error as Partial<Error>)?.message ?? String(error))))
  worker.on('exit', () => die('its thread ended'))
  const ask = <T>(order: PageOrder, transfer: readonly ArrayBuffer[] = []): Promise<T> =>
    new Promise((resolve, reject) => {
      if (death !== undefined) {
        reject(death)
        return
      }
      waiting.set(++lastId, { resolve, reject })
      worker.postMessage({ id: lastId, order }, transfer)
    })
  return {
    take: (body, part) => ask({ kind: 'take', body, part }, [body.buffer]),
    countLeftOut: () => ask({ kind: 'count-left-out' }),
    stop: async () => {
      await worker.terminate()
    },
  }
}

const HINT = 'Run it again, on a less busy runner if possible. If the error persists, report it as a bug.'

const toError = ({ code, message, hint }: Failure) => new ActionError(code, message, hint === undefined ? {} : { hint })

// ncc leaves exactly this expression unchanged; both bundles are in dist/, and both sources in src/, side by side.
const entryUrl = () => new URL(`./page-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)
