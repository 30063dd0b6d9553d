// ListBucketInventoryConfigurations (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeS3 } from '../access.ts'
import { answerXml, type BucketCall, invalidArgument } from '../call.ts'
import { renderConfiguration } from '../inventory-configurations.ts'

const PAGE_SIZE = 100

/** All configurations, 100 per page, by id. Needs the same permission as Get. */
export function listBucketInventoryConfigurations(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'GetInventoryConfiguration', { bucket: call.bucket })
  const token = call.query.get('continuation-token')
  const after = token === null ? '' : decodeToken(token)
  const left = [...call.bucket.inventory.values()]
    .filter((configuration) => configuration.id > after)
    .sort((one, other) => (one.id < other.id ? -1 : 1))
  const page = left.slice(0, PAGE_SIZE)
  const isTruncated = left.length > page.length
  return answerXml(
    element('ListInventoryConfigurationsResult', [
      element('ContinuationToken', token ?? undefined),
      ...page.map((configuration) => renderConfiguration(call.world, configuration)),
      element('IsTruncated', isTruncated),
      element('NextContinuationToken', isTruncated ? encodeToken(page.at(-1)?.id ?? '') : undefined),
    ]),
  )
}

function encodeToken(id: string): string {
  return Buffer.from(`after:${id}`).toString('base64')
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString()
  if (text.startsWith('after:')) return text.slice('after:'.length)
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
}
