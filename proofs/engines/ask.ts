// Asks the engines about the report of a generated world, each as a run does it.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Emulator, startEmulator } from '../../emulator/index.ts'
import { readWholeBody } from '../../emulator/s3/body.ts'
import { currentVersion, getBucket, removeVersion } from '../../emulator/s3/state.ts'
import { seedCredential, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { createAthenaScan } from '../../src/engines/athena/athena-scan.ts'
import type { QueryFolder } from '../../src/engines/athena/query.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { createInventoryScan } from '../../src/engines/inventory-scan/scan.ts'
import { createQueryService } from '../../src/external/athena.ts'
import type { Findings } from '../../src/findings/findings.ts'
import { readSpooledRows } from '../../src/findings/spool-reader.ts'
import { findNewestReport } from '../../src/inventory/newest.ts'
import type { InventoryReport } from '../../src/inventory/report.ts'
import { ActionError } from '../../src/words/errors.ts'
import { scanInThread } from '../fuzz/scan-delivery.ts'
import { SOURCE } from './rows.ts'
import { createWorldStore } from './store.ts'
import { DESTINATION, type EngineWorld, WORK } from './worlds.ts'

export type EngineName = 'stream' | 'athena'
export const ENGINES: readonly EngineName[] = ['stream', 'athena']

/** Findings with the rows for job manifests by group, sorted; or the code of the error. */
export type Answer =
  | { readonly findings: Findings; readonly rows: Readonly<Record<string, readonly string[]>> }
  | { readonly refused: string; readonly message: string }

const MAX_ROWS = 100_000

export type AskOptions = {
  /** False: nothing is kept on disk, keys are not compared, and the streamed scan has no threads: ten times as fast. */
  readonly keepsRows: boolean
}

/** What an engine answers. Errors that are no ActionError are mistakes, and thrown. */
export async function ask(name: EngineName, one: EngineWorld, { keepsRows }: AskOptions): Promise<Answer> {
  const spoolFolder = mkdtempSync(join(tmpdir(), 'engines-'))
  const emulator = await startEmulator({ world: one.world })
  const signal = new AbortController()
  try {
    const report = await findReport(one)
    const stream = keepsRows ? createStream : createStreamHere
    const engine = name === 'stream' ? stream(one, report) : createAthena(one, report, emulator, signal.signal)
    const keepRows = keepsRows ? { maxRows: MAX_ROWS } : 'no'
    const findings = await engine({ spec: one.spec, keepRows, spoolFolder })
    return { findings, rows: await readRows(findings) }
  } catch (error) {
    if (!(error instanceof ActionError) || error.code === 'INTERNAL_ERROR') throw error
    return { refused: error.code, message: error.message }
  } finally {
    rmSync(spoolFolder, { recursive: true, force: true })
    await emulator.close()
  }
}

export const findReport = (one: EngineWorld): Promise<InventoryReport> =>
  findNewestReport(
    createWorldStore(one.world),
    {
      sourceBucket: SOURCE,
      destinationBucket: DESTINATION,
      destinationOwner: undefined,
      configurationId: 'daily',
      prefix: `inventory/${SOURCE}/daily/`,
      frequency: 'Daily',
      includedVersions: undefined,
      coverage: { kind: 'whole' },
    },
    { maxAge: 'auto' },
  )

/** Nothing is given up because the machine is slow. */
const startTimer = (): (() => void) => () => {}

const createStream = ({ world }: EngineWorld, report: InventoryReport): Engine =>
  createInventoryScan({ report, store: createWorldStore(world), workers: 1, startTimer })

const createStreamHere =
  ({ world }: EngineWorld, report: InventoryReport): Engine =>
  ({ spec, spoolFolder: folder }) =>
    scanInThread(report, createWorldStore(world), { spec, folder })

function createAthena(
  { number, world }: EngineWorld,
  report: InventoryReport,
  { url }: Emulator,
  signal: AbortSignal,
): Engine {
  // Every second world has Athena write the rows as files.
  const jobManifest = number % 2 === 0 ? 'auto' : 'athena-streamed'

  // As a run's client is told of it.
  process.env.AWS_ENDPOINT_URL_ATHENA = url
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  const expiration = new Date(Date.now() + 3_600_000)
  const provider = async () => ({ accessKeyId, secretAccessKey, sessionToken: '', expiration })
  const folder = { bucket: WORK, prefix: 'queries/' }
  const service = createQueryService({
    identity: {
      session: { provider, expire: undefined },
      account: world.account,
      partition: 'aws',
      principalArn: undefined,
    },
    options: {
      region: world.region,
      env: { AWS_ENDPOINT_URL: url },
      version: 'test',
      onAnswer: () => {},
      signal,
      startTimer,
    },
    workgroup: 'primary',
    database: 'default',
    output: folder,
    owner: world.account,
  })
  return createAthenaScan({
    report,
    store: createWorldStore(world),
    service,
    work: { folder, lists: createLists(world) },
    timing: { sleep: async (ms) => world.clock.advance(ms), random: () => 0.5 },
    nonce: 'engines',
    names: { run: '0'.repeat(16), scan: '0'.repeat(8) },
    jobManifest,
    maxBytes: undefined,
    keepsTable: false,
    onQuery: () => {},
    onWay: () => {},
    onLeft: (_, error) => {
      throw error
    },
  })
}

function createLists(world: World): QueryFolder {
  const bucket = getBucket(world, WORK)
  return {
    put: async (key, text) => {
      seedObject(world, bucket, { key, body: text, status: 'SSE-S3' })
    },
    list: async (prefix) =>
      [...bucket.objects].flatMap(([key, versions]) => {
        const version = versions.at(-1)
        if (version === undefined || !key.startsWith(prefix)) return []
        return [{ bucket: WORK, key, etag: `"${version.etag}"`, bytes: version.size }]
      }),
    read: async function* ({ key }) {
      const version = currentVersion(bucket, key)
      if (version !== undefined) yield readWholeBody(version.body)
    },
    remove: async (keys) => {
      for (const key of keys) {
        const version = bucket.objects.get(key)?.at(-1)
        if (version !== undefined) removeVersion(world, bucket, version, 'engines')
      }
    },
  }
}

async function readRows({ groups }: Findings): Promise<Record<string, readonly string[]>> {
  const rows: Record<string, readonly string[]> = {}
  for (const { operation, storageClass, parts } of groups) {
    const keys: string[] = []
    for await (const { key } of readSpooledRows(SOURCE, parts)) keys.push(`${SOURCE},${key}`)
    rows[`${operation} ${storageClass}`] = keys.sort()
  }
  return rows
}
