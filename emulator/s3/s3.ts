// The S3 service: finds bucket, key and operation of a request, makes the checks common to all operations, and renders
// errors.

import { readHost } from '../hosts.ts'
import { type Context, type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { hostSuffixOf } from '../partition.ts'
import type { Bucket } from '../world.ts'
import { element, renderXml } from '../xml.ts'
import { findOperation, nameOperation, type Shape } from './operations.ts'
import { finishRestores } from './restores.ts'
import { getBucket } from './state.ts'

/** Hosts without a bucket: addresses, localhost, names without a dot, and endpoints named like S3's. */
const PATH_STYLE_HOST = /^(\[.*\]|\d+\.\d+\.\d+\.\d+|[^.]+|s3[.-].*)$/

type Target = { readonly bucketName: string; readonly key: string; readonly style: 'path' | 'virtual-hosted' }

/** The emulated S3 API. Unsupported operations get 501 with the operation's name. */
export const s3: Handler = (request, context) => {
  const target = parseTarget(request)
  const shape = describeShape(request, target)
  context.operation(nameOperation(shape))
  const operation = findOperation(shape)
  if (operation === undefined) {
    throw new ServiceError(501, 'NotImplemented', `The emulator does not have the operation ${nameOperation(shape)}.`)
  }
  const { world, principal } = context
  finishRestores(world)
  const call = {
    world,
    principal,
    request,
    query: request.query,
    headers: request.headers,
    bucketName: target.bucketName,
    key: target.key,
  }
  if (!operation.needsBucket) return operation.handle(call)
  const bucket = getBucket(world, target.bucketName)
  checkRegion(bucket, target, request, context)
  checkExpectedOwner(request, bucket)
  checkPayer(bucket, request, context)
  return operation.handle({ ...call, bucket })
}

/** AWS's name of a request's operation, for the log. */
export function nameS3Operation(request: EmulatorRequest): string {
  try {
    return nameOperation(describeShape(request, parseTarget(request)))
  } catch (error) {
    if (error instanceof ServiceError) return `${request.method} unreadable URI`
    throw error
  }
}

function describeShape(request: EmulatorRequest, target: Target): Shape {
  const { headers, method, query } = request
  if (target.key !== '') return { method, query, headers, level: 'object' }
  return { method, query, headers, level: target.bucketName === '' ? 'service' : 'bucket' }
}

/** Bucket and key, from the path alone or from the host's first label and the path. */
function parseTarget(request: EmulatorRequest): Target {
  const path = decodePath(request.rawPath).slice(1)
  const host = request.host.replace(/:\d+$/, '')
  const named = readHost(host)
  if (named?.bucket !== undefined) return { bucketName: named.bucket, key: path, style: 'virtual-hosted' }
  if (named === undefined && !PATH_STYLE_HOST.test(host)) {
    const [bucketName] = host.split(/\.(?:s3[.-].*|localhost$)/)
    const label = bucketName === host ? host.slice(0, host.indexOf('.')) : (bucketName ?? '')
    return { bucketName: label, key: path, style: 'virtual-hosted' }
  }
  const slash = path.indexOf('/')
  if (slash < 0) return { bucketName: path, key: '', style: 'path' }
  return { bucketName: path.slice(0, slash), key: path.slice(slash + 1), style: 'path' }
}

function decodePath(rawPath: string): string {
  try {
    return decodeURIComponent(rawPath)
  } catch {
    throw new ServiceError(400, 'InvalidURI', "Couldn't parse the specified URI.", { URI: rawPath })
  }
}

/**
 * A request for another Region than the bucket's. With a path, or a host name with a Region, it reached the wrong
 * Region: 301. With the bucket's own host name without a Region, DNS led it to the right Region, where the signature
 * does not match: 400 (S3 User Guide, "Making requests using the REST API" and "Virtual hosting of general purpose
 * buckets"). Both contain the Region.
 */
function checkRegion(bucket: Bucket, target: Target, request: EmulatorRequest, context: Context): void {
  const { signedRegion } = context
  const reached = readHost(request.host)?.region
  if ((reached ?? signedRegion ?? bucket.region) === bucket.region) return
  const region = { 'x-amz-bucket-region': bucket.region }
  if (target.style === 'virtual-hosted' && reached === undefined) {
    throw new ServiceError(
      400,
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${signedRegion}' is wrong; expecting '${bucket.region}'`,
      { ...region, Region: bucket.region },
    )
  }
  throw new ServiceError(
    301,
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { ...region, Endpoint: `${bucket.name}.s3.${bucket.region}.${hostSuffixOf(context.world)}`, Bucket: bucket.name },
  )
}

/** 403 if the caller expected another owner of the bucket. */
function checkExpectedOwner(request: EmulatorRequest, bucket: Bucket): void {
  const expected = request.headers['x-amz-expected-bucket-owner']
  if (expected !== undefined && expected !== bucket.owner) throw new ServiceError(403, 'AccessDenied', 'Access Denied')
}

/**
 * 403 for callers who do not agree to pay, except the owner of the bucket (S3 User Guide, "Downloading objects from
 * Requester Pays buckets"). S3's message has no details, as the issues of its clients show.
 */
function checkPayer(bucket: Bucket, { headers, query }: EmulatorRequest, { principal }: Context): void {
  if (bucket.requesterPays !== true || principal?.account === bucket.owner) return
  if ((headers['x-amz-request-payer'] ?? query.get('x-amz-request-payer')) === 'requester' && principal) return
  throw new ServiceError(403, 'AccessDenied', 'Access Denied', { 'x-amz-bucket-region': bucket.region })
}

/**
 * An error in S3's format: XML, but nothing for HEAD and 304. Extras with a lower-case name are headers, the others
 * elements of the error.
 */
export function renderS3Error(error: ServiceError, request: EmulatorRequest): EmulatorResponse {
  const extras = Object.entries(error.extra)
  const headers = Object.fromEntries(extras.filter(([name]) => name === name.toLowerCase()))
  if (request.method === 'HEAD' || error.status === 304) return { status: error.status, headers }
  const document = element('Error', [
    element('Code', error.code),
    element('Message', error.message),
    ...extras.filter(([name]) => name !== name.toLowerCase()).map(([name, value]) => element(name, value)),
    element('Resource', request.rawPath),
  ])
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: renderXml(document),
  }
}
