// Changes a setting of an existing version.

import type { EmulatorResponse } from '../http.ts'
import type { ObjectVersion } from '../world.ts'
import { type BucketCall, versionHeader, writerOf } from './call.ts'
import { changeVersion } from './state.ts'

/** Changes a version in place, with the caller as the writer; 200. */
export function changeSetting(
  call: BucketCall,
  version: ObjectVersion,
  changes: Partial<ObjectVersion>,
): EmulatorResponse {
  changeVersion(call.world, call.bucket, version, changes, writerOf(call))
  return { status: 200, headers: versionHeader(call.bucket, version) }
}
