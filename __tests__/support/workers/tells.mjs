// A scan worker that reads its one chunk for long, and tells of rows meanwhile.
import { parentPort } from 'node:worker_threads'

const post = (message) => parentPort.postMessage(message)

parentPort.on('message', ({ kind }) => {
  if (kind === 'scan') post({ kind: 'open' })
  if (kind !== 'end') return
  for (const rows of [70_000, 140_000, 210_000]) post({ kind: 'progress', rows })
  post({ kind: 'failed', code: 'UNREADABLE', message: 'the end of the story', hint: undefined })
})
