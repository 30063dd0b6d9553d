// Lists keys in UTF-8 order, with common prefixes at a delimiter (S3 API Reference, ListObjectsV2).

import type { Bucket, ObjectVersion } from '../world.ts'
import { element, type XmlElement } from '../xml.ts'
import { authorizeS3 } from './access.ts'
import { renderOwner } from './acl.ts'
import { type BucketCall, invalidArgument } from './call.ts'
import { compareKeys, findPosition, findPrefixEnd, sortedKeys } from './key-index.ts'
import { readPageLength } from './pages.ts'
import { currentVersion } from './state.ts'

type Page = {
  /** Versions and common prefixes in listing order. */
  readonly contents: readonly ObjectVersion[]
  readonly prefixes: readonly string[]
  /** Start of the next page; undefined on the last one. */
  readonly next: string | undefined
}

export type Listing = {
  readonly prefix: string
  readonly delimiter: string
  readonly maxKeys: number
  /** URL-encodes if the request has encoding-type=url. */
  readonly encode: (text: string) => string
}

/** The parameters that all listings share. */
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

/** S3 encodes like forms, but keeps `/`: a space becomes `+`. */
function encodeListedKey(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** 403 unless the caller may list; prefix and delimiter are condition keys. */
export function authorizeListing(call: BucketCall, action: string): void {
  const { bucket, principal, query, world } = call
  const context: Record<string, string> = {}
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = query.get(name)
    if (value !== null) context[`s3:${name}`] = value
  }
  authorizeS3(world, principal, action, { bucket }, context)
}

/** The parameters, which every listing returns first. */
export function renderListing(call: BucketCall, listing: Listing): readonly (XmlElement | undefined)[] {
  return [
    element('Name', call.bucket.name),
    element('Prefix', listing.encode(listing.prefix)),
    element('Delimiter', listing.delimiter === '' ? undefined : listing.encode(listing.delimiter)),
    element('MaxKeys', listing.maxKeys),
    element('EncodingType', call.query.get('encoding-type') ?? undefined),
  ]
}

/** One page after `after` (a key, or a common prefix that was already returned). */
export function listPage(bucket: Bucket, listing: Listing, after: string): Page {
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

/** The key up to the first delimiter after the prefix; undefined if there is none. */
export function commonPrefix(key: string, listing: Listing): string | undefined {
  if (listing.delimiter === '') return undefined
  const found = key.indexOf(listing.delimiter, listing.prefix.length)
  return found < 0 ? undefined : key.slice(0, found + listing.delimiter.length)
}

/** `<Contents>` and `<CommonPrefixes>` of a page. */
export function renderPage(page: Page, listing: Listing, bucket: Bucket, showsOwner: boolean): readonly XmlElement[] {
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
