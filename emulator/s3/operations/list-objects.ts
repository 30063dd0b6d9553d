// ListObjects (S3 API Reference): the older form of ListObjectsV2, with a marker instead of a token.

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { authorizeListing, listPage, parseListing, renderListing, renderPage } from '../listing.ts'

/** The older form: a marker instead of a token, and always with owners. */
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
