// A scan worker that ends in the middle of its file.
import { parentPort } from 'node:worker_threads'

parentPort.on('message', () => process.exit(1))
