// Knows the scene of findings in every storage class a copy keeps.

import { getBucket } from '../../../emulator/s3/state.ts'
import { seedDeleteMarker, seedObject } from '../../../emulator/seed.ts'
import { WORK_BUCKET } from '../../../emulator/stage.ts'
import type { World } from '../../../emulator/world.ts'
import { BUCKET, OLD } from '../scenario.ts'

export const CLASSES = ['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'] as const

export const FINDINGS = CLASSES.flatMap((storageClass) => [`${storageClass}/1`, `${storageClass}/2`])

export function seedClasses(world: World): void {
  // A job manifest under SSE-KMS would be refused: the action must not rely on the work bucket's default.
  getBucket(world, WORK_BUCKET).defaultEncryption = { algorithm: 'aws:kms', bucketKey: true, explicit: true }
  for (const [index, key] of FINDINGS.entries()) {
    const old = { key, storageClass: key.split('/')[0], lastModified: OLD + index * 1000 }
    seedObject(world, BUCKET, { ...old, size: 7, lastModified: OLD - 1 })
    seedObject(world, BUCKET, {
      ...old,
      size: 1000 + index,
      metadata: { owner: `team ${index}` },
      headers: { 'content-type': 'image/png', 'cache-control': 'max-age=60', 'content-language': 'de' },
      tags: { purpose: `tag ${index}` },
      ...(index % 2 === 1 && { partCount: 2 }),
    })
  }
  seedObject(world, BUCKET, { key: 'deleted', size: 1, lastModified: OLD })
  seedDeleteMarker(world, BUCKET, { key: 'deleted', lastModified: OLD + 1 })
}
