// Looks at the S3 Metadata configuration of a bucket whose table a run would ask. No query is started.

import { chooseTable } from '../../engines/metadata-table/metadata-table.ts'
import type { BucketHandle } from '../../external/bucket-handle.ts'
import { readMetadataConfiguration } from '../../external/metadata-edge.ts'
import { mayQueryTable } from '../../settings/settings-of-a-run.ts'
import type { Look } from '../../words/look.ts'
import { look } from './look.ts'
import type { DoctorScene } from './scene.ts'

/** Undefined if no table may be asked. With `source: auto` one is, if there is no report. */
export async function lookAtMetadata(
  source: BucketHandle,
  { deps, target }: DoctorScene,
): Promise<Look<unknown> | undefined> {
  const mayAsk = target.source === 'metadata' || (target.source === 'auto' && mayQueryTable(target))
  if (!mayAsk) return undefined
  return await look(async () => chooseTable(target.bucket, (await readMetadataConfiguration(source, deps.now)).seen))
}
