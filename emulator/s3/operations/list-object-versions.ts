// ListObjectVersions (S3 API Reference): every version and delete marker, newest first within a key.

import type { EmulatorResponse } from '../../http.ts'
import type { Bucket, ObjectVersion } from '../../world.ts'
import { element, type XmlElement } from '../../xml.ts'
import { renderOwner } from '../acl.ts'
import { answerXml, type BucketCall, invalidArgument } from '../call.ts'
import { compareKeys, findPosition, findPrefixEnd, sortedKeys } from '../key-index.ts'
import {
  authorizeListing,
  commonPrefix,
  type Listing,
  parseListing,
  renderCommonPrefixes,
  renderListing,
} from '../listing.ts'

type Marker = { readonly key: string; readonly versionId?: string | undefined }

type Page = {
  readonly versions: readonly { readonly version: ObjectVersion; readonly isLatest: boolean }[]
  readonly prefixes: readonly string[]
  readonly next: Marker | undefined
}

/** Lists all versions after the two markers. */
export function listObjectVersions(call: BucketCall): EmulatorResponse {
  authorizeListing(call, 'ListBucketVersions')
  const listing = parseListing(call)
  const key = call.query.get('key-marker') ?? ''
  const versionId = call.query.get('version-id-marker') ?? undefined
  if (versionId !== undefined && key === '') {
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      versionId,
    )
  }
  const page = listPage(call.bucket, listing, { key, versionId })
  return answerXml(
    element('ListVersionsResult', [
      ...renderListing(call, listing),
      element('KeyMarker', listing.encode(key)),
      element('VersionIdMarker', versionId ?? ''),
      element('NextKeyMarker', page.next === undefined ? undefined : listing.encode(page.next.key)),
      element('NextVersionIdMarker', page.next?.versionId),
      element('IsTruncated', page.next !== undefined),
      ...page.versions.map(({ version, isLatest }) => renderVersion(version, isLatest, call.bucket, listing)),
      ...renderCommonPrefixes(page.prefixes, listing),
    ]),
  )
}

function listPage(bucket: Bucket, listing: Listing, marker: Marker): Page {
  const keys = sortedKeys(bucket)
  const versions: { version: ObjectVersion; isLatest: boolean }[] = []
  const prefixes: string[] = []
  let last: Marker = marker
  let at = firstPosition(keys, listing, marker)
  const isFull = (): boolean => versions.length + prefixes.length >= listing.maxKeys
  const next = (): Marker | undefined => (listing.maxKeys === 0 ? undefined : last)
  while (at < keys.length) {
    const key = keys[at] ?? ''
    if (!key.startsWith(listing.prefix)) break
    const common = commonPrefix(key, listing)
    if (common !== undefined) {
      if (isFull()) return { versions, prefixes, next: next() }
      prefixes.push(common)
      last = { key: common }
      at = findPrefixEnd(keys, common)
      continue
    }
    for (const found of versionsAfter(bucket, key, marker)) {
      if (isFull()) return { versions, prefixes, next: next() }
      versions.push(found)
      last = { key, versionId: found.version.versionId }
    }
    at += 1
  }
  return { versions, prefixes, next: undefined }
}

/** Position of the marker's key itself if the marker has a version: its older versions must still be listed. */
function firstPosition(keys: readonly string[], listing: Listing, marker: Marker): number {
  const start = findPosition(keys, listing.prefix)
  if (marker.key === '' || compareKeys(marker.key, listing.prefix) < 0) return start
  if (commonPrefix(marker.key, listing) === marker.key) return Math.max(start, findPrefixEnd(keys, marker.key))
  const position = findPosition(keys, marker.key)
  const isPast = marker.versionId === undefined && keys[position] === marker.key
  return Math.max(start, isPast ? position + 1 : position)
}

function versionsAfter(bucket: Bucket, key: string, marker: Marker): Page['versions'] {
  const newestFirst = (bucket.objects.get(key) ?? []).toReversed()
  const all = newestFirst.map((version, at) => ({ version, isLatest: at === 0 }))
  if (key !== marker.key || marker.versionId === undefined) return all
  const found = all.findIndex(({ version }) => version.versionId === marker.versionId)
  if (found < 0) throw invalidArgument('Invalid version id specified', 'version-id-marker', marker.versionId)
  return all.slice(found + 1)
}

function renderVersion(version: ObjectVersion, isLatest: boolean, bucket: Bucket, listing: Listing): XmlElement {
  const named = [
    element('Key', listing.encode(version.key)),
    element('VersionId', version.versionId),
    element('IsLatest', isLatest),
    element('LastModified', new Date(version.lastModified).toISOString()),
  ]
  if (version.isDeleteMarker) return element('DeleteMarker', [...named, renderOwner(bucket.owner)])
  return element('Version', [
    ...named,
    element('ETag', `"${version.etag}"`),
    element('Size', version.size),
    element('StorageClass', version.storageClass),
    renderOwner(bucket.owner),
  ])
}
