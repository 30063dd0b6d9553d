// Asks the engines about the report of a generated world, each as a run does it.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '../../emulator/index.ts'
import type { InventoryFormat } from '../../emulator/inventory/columns.ts'
import { readWholeBody } from '../../emulator/s3/body.ts'
import { currentVersion, getBucket, removeVersion } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { createAthenaScan } from '../../src/engines/athena/athena-scan.ts'
import type { QueryFolder } from '../../src/engines/athena/query.ts'
import type { Engine } from '../../src/engines/engine.ts'
import type { ScanCrew } from '../../src/engines/inventory-scan/pool.ts'
import { createInventoryScan } from '../../src/engines/inventory-scan/scan.ts'
import { scanFile } from '../../src/engines/inventory-scan/scan-file.ts'
import { createQueryService } from '../../src/external/athena.ts'
import { createSelect } from '../../src/external/select-edge.ts'
import type { Findings } from '../../src/findings/findings.ts'
import { readSpooledRows } from '../../src/findings/spool-reader.ts'
import { findNewestReport } from '../../src/inventory/newest.ts'
import type { InventoryReport } from '../../src/inventory/report.ts'
import { ActionError } from '../../src/words/errors.ts'
import { type Connection, connect } from './clients.ts'
import { SOURCE } from './rows.ts'
import { createWorldStore } from './store.ts'
import { DESTINATION, type EngineWorld, WORK } from './worlds.ts'

export type EngineName = 'stream' | 'athena' | 's3-select'

/** The engines that read reports of a format, beside the streamed scan. */
export const otherEngines = (format: InventoryFormat): readonly EngineName[] =>
  format === 'ORC' ? ['athena'] : ['athena', 's3-select']

/** Findings with the rows for job manifests by group and the lines of the findings file, sorted; or the code of the error. */
export type Answer =
  | {
      readonly findings: Findings
      readonly rows: Readonly<Record<string, readonly string[]>>
      readonly lines: readonly string[]
    }
  | { readonly refused: string; readonly message: string }

const MAX_ROWS = 100_000

export type AskOptions = {
  /** False: nothing is kept on disk, and Athena has one query less. */
  readonly keepsRows: boolean
  /** Whether the files are read by worker threads, as in a run; otherwise by the same code in this one. */
  readonly inThreads: boolean
  /** Whether every finding is kept as a line of a findings file. */
  readonly keepsFindings: boolean
}

/** What an engine answers. Errors that are no ActionError are mistakes, and thrown. */
export async function ask(name: EngineName, one: EngineWorld, options: AskOptions): Promise<Answer> {
  if (name === 'stream') return await answer(one, options, createStream(one, await reportOf(one), options))
  const emulator = await startEmulator({ world: one.world })
  const connection = connect(one.world, emulator)
  try {
    const create = name === 'athena' ? createAthena : createSelecting
    return await answer(one, options, create(one, await reportOf(one), connection))
  } finally {
    connection.close()
    await emulator.close()
  }
}

type Refusal = Extract<Answer, { readonly refused: string }>
type Found = InventoryReport | Refusal

const reportOf = (one: EngineWorld): Promise<Found> => findReport(one).catch(toRefusal)

function toRefusal(error: unknown): Refusal {
  if (!(error instanceof ActionError) || error.code === 'INTERNAL_ERROR') throw error
  return { refused: error.code, message: error.message }
}

/** Asks an engine with a folder of its own. */
async function answer(
  one: EngineWorld,
  { keepsRows, keepsFindings }: AskOptions,
  engine: Engine | Refusal,
): Promise<Answer> {
  if (typeof engine !== 'function') return engine
  const spoolFolder = mkdtempSync(join(tmpdir(), 'engines-'))
  try {
    const keepRows = keepsRows ? { maxRows: MAX_ROWS } : 'no'
    const findingRows = keepsFindings ? 'csv' : undefined
    const findings = await engine({ spec: one.spec, keepRows, findingRows, spoolFolder })
    return { findings, rows: await readRows(findings), lines: readLines(findings) }
  } catch (error) {
    return toRefusal(error)
  } finally {
    rmSync(spoolFolder, { recursive: true, force: true })
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

/** One reader, in this thread. */
export const createCrewHere = (): ScanCrew => ({
  workers: [
    {
      scan: (task, source, onRows) => scanFile(task, source, onRows),
      isFree: () => true,
      stop: async () => {},
    },
  ],
  stop: async () => {},
})

function createStream({ world }: EngineWorld, report: Found, { inThreads }: AskOptions): Engine | Refusal {
  if ('refused' in report) return report
  const crew = inThreads ? {} : { crew: createCrewHere() }
  return createInventoryScan({ report, store: createWorldStore(world), workers: 1, startTimer, ...crew })
}

/** Through the action's own client, from the emulated S3 Select. */
function createSelecting({ world }: EngineWorld, report: Found, connection: Connection): Engine | Refusal {
  if ('refused' in report) return report
  const store = createWorldStore(world)
  const selecting = {
    select: createSelect(connection.open(DESTINATION, 'destination')),
    head: (key: string) => store.head(key),
  }
  return createInventoryScan({ report, store, workers: 1, startTimer, crew: createCrewHere(), selecting })
}

function createAthena(
  { number, world }: EngineWorld,
  report: Found,
  { options, provider }: Connection,
): Engine | Refusal {
  if ('refused' in report) return report
  const folder = { bucket: WORK, prefix: 'queries/' }
  const service = createQueryService({
    identity: {
      session: { provider, expire: undefined },
      account: world.account,
      partition: 'aws',
      principalArn: undefined,
    },
    options,
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
    // Every second world has Athena write the rows as files.
    jobManifest: number % 2 === 0 ? 'auto' : 'athena-streamed',
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

/** The lines of a findings file, sorted. @throws if they are not as many as the findings */
export function readLines({ keptFindings, findings }: Findings): readonly string[] {
  if (keptFindings === undefined) return []
  const lines = keptFindings.parts.flatMap((part) => readFileSync(part, 'latin1').split('\n').slice(0, -1)).sort()
  if (lines.length !== findings.objects || keptFindings.rows !== lines.length)
    throw new Error(`${lines.length} lines, told as ${keptFindings.rows}, of ${findings.objects} findings`)
  return lines
}

export async function readRows({ groups }: Findings): Promise<Record<string, readonly string[]>> {
  const rows: Record<string, readonly string[]> = {}
  for (const { operation, storageClass, parts } of groups) {
    const lines: string[] = []
    for await (const { key } of readSpooledRows(SOURCE, parts)) lines.push(`${SOURCE},${key}`)
    rows[`${operation} ${storageClass}`] = lines.sort()
  }
  return rows
}
