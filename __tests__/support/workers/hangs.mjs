// A scan worker that takes all chunks it is given and never answers.
import { parentPort } from 'node:worker_threads'

parentPort.on('message', ({ kind }) => {
  if (kind === 'scan') parentPort.postMessage({ kind: 'open' })
})
