// Has one report answered by the streamed scan and by Athena, both in the emulated AWS, and compares their findings.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { athenaState } from '../../emulator/athena/state.ts'
import { createWorld, startEmulator } from '../../emulator/index.ts'
import { INVENTORY_FIELDS } from '../../emulator/inventory/columns.ts'
import { type DeliveryOptions, deliverInventory } from '../../emulator/inventory/deliver.ts'
import { seedBucket, seedCredential } from '../../emulator/seed.ts'
import { allowDelivery } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { createAthenaScan } from '../../src/engines/athena/athena-scan.ts'
import { resultFolderOf } from '../../src/engines/athena/table.ts'
import type { Question } from '../../src/engines/engine.ts'
import { createInventoryScan } from '../../src/engines/inventory-scan/scan.ts'
import { createQueryService } from '../../src/external/athena.ts'
import type { BucketHandle, BucketUse } from '../../src/external/bucket-handle.ts'
import { clientOptions, createDeps } from '../../src/external/deps.ts'
import { createInventoryStore } from '../../src/external/inventory-store.ts'
import { createQueryFolder } from '../../src/external/query-folder.ts'
import type { Findings } from '../../src/findings/findings.ts'
import { findNewestReport } from '../../src/inventory/newest.ts'
import { ActionError } from '../../src/words/errors.ts'
import { type EngineWorld, REPORT_TIME } from './worlds.ts'

/** Findings as plain data, kept rows sorted, without what only one engine has; or the code of the error. */
export type Answer = { readonly findings: unknown } | { readonly error: string; readonly message: string }

export type Answers = { readonly streamed: Answer; readonly asked: Answer }

/** `damage`: what is done to the report on its way. */
export async function askBoth(
  { format, rows, rowsPerFile, spec }: EngineWorld,
  damage: DeliveryOptions = {},
): Promise<Answers> {
  const world = openWorld(format)
  const emulator = await startEmulator({ world })
  // The SDK finds the emulated Athena as it would in a run.
  process.env.AWS_ENDPOINT_URL = emulator.url
  const folder = mkdtempSync(join(tmpdir(), 'engines-'))
  try {
    await deliverInventory(world, 'source', 'daily', { rows, rowsPerFile, ...damage })
    const handle = (bucket: string, use: BucketUse): BucketHandle => {
      const { accessKeyId, secretAccessKey } = seedCredential(world)
      const credentials = { accessKeyId, secretAccessKey }
      const client = new S3Client({ region: world.region, endpoint: emulator.url, forcePathStyle: true, credentials })
      return { client, use, bucket, owner: world.account, partition: 'aws' }
    }
    const ask = (engine: 'streamed' | 'asked') => answer(engine, { world, url: emulator.url, handle, folder }, spec)
    return { streamed: await ask('streamed'), asked: await ask('asked') }
  } finally {
    rmSync(folder, { recursive: true })
    await emulator.close()
  }
}

function openWorld(format: EngineWorld['format']): World {
  const world = createWorld({ start: REPORT_TIME })
  for (const name of ['work', 'reports']) seedBucket(world, { name })
  const destination = { bucket: 'reports', format }
  const configuration = {
    id: 'daily',
    enabled: true,
    includedVersions: 'All',
    frequency: 'Daily',
    optionalFields: INVENTORY_FIELDS,
    destination,
  } as const
  seedBucket(world, { name: 'source', versioning: 'Enabled', inventory: [configuration] })
  allowDelivery(world, 'source', 'reports')
  athenaState(world).databases.set('db', new Map())
  return world
}

type Scene = {
  readonly world: World
  readonly url: string
  readonly handle: (bucket: string, use: BucketUse) => BucketHandle
  readonly folder: string
}

async function answer(engine: 'streamed' | 'asked', scene: Scene, spec: EngineWorld['spec']): Promise<Answer> {
  const { world, url, handle, folder } = scene
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  const deps = createDeps({ AWS_ENDPOINT_URL: url }, new AbortController().signal)
  const store = createInventoryStore(handle('reports', 'destination'), deps)
  const location = {
    sourceBucket: 'source',
    destinationBucket: 'reports',
    destinationOwner: undefined,
    configurationId: 'daily',
    prefix: 'source/daily/',
    frequency: 'Daily',
    includedVersions: 'All',
    coverage: { kind: 'whole' },
  } as const
  const spoolFolder = join(folder, engine)
  const question: Question = { spec, keepRows: { maxRows: 1_000_000 }, spoolFolder }
  try {
    const report = await findNewestReport(store, location, { maxAge: Number.POSITIVE_INFINITY })
    const { startTimer } = deps
    if (engine === 'streamed')
      return tell(await createInventoryScan({ report, store, workers: 1, startTimer })(question))
    const place = { bucket: 'work', prefix: 'athena/' }
    const provider = async () => ({
      accessKeyId,
      secretAccessKey,
      sessionToken: '',
      expiration: new Date(Date.now() + 3_600_000),
    })
    const service = createQueryService({
      identity: {
        session: { provider, expire: undefined },
        account: world.account,
        partition: 'aws',
        principalArn: undefined,
      },
      options: { ...clientOptions(world.region, deps), onAnswer: () => {} },
      workgroup: 'primary',
      database: 'db',
      output: resultFolderOf(report, place),
      owner: world.account,
    })
    const scan = createAthenaScan({
      report,
      store,
      service,
      work: { folder: place, lists: createQueryFolder(handle('work', 'queries')) },
      timing: { sleep: async () => {}, random: () => 0.5 },
      nonce: 'compare',
      maxBytes: undefined,
      keepsTable: false,
      onLeft: (_, error) => {
        throw error
      },
      onQuery: () => {},
    })
    return tell(await scan(question))
  } catch (error) {
    if (error instanceof ActionError) return { error: error.code, message: error.message }
    throw error
  }
}

/** Rows of a group are sorted: their order is that of the report in one engine, and that of the keys in the other. */
function tell({ proof, queries: _, groups, groupsOfReport: __, ...rest }: Findings): Answer {
  const { files, ageMs: ____, ...proven } = proof.source === 'inventory' ? proof : { ...proof, files: [], ageMs: 0 }
  const findings = {
    ...rest,
    proof: { ...proven, files: files.map(({ bytesFetched: ___, ...file }) => file) },
    groups: groups.map(({ parts, ...group }) => ({
      ...group,
      rows: parts
        .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
        .filter((row) => row !== '')
        .sort(),
    })),
  }
  return { findings }
}
