// ListObjectsV2 (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { answerXml, type BucketCall, invalidArgument } from '../call.ts'
import { authorizeListing, listPage, parseListing, renderListing, renderPage } from '../listing.ts'

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

/** Tokens are opaque on purpose: clients must return them unchanged, not construct them. */
function encodeToken(after: string): string {
  return Buffer.from(`1:${after}`).toString('base64')
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString()
  if (text.startsWith('1:')) return text.slice(2)
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
}
