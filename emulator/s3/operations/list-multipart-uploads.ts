// ListMultipartUploads (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import type { MultipartUpload } from '../../world.ts'
import { element } from '../../xml.ts'
import { authorizeS3 } from '../access.ts'
import { renderOwner } from '../acl.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { compareKeys } from '../key-index.ts'
import { commonPrefix, parseListing, renderCommonPrefixes } from '../listing.ts'
import { readPageLength } from '../pages.ts'

/** Uploads in progress, by key and then by start time. */
export function listMultipartUploads(call: BucketCall): EmulatorResponse {
  const { bucket, principal, query, world } = call
  authorizeS3(world, principal, 'ListBucketMultipartUploads', { bucket })
  const listing = parseListing(call)
  const maxUploads = readPageLength(world, query, 'max-uploads')
  const keyMarker = query.get('key-marker') ?? ''
  const idMarker = query.get('upload-id-marker') ?? ''
  const left = sortUploads([...bucket.uploads.values()])
    .filter((upload) => upload.key.startsWith(listing.prefix))
    .filter((upload) => isPastMarker(upload, keyMarker, idMarker, bucket.uploads))
  const rolled = new Set(
    left.map((upload) => commonPrefix(upload.key, listing)).filter((prefix) => prefix !== undefined),
  )
  const plain = left.filter((upload) => commonPrefix(upload.key, listing) === undefined)
  const page = plain.slice(0, maxUploads)
  const isTruncated = plain.length > page.length
  return answerXml(
    element('ListMultipartUploadsResult', [
      element('Bucket', bucket.name),
      element('KeyMarker', listing.encode(keyMarker)),
      element('UploadIdMarker', idMarker),
      element('NextKeyMarker', isTruncated ? listing.encode(page.at(-1)?.key ?? '') : undefined),
      element('NextUploadIdMarker', isTruncated ? page.at(-1)?.uploadId : undefined),
      element('Prefix', listing.encode(listing.prefix)),
      element('Delimiter', listing.delimiter === '' ? undefined : listing.encode(listing.delimiter)),
      element('EncodingType', query.get('encoding-type') ?? undefined),
      element('MaxUploads', maxUploads),
      element('IsTruncated', isTruncated),
      ...page.map((upload) =>
        element('Upload', [
          element('Key', listing.encode(upload.key)),
          element('UploadId', upload.uploadId),
          renderOwner(bucket.owner, 'Initiator'),
          renderOwner(bucket.owner),
          element('StorageClass', upload.template.storageClass),
          element('Initiated', new Date(upload.initiated).toISOString()),
        ]),
      ),
      ...renderCommonPrefixes([...rolled], listing),
    ]),
  )
}

function sortUploads(uploads: readonly MultipartUpload[]): readonly MultipartUpload[] {
  return uploads.toSorted((one, other) => compareKeys(one.key, other.key) || compareUploads(one, other))
}

function compareUploads(one: MultipartUpload, other: MultipartUpload): number {
  return one.initiated - other.initiated || compareKeys(one.uploadId, other.uploadId)
}

/** After the marker's key; or with the same key, but started after the upload of the second marker. */
function isPastMarker(
  upload: MultipartUpload,
  keyMarker: string,
  idMarker: string,
  uploads: ReadonlyMap<string, MultipartUpload>,
): boolean {
  const order = compareKeys(upload.key, keyMarker)
  const marked = uploads.get(idMarker)
  if (order !== 0 || marked === undefined) return order > 0
  return compareUploads(upload, marked) > 0
}
