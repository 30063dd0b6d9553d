// The entry of a generator thread: makes the one file it is started for.

import { workerData } from 'node:worker_threads'
import { type MakeFileTask, makeFile } from './data.ts'

await makeFile(workerData as MakeFileTask)
