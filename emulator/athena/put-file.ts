// Writes the objects of a query with the rights of its caller: results, and files of CREATE TABLE AS.

import { ServiceError } from '../http.ts'
import { authorizeS3 } from '../s3/access.ts'
import { bytesBody } from '../s3/body.ts'
import { chooseEncryption } from '../s3/encryption.ts'
import { authorizeWrite, putSinglePart } from '../s3/write.ts'
import type { Bucket, ObjectVersion, Principal, World } from '../world.ts'
import { calledVia, parseS3Uri, renderS3Uri, type S3Place } from './access.ts'
import { invalidRequest } from './call.ts'
import { isDdl, type Query, QueryProblem } from './query.ts'
import type { ResultPlace } from './work-group.ts'

/** Checks the bucket of results before a query starts. Throws InvalidRequestException. */
export function checkOutputBucket(world: World, principal: Principal, place: ResultPlace): void {
  const { bucket: name } = parseS3Uri(place.location) ?? { bucket: '' }
  const bucket = world.buckets.get(name)
  const refused = invalidRequest(`Unable to verify/create output bucket ${name}`)
  if (bucket === undefined) throw refused
  try {
    authorizeS3(world, principal, 'GetBucketLocation', { bucket }, calledVia(world))
  } catch (error) {
    throw error instanceof ServiceError ? refused : error
  }
}

/**
 * Writes an object, encrypted as the results are. `ExpectedBucketOwner` covers results alone, not the files of CREATE
 * TABLE AS (Amazon Athena API Reference, "ResultConfiguration"). Throws QueryProblem.
 */
export function putFile(
  world: World,
  principal: Principal,
  target: S3Place & { readonly owner?: string | undefined; readonly encryption: ResultPlace['encryption'] },
  content: Uint8Array | string,
): ObjectVersion {
  const bucket = world.buckets.get(target.bucket)
  const refused = new QueryProblem(
    `Access denied when writing output to url: ${renderS3Uri(target)} . Please ensure you are allowed to access the S3 bucket. If specifying an expected bucket owner, confirm the bucket is owned by the expected account. If you are encrypting query results with KMS key, please ensure you are allowed to access your KMS key`,
  )
  if (bucket === undefined || (target.owner !== undefined && target.owner !== bucket.owner)) throw refused
  try {
    return write(world, principal, bucket, target, content)
  } catch (error) {
    throw error instanceof ServiceError ? refused : error
  }
}

function write(
  world: World,
  principal: Principal,
  bucket: Bucket,
  { key, encryption: wanted }: S3Place & { readonly encryption: ResultPlace['encryption'] },
  content: Uint8Array | string,
): ObjectVersion {
  const asked =
    wanted === undefined
      ? undefined
      : { algorithm: wanted.option === 'SSE_S3' ? ('AES256' as const) : ('aws:kms' as const), kmsKeyArn: wanted.kmsKey }
  const encryption = chooseEncryption(world, bucket, asked, principal)
  authorizeWrite(world, principal, bucket, key, {
    encryption,
    askedEncryption: asked,
    askedStorageClass: undefined,
    hasTags: false,
    hasAcl: false,
    calledVia: calledVia(world),
  })
  return putSinglePart(world, bucket, {
    key,
    body: bytesBody(content),
    size: Buffer.byteLength(content),
    encryption,
    storageClass: 'STANDARD',
    headers: new Map([['content-type', 'application/octet-stream']]),
    metadata: new Map(),
    tags: new Map(),
    grants: [],
    writer: principal.arn,
  })
}

/** Where the result of a query is; undefined where its workgroup manages results. */
export function resultObject({ id, place, statement }: Query): S3Place | undefined {
  const folder = parseS3Uri(place?.location ?? '')
  if (folder === undefined) return undefined
  if (statement.kind === 'create-table-as') return { ...folder, key: `${folder.key}${id}-manifest.csv` }
  return { ...folder, key: `${folder.key}${id}${isDdl(statement) ? '.txt' : '.csv'}` }
}
