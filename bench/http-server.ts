// The emulator in a process of its own, so that it and what is measured share no event loop: a delivered report of the
// benchmarks' files, or objects under two KMS keys, behind a latency.

import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createWorld, startEmulator } from '../emulator/index.ts'
import { type InventoryFormat, renderFileSchema } from '../emulator/inventory/columns.ts'
import { seedBucket, seedCredential, seedKmsKey, seedObject } from '../emulator/seed.ts'
import type { World } from '../emulator/world.ts'
import { FULL_SIZE, prepareData } from './data.ts'
import { COLUMNS, SOURCE_BUCKET } from './rows.ts'

export const LATENCY_MS = 20
const SESSION_TOKEN = 'bench-session'
export const DESTINATION_BUCKET = 'acme-inventory'
export const REPORT_PREFIX = `inventory/${SOURCE_BUCKET}/daily/`

/** Where the server is, and a key that may do everything. */
export type ServerAddress = {
  readonly url: string
  readonly region: string
  readonly account: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Keys of the data files, or ARNs of the KMS keys: most objects are under the first, every tenth under the other. */
  readonly keys: readonly string[]
}

/** What was asked since the last time somebody looked. */
export type Traffic = { readonly requests: number; readonly bytes: number }

export type HttpServer = {
  readonly address: ServerAddress
  readonly takeTraffic: () => Promise<Traffic>
  readonly close: () => void
}

/** What is in the buckets: a report, or objects that can be checked. */
export type Scene =
  | { readonly kind: 'report'; readonly format: InventoryFormat }
  | { readonly kind: 'objects'; readonly count: number }

/** Key of the object with this number. */
export const objectKey = (index: number) => `data/part-${String(index).padStart(8, '0')}`
export const isUnderOtherKey = (index: number) => index % 10 === 0

/** Starts the server. */
export async function startHttpServer(scene: Scene): Promise<HttpServer> {
  const child = fork(import.meta.filename, [JSON.stringify(scene)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const address = (await nextMessage(child)) as ServerAddress
  return {
    address,
    takeTraffic: async () => {
      const answer = nextMessage(child)
      child.send('traffic')
      return (await answer) as Traffic
    },
    close: () => void child.kill(),
  }
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null) => reject(new Error(`the emulator's process ended with ${code}`))
    child.once('exit', fail)
    child.once('message', (message) => {
      child.off('exit', fail)
      resolve(message)
    })
  })
}

function seedObjects(world: World, count: number): readonly string[] {
  const keys = [seedKmsKey(world).arn, seedKmsKey(world).arn]
  seedBucket(world, { name: SOURCE_BUCKET })
  for (let index = 0; index < count; index += 1) {
    const kmsKeyArn = keys[isUnderOtherKey(index) ? 1 : 0]
    const object = { key: objectKey(index), size: 1000, lastModified: Date.UTC(2025, 0, 1) }
    seedObject(world, SOURCE_BUCKET, { ...object, status: 'SSE-KMS', kmsKeyArn })
  }
  return keys
}

/** Puts the files and what S3 writes beside them into a new world. */
async function fillWorld(world: World, format: InventoryFormat): Promise<readonly string[]> {
  const files = (await prepareData([format], FULL_SIZE, () => {}))[format]
  const put = (key: string, body: Uint8Array | string) =>
    seedObject(world, DESTINATION_BUCKET, { key, body, status: 'SSE-S3' })
  const entries = files.map(({ path, size, md5 }) => ({
    key: `${REPORT_PREFIX}data/${basename(path)}`,
    size,
    MD5checksum: md5,
  }))
  for (const [index, { key }] of entries.entries()) put(key, readFileSync(files[index]?.path ?? ''))
  const created = world.clock.now() - 3_600_000
  const manifest = JSON.stringify({
    sourceBucket: SOURCE_BUCKET,
    destinationBucket: `arn:aws:s3:::${DESTINATION_BUCKET}`,
    version: '2016-11-30',
    creationTimestamp: String(created),
    fileFormat: format,
    fileSchema: renderFileSchema(format, COLUMNS),
    files: entries,
  })
  const folder = `${REPORT_PREFIX}${new Date(created).toISOString().slice(0, 16).replace(':', '-')}Z/`
  put(`${folder}manifest.json`, manifest)
  put(`${folder}manifest.checksum`, `${createHash('md5').update(manifest).digest('hex')}\n`)
  return entries.map(({ key }) => key)
}

async function serve(scene: Scene): Promise<void> {
  const world = createWorld({ start: Date.now(), runningClock: true })
  const { accessKeyId, secretAccessKey } = seedCredential(world, { sessionToken: SESSION_TOKEN })
  seedBucket(world, { name: DESTINATION_BUCKET })
  const keys = scene.kind === 'report' ? await fillWorld(world, scene.format) : seedObjects(world, scene.count)
  const { url } = await startEmulator({ world, latencyMs: LATENCY_MS })
  process.on('message', () => {
    const bytes = world.log.reduce((sum, { bytesSent = 0 }) => sum + bytesSent, 0)
    process.send?.({ requests: world.log.length, bytes } satisfies Traffic)
    world.log.length = 0
  })
  process.on('disconnect', () => process.exit(0))
  const { region, account } = world
  const credential = { accessKeyId, secretAccessKey, sessionToken: SESSION_TOKEN }
  process.send?.({ url, region, account, ...credential, keys } satisfies ServerAddress)
}

if (import.meta.main) await serve(JSON.parse(process.argv[2] ?? '') as Scene)
