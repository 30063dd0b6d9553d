// Knows the demo's world: three buckets with more than 50,000 objects, written over ten years by people who did not know
// about encryption, and what is true of them.

import { getBucket } from '../emulator/s3/state.ts'
import { seedDeleteMarker, seedObject } from '../emulator/seed.ts'
import type { World } from '../emulator/world.ts'
import { hostileKeys } from './hostile-keys.ts'

export const SOURCE_BUCKETS = ['acme-photos', 'acme-logs', 'acme-records'] as const

const DAY_MS = 86_400_000
/** S3 encrypts every new object since this day, so whatever is not encrypted is older. */
const ENCRYPTED_BY_DEFAULT_SINCE = Date.UTC(2023, 0, 5)
const GIB = 1024 ** 3
const PHOTO_CLASSES = ['STANDARD', 'STANDARD', 'STANDARD_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'] as const

/** Fills the buckets. Deterministic: the same world each time. */
export function fillWorld(world: World): void {
  fillPhotos(world)
  fillLogs(world)
  fillRecords(world)
}

/** 42,000 photos in four storage classes, some with older versions or deleted; every tenth was never encrypted. */
function fillPhotos(world: World): void {
  for (let index = 0; index < 40_000; index += 1) {
    const year = 2014 + (index % 12)
    const key = `photos/${year}/${String(index % 28).padStart(2, '0')}/IMG_${String(index).padStart(6, '0')}.jpg`
    const isOld = year < 2023 && index % 10 === 0
    const lastModified = Date.UTC(year, index % 12, 1 + (index % 28))
    if (index % 40 === 0) {
      seedObject(world, 'acme-photos', {
        key,
        size: 900_000 + index,
        status: 'NOT-SSE',
        lastModified: lastModified - DAY_MS,
      })
    }
    seedObject(world, 'acme-photos', {
      key,
      size: 1_000_000 + index,
      status: isOld ? 'NOT-SSE' : 'SSE-S3',
      storageClass: PHOTO_CLASSES[Math.floor(index / 11) % PHOTO_CLASSES.length] ?? 'STANDARD',
      lastModified,
      metadata: { camera: 'acme-one' },
      headers: { 'content-type': 'image/jpeg' },
      ...(index % 7 === 0 && { tags: { album: String(year) } }),
    })
    if (index % 97 === 0) seedDeleteMarker(world, 'acme-photos', { key })
  }
  for (const key of hostileKeys(1000)) {
    seedObject(world, 'acme-photos', {
      key,
      size: 100,
      status: 'NOT-SSE',
      lastModified: ENCRYPTED_BY_DEFAULT_SINCE - DAY_MS,
    })
  }
}

/** 10,000 log files; the first months were never encrypted. */
function fillLogs(world: World): void {
  for (let index = 0; index < 10_000; index += 1) {
    const lastModified = Date.UTC(2022, 6, 1) + index * 3_600_000
    const status = lastModified < Date.UTC(2022, 7, 1) ? 'NOT-SSE' : index % 3 === 0 ? 'SSE-KMS' : 'SSE-S3'
    const day = new Date(lastModified).toISOString().slice(0, 10)
    seedObject(world, 'acme-logs', { key: `logs/${day}/${index}.gz`, size: 5_000 + index, status, lastModified })
  }
}

/** A few records; one too large for S3 Batch Operations, to be copied in parts, and one archived, to be held back and told. */
function fillRecords(world: World): void {
  const old = { status: 'NOT-SSE', lastModified: Date.UTC(2019, 2, 1) } as const
  for (let index = 0; index < 500; index += 1) {
    seedObject(world, 'acme-records', {
      key: `records/2019/${String(index).padStart(5, '0')}.parquet`,
      size: 3_000_000,
      ...(index % 2 === 0 ? old : { status: 'SSE-KMS', lastModified: Date.UTC(2024, 2, 1) }),
    })
  }
  seedObject(world, 'acme-records', { key: 'backups/2019/full-dump.tar', size: 6 * GIB, ...old })
  seedObject(world, 'acme-records', {
    key: 'backups/2018/full-dump.tar',
    size: 2 * GIB,
    storageClass: 'GLACIER',
    ...old,
  })
}

export type GroundTruth = {
  /** Current versions that are not delete markers. */
  readonly objects: number
  readonly unencrypted: number
  readonly versions: number
}

/** What is true of all source buckets now, counted in the emulator itself. */
export function countTruth(world: World): GroundTruth {
  let [objects, unencrypted, versions] = [0, 0, 0]
  for (const name of SOURCE_BUCKETS) {
    for (const all of getBucket(world, name).objects.values()) {
      versions += all.length
      const current = all.at(-1)
      if (current === undefined || current.isDeleteMarker) continue
      objects += 1
      if (current.encryption.status === 'NOT-SSE') unencrypted += 1
    }
  }
  return { objects, unencrypted, versions }
}

/** Current objects with that tag and no other. */
export function countTagged(world: World, tag: string, value: string): number {
  return SOURCE_BUCKETS.flatMap((name) => [...getBucket(world, name).objects.values()]).filter((versions) => {
    const current = versions.at(-1)
    return current?.isDeleteMarker === false && current.tags.size === 1 && current.tags.get(tag) === value
  }).length
}
