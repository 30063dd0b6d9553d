// Checks the bucket for job manifests and completion reports. Whether S3 accepts a conditional PUT there is shown by
// the upload of the job manifest, the first write.

import type { BucketHandle } from '../external/bucket-handle.ts'
import { type Check, ok, unknown, wrong } from '../preflight/check.ts'
import type { JobPlaces } from '../settings/remediation-settings.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import type { Access } from './access.ts'
import { openBucket } from './open-bucket.ts'

type WorkCheck = {
  readonly check: Check
  readonly handle: BucketHandle | undefined
  /** True if there is no bucket of this name. */
  readonly isMissing?: boolean
}

/** `isOfRun`: the caller is the identity that writes there, so a refusal applies to the run itself. */
export async function checkWorkLocation(
  { bucket }: NonNullable<JobPlaces['work']>,
  region: string,
  access: Access,
  { isOfRun }: { readonly isOfRun: boolean },
): Promise<WorkCheck> {
  const { account: owner } = access.identity
  try {
    const { region: found, handle } = await openBucket({ use: 'work', bucket, owner }, region, access)
    if (found !== region) return { check: otherRegion(bucket, found, region), handle: undefined }
    return { check: ok('work-location', `s3://${bucket} is in ${region} and belongs to account ${owner}.`), handle }
  } catch (error) {
    const isMissing = error instanceof ActionError && error.code === 'BUCKET_NOT_FOUND'
    return { check: explain(error, bucket, owner, isOfRun), handle: undefined, isMissing }
  }
}

/**
 * A job runs in the Region of the objects it changes (S3 User Guide, "Creating an S3 Batch Operations job"), and no
 * page says that it can read its job manifest, or write its report, in another one.
 */
function otherRegion(bucket: string, found: string, region: string): Check {
  return wrong(
    'work-location',
    `work-location names ${bucket}, which is in ${found}; accepted is a bucket in ${region}, the Region of the source bucket.`,
    `Nothing was written. Set work-location to a bucket in ${region}; in a config file, set one for the entries of each Region.`,
  )
}

/** S3 returns 403 both if ExpectedBucketOwner is not the bucket's owner, and if the permission is missing. */
function explain(error: unknown, bucket: string, owner: string, isOfRun: boolean): Check {
  const { code, message, hint = '' } = asActionError(error, 'REMEDIATION_FAILED')
  if (!(error instanceof ActionError)) return wrong('work-location', message, hint)
  if (code === 'ACCESS_DENIED') {
    const found = `${message} S3 gives the same answer if s3://${bucket} belongs to another account than ${owner}.`
    return isOfRun ? wrong('work-location', found, hint) : unknown('work-location', found, hint)
  }
  return isOfRun || code === 'BUCKET_NOT_FOUND'
    ? wrong('work-location', message, hint)
    : unknown('work-location', message, hint)
}
