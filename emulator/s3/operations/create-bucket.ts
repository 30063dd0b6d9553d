// CreateBucket (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { bucketArn } from '../../partition.ts'
import type { Bucket } from '../../world.ts'
import { childText, parseXml } from '../../xml.ts'
import { authorizeAccount } from '../access.ts'
import type { S3Call } from '../call.ts'
import { createBucketState } from '../new-bucket.ts'

/** Valid bucket names (S3 User Guide, "General purpose bucket naming rules"), without the rare exceptions. */
const BUCKET_NAME =
  /^(?!xn--|.*(?:-s3alias|--ol-s3|--x-s3|--table-s3|\.mrap)$|\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/

/** Creates a bucket of the caller's account in the Region given in the body. */
export function createBucket(call: S3Call): EmulatorResponse {
  const { bucketName: name, headers, principal, request, world } = call
  if (!BUCKET_NAME.test(name)) {
    throw new ServiceError(400, 'InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name })
  }
  authorizeAccount(world, principal, 'CreateBucket', bucketArn(world, name))
  const owner = principal?.account ?? world.account
  const existing = world.buckets.get(name)
  if (existing !== undefined) throw alreadyThere(existing, owner)
  const body = request.body.length === 0 ? undefined : parseXml(request.body)
  const region = childText(body, 'LocationConstraint') ?? 'us-east-1'
  const bucket = createBucketState(world, name, { owner, region: region === 'EU' ? 'eu-west-1' : region })
  if (headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true') {
    bucket.objectLockEnabled = true
    bucket.versioning = 'Enabled'
  }
  const ownership = headers['x-amz-object-ownership']
  if (ownership === 'BucketOwnerPreferred' || ownership === 'ObjectWriter') bucket.ownership = ownership
  world.buckets.set(name, bucket)
  return { status: 200, headers: { location: `/${name}` } }
}

function alreadyThere(bucket: Bucket, owner: string): ServiceError {
  if (bucket.owner === owner) {
    return new ServiceError(
      409,
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      { BucketName: bucket.name },
    )
  }
  return new ServiceError(
    409,
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { BucketName: bucket.name },
  )
}
