// Entry of a scan worker thread: scans one file at a time, with bytes that it receives from the main thread in
// messages. Bundled separately (dist/worker.js): must not import any AWS or Actions package.

import { parentPort } from 'node:worker_threads'
import { asActionError } from '../../words/errors.ts'
import { CREDITS_AT_ONCE, type FromWorker, ROWS_WITHOUT_SIGN, type ToWorker } from './protocol.ts'
import { scanFile } from './scan-file.ts'
import type { ScanSource } from './source.ts'

type Post = (message: FromWorker, transfer?: ArrayBuffer[]) => void

type Inbox = {
  readonly source: ScanSource
  readonly receive: (message: Exclude<ToWorker, { kind: 'scan' }>) => void
}

/**
 * The bytes of one file, requested and received by message. If a source fails, the main thread just ends the worker.
 */
function createInbox(post: Post, rows: () => number): Inbox {
  const chunks: (Uint8Array<ArrayBuffer> | 'end')[] = []
  const ranges = new Map<number, (bytes: Uint8Array) => void>()
  let wake = (): void => {}
  let nextId = 0

  async function* stream(): AsyncGenerator<Uint8Array> {
    post({ kind: 'open' })
    let spent: ArrayBuffer[] = []
    const giveCredit = (): void => {
      if (spent.length > 0) post({ kind: 'credit', memory: spent, rows: rows() }, spent)
      spent = []
    }
    for (;;) {
      const chunk = chunks.shift()
      if (chunk === 'end') return
      if (chunk === undefined) {
        // With nothing left to do, all credits are returned: the main thread must know that the worker waits for it.
        giveCredit()
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      yield chunk
      spent.push(chunk.buffer)
      if (spent.length >= CREDITS_AT_ONCE) giveCredit()
    }
  }

  return {
    source: {
      stream,
      range: (start, end) =>
        new Promise((resolve) => {
          const id = nextId++
          ranges.set(id, resolve)
          post({ kind: 'range', id, start, end })
        }),
    },
    receive(message) {
      if (message.kind === 'range') {
        ranges.get(message.id)?.(message.bytes)
        ranges.delete(message.id)
      } else {
        chunks.push(message.kind === 'end' ? 'end' : message.bytes)
        wake()
      }
    },
  }
}

const port = parentPort
if (port === null) throw new Error('the scan worker was not started as a worker thread')
const post: Post = (message, transfer) => port.postMessage(message, transfer)
let inbox: Inbox | undefined

port.on('message', (message: ToWorker) => {
  if (message.kind !== 'scan') {
    inbox?.receive(message)
    return
  }
  let rowsSoFar = 0
  let rowsTold = 0
  inbox = createInbox(post, () => rowsSoFar)
  scanFile(message.task, inbox.source, (rows) => {
    rowsSoFar = rows
    if (rows - rowsTold < ROWS_WITHOUT_SIGN) return
    rowsTold = rows
    post({ kind: 'progress', rows })
  }).then(
    (outcome) => post({ kind: 'done', outcome }),
    (error: unknown) => {
      const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
      post({ kind: 'failed', code, message, hint })
    },
  )
})
