// Makes a bucket that stands still, a report of it, and its inventory table of S3 Metadata, and compares what queries of
// the table find with the streamed scan: verdict, counts, bytes, and the key of every finding. What the table does not
// know (ACLs, locks, tiers) is left out.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeLook } from '../../__tests__/support/look.ts'
import { createWorld, startEmulator } from '../../emulator/index.ts'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { createRandom } from '../../emulator/inventory/seeded.ts'
import { namespaceOf, seedMetadataTables } from '../../emulator/s3/metadata-tables.ts'
import { currentVersion, removeVersion } from '../../emulator/s3/state.ts'
import { seedBucket, seedCredential, seedDeleteMarker, seedKmsKey, seedObject } from '../../emulator/seed.ts'
import { allowDelivery } from '../../emulator/stage.ts'
import type { Bucket, World } from '../../emulator/world.ts'
import { judgeBucket } from '../../src/decide/verdict.ts'
import { QueryRunner } from '../../src/engines/athena/run-query.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { createInventoryScan } from '../../src/engines/inventory-scan/scan.ts'
import { createMetadataScan } from '../../src/engines/metadata-table/metadata-scan.ts'
import { createQueryService } from '../../src/external/athena.ts'
import type { Findings } from '../../src/findings/findings.ts'
import { NEEDS } from '../../src/findings/need.ts'
import type { ScanSpec } from '../../src/findings/spec.ts'
import { findNewestReport } from '../../src/inventory/newest.ts'
import type { EvidenceRequest } from '../../src/objects/evidence.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../../src/words/encryption.ts'
import { decodeKey } from '../../src/words/object-key.ts'
import { readLines, readRows } from './ask.ts'
import { createKey, pick, type Random, REPORT_TIME, SOURCE } from './rows.ts'
import { createWorldStore } from './store.ts'
import { DESTINATION, WORK } from './worlds.ts'

const DAY_MS = 86_400_000
const GIB = 2 ** 30
const CLASSES = [
  'STANDARD',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
]
const SIZES = [0, 1, 131_072, 5 * GIB, 5 * GIB + 1]
const COUNTS = [0, 1, 2, 30, 90]
const SHARES = [0, 0.05, 0.5, 1]
const VERSIONING = ['Enabled', 'Enabled', 'Suspended', 'Unversioned'] as const
const REGIONS = ['eu-west-1', 'us-east-1']

export type TableWorld = {
  readonly says: string
  readonly world: World
  readonly bucket: Bucket
  readonly spec: ScanSpec
}

/** The same seed and number give the same bucket. */
export async function makeTableWorld(seed: string, number: number): Promise<TableWorld> {
  const random = createRandom(`${seed}/table/${number}`)
  const world = createWorld({ start: REPORT_TIME })
  for (const name of [DESTINATION, WORK]) seedBucket(world, { name })
  const versioning = pick(random, VERSIONING)
  const bucket = seedBucket(world, { name: SOURCE, versioning, inventory: [DAILY] })
  allowDelivery(world, SOURCE, DESTINATION)
  const keys = ['a', 'b'].map((id) => seedKmsKey(world, { id: `${id.repeat(8)}-0000-4000-8000-000000000000` }).arn)
  const [share, count] = [pick(random, SHARES), pick(random, COUNTS)]
  for (let object = 0; object < count; object += 1)
    fill(world, bucket, createKey(random, false), { random, share, keys })
  await deliverInventory(world, SOURCE, 'daily', { rowsPerFile: 20, emptyReport: 'one-empty-file' })
  seedMetadataTables(world, SOURCE)
  return {
    says: `${count} keys, ${versioning}, ${100 * share} % findings`,
    world,
    bucket,
    spec: makeSpec(random, keys),
  }
}

const DAILY = {
  id: 'daily',
  enabled: true,
  includedVersions: 'All' as const,
  frequency: 'Daily' as const,
  optionalFields: ['Size', 'LastModifiedDate', 'ETag', 'StorageClass', 'EncryptionStatus', 'BucketKeyStatus'],
  destination: { bucket: DESTINATION, prefix: 'inventory', format: 'CSV' as const },
}

type Filling = { readonly random: Random; readonly share: number; readonly keys: readonly string[] }

/** One to three versions of a key, in any order of time; some under a delete marker, some whose newest is removed again. */
function fill(world: World, bucket: Bucket, key: string, { random, share, keys }: Filling): void {
  const time = () => REPORT_TIME - DAY_MS - Math.floor(random() * 900) * DAY_MS
  for (let versions = pick(random, [1, 1, 1, 2, 3]); versions > 0; versions -= 1) {
    const status: EncryptionStatus = random() < share ? 'NOT-SSE' : pick(random, ENCRYPTION_STATUSES.slice(0, 3))
    const isKms = status === 'SSE-KMS' || status === 'DSSE-KMS'
    seedObject(world, bucket, {
      key,
      size: pick(random, SIZES),
      status,
      storageClass: pick(random, CLASSES),
      lastModified: time(),
      kmsKeyArn: isKms ? pick(random, keys) : undefined,
      bucketKey: status === 'SSE-KMS' && random() < 0.5,
      ...(bucket.versioning === 'Enabled' && random() < 0.1 ? { versionId: 'null' } : {}),
    })
  }
  if (random() < 0.1) seedDeleteMarker(world, bucket, { key, lastModified: time() })
  const newest = currentVersion(bucket, key)
  if (random() < 0.1 && newest !== undefined) removeVersion(world, bucket, newest, 'seed')
}

/** Every finding is kept in one group, so that all keys are compared, whatever is known about them. */
function makeSpec(random: Random, [key = '']: readonly string[]): ScanSpec {
  const accepted = pick<readonly EncryptionStatus[]>(random, [
    ENCRYPTION_STATUSES.slice(0, 4),
    ['SSE-S3'],
    ['SSE-KMS', 'DSSE-KMS'],
    ['SSE-KMS'],
  ])
  const onlyKms = accepted.every((status) => status.endsWith('KMS'))
  const named = random() < 0.5 ? key : key.replace('eu-west-1', pick(random, REGIONS))
  return {
    accepted,
    keyRule: {
      kmsKeyArn: onlyKms && random() < 0.7 ? named : undefined,
      bucketKey: accepted.includes('SSE-KMS') && random() < 0.4,
    },
    include: pick(random, [[], [], ['**/*.txt'], ['a/**', '*b*']]),
    exclude: pick(random, [[], [], ['data/**'], ['*%*']]),
    exceptions: pick(random, [[], [], [{ prefix: 'a' }], [{ suffix: '.txt', largerThan: 1000 }]]),
    aclsEnabled: false,
    // Held back whatever is chosen, where HeadObject shows it.
    choices: {
      ...(Object.fromEntries(NEEDS.map((need) => [need, 'update-encryption'])) as ScanSpec['choices']),
      'dsse-kms': 'dsse-kms',
    },
  }
}

/** How the two differ; undefined if they agree. */
export async function compareTable({ bucket, spec, world }: TableWorld): Promise<string | undefined> {
  const first = await tell(await openStream(world), spec, bucket)
  const emulator = await startEmulator({ world })
  try {
    const second = await tell(openTable(world, emulator.url), spec, bucket)
    const field = Object.keys(first).find((name) => first[name] !== second[name])
    return field === undefined ? undefined : `${field}: ${first[field]} … ${second[field]}`
  } finally {
    await emulator.close()
  }
}

async function openStream(world: World): Promise<Engine> {
  const store = createWorldStore(world)
  const place = {
    sourceBucket: SOURCE,
    destinationBucket: DESTINATION,
    destinationOwner: undefined,
    configurationId: 'daily',
    prefix: `inventory/${SOURCE}/daily/`,
    frequency: 'Daily',
    includedVersions: 'All',
    coverage: { kind: 'whole' },
  } as const
  const report = await findNewestReport(store, place, { maxAge: 'auto' })
  return createInventoryScan({ report, store, workers: 1, startTimer: () => () => {} })
}

/** Through the action's own client, from the emulated Athena. */
function openTable(world: World, url: string): Engine {
  process.env.AWS_ENDPOINT_URL_ATHENA = url
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  const expiration = new Date(Date.now() + 3_600_000)
  const provider = async () => ({ accessKeyId, secretAccessKey, sessionToken: '', expiration })
  const { account, region } = world
  const signal = new AbortController().signal
  const service = createQueryService({
    identity: { session: { provider, expire: undefined }, account, partition: 'aws', principalArn: undefined },
    options: {
      region,
      env: { AWS_ENDPOINT_URL: url },
      version: 'test',
      onAnswer: () => {},
      signal,
      startTimer: () => () => {},
    },
    workgroup: 'primary',
    database: undefined,
    policy: 'metadata-role-policy.json',
    output: { bucket: WORK, prefix: 'queries/' },
    owner: account,
  })
  const timing = { sleep: async (ms: number) => world.clock.advance(ms), random: () => 0.5 }
  const runner = new QueryRunner({ service, timing, signal, nonce: 'table', maxBytes: undefined, onEnd: () => {} })
  const table = { namespace: namespaceOf(SOURCE), name: 'inventory', arn: '' }
  const age = { asOf: new Date(REPORT_TIME), ageMs: 0, maxAgeMs: DAY_MS }
  return createMetadataScan({ bucket: SOURCE, table, ...age, service, runner })
}

async function tell(engine: Engine, spec: ScanSpec, bucket: Bucket): Promise<Record<string, string>> {
  const spoolFolder = mkdtempSync(join(tmpdir(), 'table-'))
  try {
    const keepRows = { maxRows: 100_000 }
    const evidence = { ...lookInto(bucket), maxRequests: 1000 }
    const findings = await engine({ spec, keepRows, findingRows: 'csv', spoolFolder, evidence })
    const [keys, lines] = [await readRows(findings), readLines(findings)]
    return { ...describe(findings, spec), keys: JSON.stringify(keys), lines: JSON.stringify(lines) }
  } finally {
    rmSync(spoolFolder, { recursive: true, force: true })
  }
}

/** HeadObject of the bucket as it is. */
const lookInto = (bucket: Bucket): Pick<EvidenceRequest, 'look' | 'sleep'> => ({
  sleep: async () => {},
  look: async (key) => {
    const version = currentVersion(bucket, decodeKey(key))
    if (version === undefined || version.isDeleteMarker) return undefined
    const { encryption, lastModified, size, storageClass } = version
    return {
      ...makeLook(),
      encryption: encryption.status,
      kmsKeyArn: encryption.kmsKeyArn,
      bucketKey: encryption.bucketKey ?? false,
      lastModified,
      size,
      storageClass,
    }
  },
})

function describe(findings: Findings, { include }: ScanSpec): Record<string, string> {
  const rules = { maxFindings: 0, emptyReportContradicted: false, include, allowsPartialInventory: false }
  const { verdict, reason = '' } = judgeBucket(findings, rules)
  const {
    groups,
    evidence: _,
    keyOwners: ______,
    groupsOfReport: __,
    proof: ___,
    queries: ____,
    keptFindings: _____,
    samples,
    findingsByStorageClass,
    ...rest
  } = findings
  const told = {
    ...rest,
    verdict: `${verdict} ${reason}`,
    samples: samples.map(({ heldBack: _held, ...sample }) => sample),
    findingsByStorageClass: [...findingsByStorageClass].sort(),
    heldBack: [...rest.heldBack],
    groups: groups.map(({ parts: _parts, ...group }) => group),
  }
  const render = (_key: string, one: unknown) => (typeof one === 'bigint' ? String(one) : one)
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name, JSON.stringify(value, render) ?? '']))
}
