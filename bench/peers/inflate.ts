// Knows the limits: how fast the same files can be decompressed at all, output thrown away.

import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { availableParallelism } from 'node:os'
import { createGunzip } from 'node:zlib'
import type { DataFile } from '../data.ts'

export const NODE_FLOOR = 'Node zlib alone'
export const IGZIP = 'igzip -dc'
export const IGZIP_INSTALL = 'apt-get install isal'

/** Measured as best for Node: four streams on its thread pool, 1 MiB at a time. */
const STREAMS = 4
const CHUNK_BYTES = 1024 * 1024

/** Decompresses all files with zlib streams and answers the number of bytes that came out. */
export async function inflateWithNode(files: readonly DataFile[]): Promise<number> {
  let bytes = 0
  await runLanes(files, STREAMS, async ({ path }) => {
    const gunzip = createReadStream(path, { highWaterMark: CHUNK_BYTES }).pipe(createGunzip({ chunkSize: CHUNK_BYTES }))
    for await (const piece of gunzip) bytes += (piece as Uint8Array).length
  })
  return bytes
}

/** Decompresses all files with igzip, one process per core at a time. */
export async function inflateWithIgzip(files: readonly DataFile[]): Promise<void> {
  await runLanes(files, availableParallelism(), ({ path }) => runProgram('igzip', ['-dc', path]))
}

export async function hasIgzip(): Promise<boolean> {
  return await runProgram('igzip', ['--version']).then(
    () => true,
    () => false,
  )
}

async function runLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const runLane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: lanes }, runLane))
}

function runProgram(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore' })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))))
  })
}
