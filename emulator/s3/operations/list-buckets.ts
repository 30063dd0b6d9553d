// ListBuckets (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeAccount } from '../access.ts'
import { renderOwner } from '../acl.ts'
import { answerXml, type S3Call } from '../call.ts'

/** The buckets of the caller's account, by name. */
export function listBuckets(call: S3Call): EmulatorResponse {
  const { principal, world } = call
  authorizeAccount(world, principal, 'ListAllMyBuckets')
  const account = principal?.account ?? world.account
  const own = [...world.buckets.values()].filter((bucket) => bucket.owner === account)
  const buckets = own
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map((bucket) =>
      element('Bucket', [
        element('Name', bucket.name),
        element('CreationDate', new Date(bucket.createdAt).toISOString()),
        element('BucketRegion', bucket.region),
      ]),
    )
  return answerXml(element('ListAllMyBucketsResult', [renderOwner(account), element('Buckets', buckets)]))
}
