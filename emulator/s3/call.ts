// What an S3 operation receives, and the parts of a request that many operations read.

import { type EmulatorRequest, type EmulatorResponse, ServiceError } from '../http.ts'
import type { Bucket, ObjectVersion, Principal, World } from '../world.ts'
import { renderXml, type XmlElement } from '../xml.ts'

/** A request to the service as a whole, or to a bucket that may not exist yet. */
export type S3Call = {
  readonly world: World
  readonly principal: Principal | undefined
  readonly request: EmulatorRequest
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly bucketName: string
  /** Empty if the request is about the bucket. */
  readonly key: string
}

/** A request to an existing bucket or to a key in it. */
export type BucketCall = S3Call & { readonly bucket: Bucket }

export const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** 200 with a document. */
export function answerXml(root: XmlElement, headers: Readonly<Record<string, string>> = {}): EmulatorResponse {
  const named: XmlElement = { ...root, attributes: { xmlns: S3_NAMESPACE, ...root.attributes } }
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: renderXml(named) }
}

/** The name of the caller in history and log. */
export function writerOf(call: S3Call): string {
  return call.principal?.arn ?? 'anonymous'
}

/** 400 InvalidArgument in S3's words for a header or parameter. */
export function invalidArgument(message: string, name: string, value: string): ServiceError {
  return new ServiceError(400, 'InvalidArgument', message, { ArgumentName: name, ArgumentValue: value })
}

/** 404 for a key or a version of it. */
export function noSuchKey(key: string, versionId?: string): ServiceError {
  if (versionId === undefined) {
    return new ServiceError(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key })
  }
  return new ServiceError(404, 'NoSuchVersion', 'The specified version does not exist.', {
    Key: key,
    VersionId: versionId,
  })
}

/** 400 InvalidRequest with AWS's text. */
export function invalidRequest(message: string): ServiceError {
  return new ServiceError(400, 'InvalidRequest', message)
}

/** 501 for a header that is not emulated. */
export function notImplemented(header: string): ServiceError {
  return new ServiceError(
    501,
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    { Header: header },
  )
}

/** The `versionId` of a request; an empty one is refused, as by S3. */
export function parseVersionId(query: URLSearchParams): string | undefined {
  const versionId = query.get('versionId')
  if (versionId === null) return undefined
  if (versionId === '') throw invalidArgument('Version id cannot be the empty string', 'versionId', '')
  return versionId
}

/** An integer in a query, between 0 and `max` (larger values are reduced, as by S3); `max` if absent. */
export function parseCount(query: URLSearchParams, name: string, max = 1000): number {
  const text = query.get(name)
  if (text === null || text === '') return max
  if (!/^\d+$/.test(text)) throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text)
  return Math.min(Number(text), max)
}

/** `x-amz-version-id`, which S3 omits in buckets that never had versioning. */
export function versionHeader(bucket: Bucket, version: ObjectVersion): Record<string, string> {
  return bucket.versioning === 'Unversioned' ? {} : { 'x-amz-version-id': version.versionId }
}

/** An HTTP date in a header, in epoch milliseconds; undefined if invalid, because S3 ignores those. */
export function parseHttpDate(text: string | undefined): number | undefined {
  const milliseconds = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}
