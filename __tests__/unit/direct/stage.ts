// What the tests of direct copies share: an emulator with a source bucket and a work bucket, the real edge, a still clock.

import { S3Client } from '@aws-sdk/client-s3'
import type { IamPolicy } from '../../../emulator/iam/types.ts'
import { createWorld, startEmulator } from '../../../emulator/index.ts'
import { currentVersion, readBody } from '../../../emulator/s3/state.ts'
import { seedBucket, seedCredential, seedObject } from '../../../emulator/seed.ts'
import { readDocumentedPolicy, WORK_BUCKET } from '../../../emulator/stage.ts'
import type { Fault } from '../../../emulator/traffic.ts'
import type { Bucket, ObjectVersion, World } from '../../../emulator/world.ts'
import { copyDirectly, type DirectTask } from '../../../src/direct/copy-directly.ts'
import type { DirectDeps, DirectProgress } from '../../../src/direct/direct-deps.ts'
import type { DirectResult } from '../../../src/direct/direct-outcome.ts'
import { createAnnotationCalls } from '../../../src/external/annotation-edge.ts'
import { createObjectCalls } from '../../../src/external/direct-edge.ts'
import { createUploadJournal } from '../../../src/external/upload-journal.ts'
import { encodeKey } from '../../../src/words/object-key.ts'

export const SOURCE = 'source'
/** Objects seeded without a date are from before this. */
export const REPORT_TIME = Date.UTC(2026, 9, 31)
export const OLD = Date.UTC(2020, 0, 1)
const MIB = 1024 ** 2
/** Above this, tests of multipart copies begin: small enough to hold the bytes. */
export const SMALL_LIMITS = { wholeMaxBytes: 11 * MIB, partBytes: 5 * MIB }
export const LARGE_BYTES = 12 * MIB

export type Stage = {
  readonly world: World
  readonly bucket: Bucket
  readonly work: Bucket
  readonly deps: DirectDeps
  readonly slept: number[]
  readonly progress: DirectProgress[]
  /** The calls as they are. */
  readonly edge: ReturnType<typeof createObjectCalls>
  readonly depsFor: (policies: readonly IamPolicy[]) => DirectDeps
  readonly current: (key: string) => ObjectVersion | undefined
  readonly operations: () => string[]
  readonly close: () => Promise<void>
}

export async function setStage(bucketSeed: Partial<Bucket> = {}): Promise<Stage> {
  // The SDK repeats every refused request when the clocks differ.
  const world = createWorld({ start: Date.now() })
  const { inventory: _inventory, ...settings } = bucketSeed
  const bucket = seedBucket(world, { ...settings, name: SOURCE })
  const work = seedBucket(world, { name: WORK_BUCKET })
  const emulator = await startEmulator({ world })
  const clients: S3Client[] = []
  const slept: number[] = []
  const progress: DirectProgress[] = []
  const connect = (policies?: readonly IamPolicy[]) => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/direct/session'
    const credential = seedCredential(
      world,
      policies === undefined ? {} : { principal: { arn, account: world.account, policies } },
    )
    const client = new S3Client({
      region: world.region,
      endpoint: emulator.url,
      forcePathStyle: true,
      maxAttempts: 2,
      credentials: { accessKeyId: credential.accessKeyId, secretAccessKey: credential.secretAccessKey },
    })
    clients.push(client)
    return { client, use: 'source' as const, owner: world.account, partition: 'aws' }
  }
  const timing = {
    now: () => world.clock.now(),
    sleep: async () => {},
    startTimer: () => () => {},
    signal: new AbortController().signal,
  }
  const depsFor = (policies?: readonly IamPolicy[]): DirectDeps => {
    const handle = connect(policies)
    return {
      ...createObjectCalls({ ...handle, bucket: SOURCE }),
      ...createAnnotationCalls({ ...handle, bucket: SOURCE }, 'LookAtObjectsToCopy', timing),
      ...createUploadJournal({ ...handle, bucket: WORK_BUCKET }, 's3-encryption/', SOURCE, timing),
      now: () => world.clock.now(),
      sleep: async (ms) => {
        slept.push(ms)
      },
      random: () => 0.5,
      onProgress: (look) => {
        progress.push(look)
      },
    }
  }
  return {
    world,
    bucket,
    work,
    slept,
    progress,
    deps: depsFor(),
    depsFor,
    edge: createObjectCalls({ ...connect(), bucket: SOURCE }),
    current: (key) => currentVersion(bucket, key),
    operations: () => world.log.map((request) => request.operation),
    close: async () => {
      for (const client of clients) client.destroy()
      await emulator.close()
    },
  }
}

/** The documented policy with this stage's names. */
export const directPolicy = (world: World): IamPolicy =>
  readDocumentedPolicy(world, 'direct-copy-policy.json', { bucket: SOURCE, repository: 'octo-org/octo-repo' })

/** An object from before encryption, with everything an object can have in an unversioned bucket. */
export function seedRich(stage: Stage, key: string, seed: Partial<Parameters<typeof seedObject>[2]> = {}) {
  return seedObject(stage.world, stage.bucket, {
    key,
    body: `the bytes of ${key}`,
    lastModified: OLD,
    storageClass: 'STANDARD_IA',
    metadata: { owner: 'ann', note: '=?UTF-8?B?w6Q=?=' },
    headers: {
      'content-type': 'text/x-test',
      'cache-control': 'max-age=1',
      'content-disposition': 'attachment; filename="a b"',
      'content-encoding': 'gzip',
      'content-language': 'de',
      expires: 'never',
    },
    tags: { team: 'blue + green', 'a=b': 'c+d' },
    websiteRedirect: '/elsewhere',
    ...seed,
  })
}

export function taskOf(keys: readonly string[], task: Partial<DirectTask> = {}): DirectTask {
  return {
    keys: keys.map((key) => encodeKey(key)),
    maxObjects: 1000,
    target: { status: 'SSE-S3' },
    accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
    keyRule: { kmsKeyArn: undefined, bucketKey: false },
    unmodifiedSince: new Date(REPORT_TIME),
    whenInterrupted: 'abort-uploads',
    ...task,
  }
}

/** Copies and gives the result in one line per outcome: `encrypted 1: a` or `failed 1: a (reason)`. */
export async function copyAndTell(
  stage: Stage,
  task: DirectTask,
  deps: DirectDeps = stage.deps,
  signal: AbortSignal = new AbortController().signal,
): Promise<string[]> {
  return tell(await copyDirectly(task, deps, signal))
}

export function tell(result: DirectResult): string[] {
  return Object.entries(result.outcomes)
    .filter(([, group]) => group.tally.objects > 0)
    .map(([outcome, { tally, samples }]) => `${outcome} ${tally.objects}: ${samples.map(({ key }) => key).join(' ')}`)
}

/** Runs `run` once: before or after the `nth` request the emulator gets. */
export function interleave(world: World, phase: Fault['phase'], nth: number, run: () => void): void {
  world.faults.push({ match: { number: nth }, phase, effect: { kind: 'call', run }, times: 1 })
}

/** What must not change, of a version. */
export function propertiesOf(version: ObjectVersion | undefined) {
  if (version === undefined) return undefined
  const { storageClass, headers, metadata, tags, websiteRedirect, size } = version
  return { storageClass, headers, metadata, tags, websiteRedirect, size, algorithm: version.checksum?.algorithm }
}

/** The bytes as the emulator holds them: for huge objects a seed, an offset and a length. */
export function contentOf(version: ObjectVersion | undefined) {
  return version?.body.kind === 'seed' ? { offset: 0, ...version.body } : version?.body
}

export function bytesOf(version: ObjectVersion | undefined): string {
  return version === undefined ? '' : Buffer.concat([...readBody(version.body)]).toString('latin1')
}
