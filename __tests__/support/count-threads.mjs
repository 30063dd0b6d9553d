// Preloaded into the action by `node --import`: counts the worker threads that it starts, into the file `COUNT_THREADS`.

import { writeFileSync } from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'

const threads = createRequire(import.meta.url)('node:worker_threads')
if (threads.isMainThread) {
  let started = 0
  threads.Worker = class extends threads.Worker {
    constructor(...given) {
      super(...given)
      started++
    }
  }
  syncBuiltinESMExports()
  process.on('exit', () => writeFileSync(process.env.COUNT_THREADS, String(started)))
}
