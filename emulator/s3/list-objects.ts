// ListObjectsV2 and ListObjects (S3 API Reference): keys in UTF-8 order, prefixes rolled up at a delimiter.

import type { EmulatorResponse } from '../http.ts'
import type { Bucket, ObjectVersion } from '../world.ts'
import { element, type XmlElement } from '../xml.ts'
import { authorizeS3 } from './access.ts'
import { renderOwner } from './acl.ts'
import { compareKeys, findPosition, findPrefixEnd, sortedKeys } from './key-index.ts'
import { readPageLength } from './pages.ts'
import { answerXml, type BucketCall, invalidArgument } from './request.ts'
import { currentVersion } from './store.ts'

type Page = {
  /** Versions and common prefixes in listing order. */
  readonly contents: readonly ObjectVersion[]
  readonly prefixes: readonly string[]
  /** Where the next page goes on; undefined on the last one. */
  readonly next: string | undefined
}

/** Lists current versions that are not delete markers. */
export function listObjectsV2(call: BucketCall): EmulatorResponse {
  authorizeListing(call, 'ListBucket')
  const listing = parseListing(call)
  const token = call.query.get('continuation-token')
  const startAfter = call.query.get('start-after') ?? undefined
  const page = listPage(call.bucket, listing, token === null ? (startAfter ?? '') : decodeToken(token))
  const showsOwner = call.query.get('fetch-owner') === 'true'
  return answerXml(
    element('ListBucketResult', [
      ...renderListing(call, listing),
      element('KeyCount', page.contents.length + page.prefixes.length),
      element('IsTruncated', page.next !== undefined),
      element('ContinuationToken', token ?? undefined),
      element('StartAfter', startAfter === undefined ? undefined : listing.encode(startAfter)),
      element('NextContinuationToken', page.next === undefined ? undefined : encodeToken(page.next)),
      ...renderPage(page, listing, call.bucket, showsOwner),
    ]),
    { 'x-amz-bucket-region': call.bucket.region },
  )
}

/** The older form: marker instead of token, owners always. */
export function listObjects(call: BucketCall): EmulatorResponse {
  authorizeListing(call, 'ListBucket')
  const listing = parseListing(call)
  const marker = call.query.get('marker') ?? ''
  const page = listPage(call.bucket, listing, marker)
  const next = page.next !== undefined && listing.delimiter !== '' ? listing.encode(page.next) : undefined
  return answerXml(
    element('ListBucketResult', [
      ...renderListing(call, listing),
      element('Marker', listing.encode(marker)),
      element('NextMarker', next),
      element('IsTruncated', page.next !== undefined),
      ...renderPage(page, listing, call.bucket, true),
    ]),
    { 'x-amz-bucket-region': call.bucket.region },
  )
}

export type Listing = {
  readonly prefix: string
  readonly delimiter: string
  readonly maxKeys: number
  /** URL-encodes when the request says encoding-type=url. */
  readonly encode: (text: string) => string
}

/** The parameters all listings share. */
export function parseListing(call: BucketCall): Listing {
  const { query } = call
  const encoding = query.get('encoding-type')
  if (encoding !== null && encoding !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding)
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: readPageLength(call.world, query, 'max-keys'),
    encode: encoding === null ? (text) => text : encodeListedKey,
  }
}

/** S3 encodes as forms do, but leaves `/` as it is: a space becomes `+`. */
function encodeListedKey(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** 403 unless the caller may list; the prefix and the delimiter are condition keys. */
export function authorizeListing(call: BucketCall, action: string): void {
  const { bucket, principal, query, world } = call
  const context: Record<string, string> = {}
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = query.get(name)
    if (value !== null) context[`s3:${name}`] = value
  }
  authorizeS3(world, principal, action, { bucket }, context)
}

/** The echo of the parameters that begins every listing. */
export function renderListing(call: BucketCall, listing: Listing): readonly (XmlElement | undefined)[] {
  return [
    element('Name', call.bucket.name),
    element('Prefix', listing.encode(listing.prefix)),
    element('Delimiter', listing.delimiter === '' ? undefined : listing.encode(listing.delimiter)),
    element('MaxKeys', listing.maxKeys),
    element('EncodingType', call.query.get('encoding-type') ?? undefined),
  ]
}

/** One page of what lies after `after` (a key, or a common prefix that was already told). */
function listPage(bucket: Bucket, listing: Listing, after: string): Page {
  const keys = sortedKeys(bucket)
  const contents: ObjectVersion[] = []
  const prefixes: string[] = []
  let last = after
  let at = firstPosition(keys, listing, after)
  while (at < keys.length) {
    const key = keys[at] ?? ''
    if (!key.startsWith(listing.prefix)) break
    const version = currentVersion(bucket, key)
    at += 1
    if (version === undefined || version.isDeleteMarker) continue
    if (contents.length + prefixes.length >= listing.maxKeys) {
      return { contents, prefixes, next: listing.maxKeys === 0 ? undefined : last }
    }
    const common = commonPrefix(key, listing)
    if (common === undefined) {
      contents.push(version)
      last = key
    } else {
      prefixes.push(common)
      last = common
      at = findPrefixEnd(keys, common)
    }
  }
  return { contents, prefixes, next: undefined }
}

function firstPosition(keys: readonly string[], listing: Listing, after: string): number {
  const start = findPosition(keys, listing.prefix)
  if (after === '' || compareKeys(after, listing.prefix) < 0) return start
  const isPrefix = listing.delimiter !== '' && commonPrefix(after, listing) === after
  const position = isPrefix ? findPrefixEnd(keys, after) : findPosition(keys, after)
  return Math.max(start, keys[position] === after ? position + 1 : position)
}

/** The key up to the first delimiter after the prefix; undefined when there is none. */
export function commonPrefix(key: string, listing: Listing): string | undefined {
  if (listing.delimiter === '') return undefined
  const found = key.indexOf(listing.delimiter, listing.prefix.length)
  return found < 0 ? undefined : key.slice(0, found + listing.delimiter.length)
}

function renderPage(page: Page, listing: Listing, bucket: Bucket, showsOwner: boolean): readonly XmlElement[] {
  const contents = page.contents.map((version) =>
    element('Contents', [
      element('Key', listing.encode(version.key)),
      element('LastModified', new Date(version.lastModified).toISOString()),
      element('ETag', `"${version.etag}"`),
      element('ChecksumAlgorithm', version.checksum?.algorithm),
      element('ChecksumType', version.checksum?.type),
      element('Size', version.size),
      element('StorageClass', version.storageClass),
      showsOwner ? renderOwner(bucket.owner) : undefined,
    ]),
  )
  return [...contents, ...renderCommonPrefixes(page.prefixes, listing)]
}

/** `<CommonPrefixes>` elements. */
export function renderCommonPrefixes(prefixes: readonly string[], listing: Listing): readonly XmlElement[] {
  return prefixes.map((prefix) => element('CommonPrefixes', [element('Prefix', listing.encode(prefix))]))
}

/** Tokens are opaque on purpose: clients must hand them back, not make them. */
function encodeToken(after: string): string {
  return Buffer.from(`1:${after}`).toString('base64')
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString()
  if (text.startsWith('1:')) return text.slice(2)
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
}
