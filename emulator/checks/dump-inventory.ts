// Delivers reports of a made-up bucket in every format to a folder, together with the expected rows as JSON lines.
// Usage: node emulator/checks/dump-inventory.ts FOLDER [ROWS]; then inventory.py reads the files.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createClock } from '../clock.ts'
import { INVENTORY_COLUMNS, type InventoryFormat, type InventoryRow } from '../inventory/columns.ts'
import { deliverInventory } from '../inventory/deliver.ts'
import { createRandom } from '../inventory/seeded.ts'
import { allowDelivery } from '../stage.ts'
import type { Bucket, World } from '../world.ts'

const [folder = 'inventory-check', rows = '25001'] = process.argv.slice(2)
const AT = Date.UTC(2026, 9, 31, 1)
const FORMATS: readonly InventoryFormat[] = ['CSV', 'ORC', 'Parquet']

/** Rows with every kind of key, empty cells, delete markers, huge sizes and fractions of seconds. */
function makeRows(count: number): readonly InventoryRow[] {
  const random = createRandom('check')
  const odd = ['a b', 'a+b', '~', 'é/日本', '😀', '"q",\r\n', '100%', "!'()*"]
  return Array.from({ length: count }, (_, index): InventoryRow => {
    const dice = random()
    const key = dice < 0.2 ? `odd/${odd[index % odd.length]}${index}` : `logs/2026/${index}.json`
    const isDeleteMarker = dice > 0.95
    const lastModified = AT - Math.floor(random() * 1e11)
    const version = { bucket: 'src', key, versionId: dice < 0.5 ? '' : `v${index}`, isLatest: index % 2 === 0 }
    if (isDeleteMarker) return { ...version, isDeleteMarker, lastModified }
    return {
      ...version,
      isDeleteMarker,
      lastModified,
      size: Math.floor(random() ** 9 * 5e13),
      etag: index % 3 === 0 ? 'd41d8cd98f00b204e9800998ecf8427e' : `${Math.floor(random() * 1e15)}`,
      storageClass: dice < 0.3 ? 'GLACIER' : 'STANDARD',
      isMultipartUploaded: dice < 0.4,
      encryptionStatus: ['NOT-SSE', 'SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'][index % 5],
      lockRetainUntil: dice < 0.1 ? AT + index : undefined,
      lockMode: dice < 0.1 ? 'GOVERNANCE' : undefined,
      bucketKeyStatus: 'DISABLED',
      accessControlList: 'e30K',
      owner: 'f'.repeat(64),
    }
  })
}

function makeBucket(name: string): Bucket {
  return {
    name,
    region: 'us-east-1',
    owner: '111122223333',
    createdAt: AT,
    versioning: 'Unversioned',
    defaultEncryption: { algorithm: 'AES256', bucketKey: false },
    ownership: 'BucketOwnerEnforced',
    objectLockEnabled: false,
    blockSseC: true,
    replication: false,
    lifecycle: false,
    website: false,
    grants: [],
    notifications: false,
    inventory: new Map(),
    uploads: new Map(),
    objects: new Map(),
  }
}

async function deliverInto(root: string, format: InventoryFormat, truth: readonly InventoryRow[]): Promise<void> {
  const source = makeBucket('src')
  const destination = makeBucket('inv')
  const optionalFields = INVENTORY_COLUMNS.filter((one) => one.when === 'chosen').map((one) => one.field ?? one.name)
  source.inventory.set('check', {
    id: 'check',
    enabled: true,
    includedVersions: 'All',
    frequency: 'Daily',
    optionalFields,
    destination: { bucket: 'inv', prefix: format, format },
  })
  const world: World = {
    clock: createClock(AT, false),
    account: source.owner,
    region: source.region,
    buckets: new Map([source, destination].map((bucket) => [bucket.name, bucket])),
    kmsKeys: new Map(),
    roles: new Map(),
    credentials: new Map(),
    log: [],
    faults: [],
    services: new Map(),
  }
  allowDelivery(world, 'src', 'inv')
  const rowsPerFile = Math.ceil(truth.length / 2)
  const layout = { rowsPerGroup: 11_000, rowsPerGzipMember: 5000 }
  await deliverInventory(world, 'src', 'check', { rows: truth, rowsPerFile, layout })
  for (const [key, versions] of destination.objects) {
    const body = versions.at(-1)?.body
    if (body?.kind !== 'bytes') throw new Error(`${key} is not held as bytes`)
    mkdirSync(dirname(join(root, key)), { recursive: true })
    writeFileSync(join(root, key), body.bytes)
  }
}

const truth = makeRows(Number(rows))
for (const format of FORMATS) await deliverInto(folder, format, truth)
const lines = truth.map((row) => {
  const cells = INVENTORY_COLUMNS.map((one) => [one.name, one.read(row) ?? null])
  return `${JSON.stringify(Object.fromEntries(cells))}\n`
})
writeFileSync(join(folder, 'truth.jsonl'), lines.join(''))
