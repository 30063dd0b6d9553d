// Authorizes access to workgroups, and to S3 with the rights of the caller of Athena (Service Authorization Reference,
// "Amazon Athena"; Amazon Athena User Guide, "Control access to Amazon S3 from Athena").

import { ServiceError } from '../http.ts'
import { authorize } from '../iam/evaluate.ts'
import { partitionOf } from '../partition.ts'
import { authorizeDecrypt, authorizeS3 } from '../s3/access.ts'
import { currentVersion } from '../s3/state.ts'
import type { Bucket, ObjectVersion, Principal, World } from '../world.ts'
import type { AthenaCall } from './call.ts'

/** Throws 403 unless the caller may do this in the workgroup. */
export function authorizeWorkGroup({ world, principal }: AthenaCall, action: string, workGroup: string): void {
  const resource = `arn:${partitionOf(world)}:athena:${world.region}:${principal.account}:workgroup/${workGroup}`
  authorize(world, principal, {
    action: `athena:${action}`,
    resource,
    context: { 'aws:requestedregion': world.region },
  })
}

/** Throws 403 unless the caller may do this in the catalog. */
export function authorizeCatalog({ world, principal }: AthenaCall, action: string, catalog: string): void {
  const resource = `arn:${partitionOf(world)}:athena:${world.region}:${principal.account}:datacatalog/${catalog}`
  authorize(world, principal, {
    action: `athena:${action}`,
    resource,
    context: { 'aws:requestedregion': world.region },
  })
}

/** The condition keys of calls that Athena makes for its caller (IAM User Guide, "aws:CalledVia"). */
export const calledVia = (world: World): Readonly<Record<string, string>> => ({
  'aws:requestedregion': world.region,
  'aws:calledvia': 'athena.amazonaws.com',
  'aws:calledviafirst': 'athena.amazonaws.com',
  'aws:calledvialast': 'athena.amazonaws.com',
})

/** A place in S3. */
export type S3Place = { readonly bucket: string; readonly key: string }

/** `s3://bucket/key`; undefined for anything else. */
export function parseS3Uri(uri: string): S3Place | undefined {
  const [, bucket, key = ''] = /^s3[an]?:\/\/([^/]+)(?:\/(.*))?$/s.exec(uri) ?? []
  return bucket === undefined ? undefined : { bucket, key }
}

export const renderS3Uri = ({ bucket, key }: S3Place): string => `s3://${bucket}/${key}`

/** Throws ServiceError unless the caller may list this folder. */
export function authorizeList(world: World, principal: Principal, bucket: Bucket, prefix: string): void {
  authorizeS3(world, principal, 'ListBucket', { bucket }, { ...calledVia(world), 's3:prefix': prefix })
}

/** The current version of an object that the caller may read; undefined if there is none. Throws ServiceError. */
export function readForCaller(world: World, principal: Principal, place: S3Place): ObjectVersion | undefined {
  const bucket = world.buckets.get(place.bucket)
  if (bucket === undefined) throw new ServiceError(404, 'NoSuchBucket', 'The specified bucket does not exist')
  authorizeS3(world, principal, 'GetObject', { bucket, key: place.key }, calledVia(world))
  const version = currentVersion(bucket, place.key)
  if (version === undefined || version.isDeleteMarker) return undefined
  if (version.encryption.status === 'SSE-C') throw new ServiceError(400, 'InvalidRequest', 'The object needs its key')
  authorizeDecrypt(world, principal, bucket, version.encryption)
  return version
}
