// ListBuckets, CreateBucket, HeadBucket, DeleteBucket and GetBucketLocation (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../http.ts'
import { bucketArn } from '../partition.ts'
import type { Bucket, World } from '../world.ts'
import { childText, element, parseXml } from '../xml.ts'
import { authorizeAccount, authorizeS3 } from './access.ts'
import { renderOwner } from './acl.ts'
import { answerXml, type BucketCall, type S3Call } from './request.ts'

/** Bucket names as S3 allows them (S3 User Guide, "General purpose bucket naming rules"), without the rare exceptions. */
const BUCKET_NAME =
  /^(?!xn--|.*(?:-s3alias|--ol-s3|--x-s3|--table-s3|\.mrap)$|\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/

/** What a bucket is when it is new: unversioned, SSE-S3 by default, ACLs off, SSE-C blocked. */
export function createBucketState(
  world: World,
  name: string,
  settings: Partial<Pick<Bucket, 'region' | 'owner' | 'createdAt'>> = {},
): Bucket {
  return {
    name,
    region: settings.region ?? world.region,
    owner: settings.owner ?? world.account,
    createdAt: settings.createdAt ?? world.clock.now(),
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

/** The caller's account's buckets, by name. */
export function listBuckets(call: S3Call): EmulatorResponse {
  const { principal, world } = call
  authorizeAccount(world, principal, 'ListAllMyBuckets')
  const account = principal?.account ?? world.account
  const own = [...world.buckets.values()].filter((bucket) => bucket.owner === account)
  const buckets = own
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map((bucket) =>
      element('Bucket', [
        element('Name', bucket.name),
        element('CreationDate', new Date(bucket.createdAt).toISOString()),
        element('BucketRegion', bucket.region),
      ]),
    )
  return answerXml(element('ListAllMyBucketsResult', [renderOwner(account), element('Buckets', buckets)]))
}

/** Makes a bucket of the caller's account in the Region the body names. */
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

/** Whether the bucket is there and the caller may list it; names its Region. */
export function headBucket(call: BucketCall): EmulatorResponse {
  const { bucket, principal, world } = call
  const region = { 'x-amz-bucket-region': bucket.region }
  try {
    authorizeS3(world, principal, 'ListBucket', { bucket })
  } catch (error) {
    // The Region is told also to those who are refused (S3 API Reference, HeadBucket).
    if (!(error instanceof ServiceError)) throw error
    throw new ServiceError(error.status, error.code, error.message, { ...error.extra, ...region })
  }
  return { status: 200, headers: { ...region, 'x-amz-access-point-alias': 'false' } }
}

/** Removes a bucket without objects, versions and uploads. */
export function deleteBucket(call: BucketCall): EmulatorResponse {
  const { bucket, principal, world } = call
  authorizeS3(world, principal, 'DeleteBucket', { bucket })
  if (bucket.objects.size > 0) {
    throw new ServiceError(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty', {
      BucketName: bucket.name,
    })
  }
  world.buckets.delete(bucket.name)
  return { status: 204 }
}

/** The Region, where us-east-1 is empty. */
export function getBucketLocation(call: BucketCall): EmulatorResponse {
  const { bucket, principal, world } = call
  authorizeS3(world, principal, 'GetBucketLocation', { bucket })
  return answerXml(element('LocationConstraint', bucket.region === 'us-east-1' ? '' : bucket.region))
}
