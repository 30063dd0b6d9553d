// Looks at the S3 Metadata configuration of a bucket whose table a run would ask. No query is started.

import { chooseTable } from '../../engines/metadata-table/metadata-table.ts'
import type { BucketHandle } from '../../external/bucket-handle.ts'
import { readMetadataConfiguration } from '../../external/metadata-edge.ts'
import type { Look } from '../../words/look.ts'
import { look } from './look.ts'
import type { DoctorScene } from './scene.ts'

/** Undefined if another source is asked. */
export async function lookAtMetadata(
  source: BucketHandle,
  { deps, target }: DoctorScene,
): Promise<Look<unknown> | undefined> {
  if (target.source !== 'metadata') return undefined
  return await look(async () => chooseTable(target.bucket, (await readMetadataConfiguration(source, deps.now)).seen))
}
