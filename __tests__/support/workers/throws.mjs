// A scan worker with an error nobody catches.
import { parentPort } from 'node:worker_threads'

parentPort.on('message', () => {
  throw new Error('bad footer')
})
