// ListBuckets (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import type { Bucket } from '../../world.ts'
import { element } from '../../xml.ts'
import { authorizeAccount } from '../access.ts'
import { renderOwner } from '../acl.ts'
import { answerXml, invalidArgument, type S3Call } from '../call.ts'
import { shortenPage } from '../pages.ts'

/** "Applies a default page size of 10,000" (S3 API Reference, "ListBuckets", `continuation-token`). */
const PAGE = 10_000
const PARAMETERS = ['max-buckets', 'continuation-token', 'prefix', 'bucket-region']

/**
 * The general purpose buckets of the caller's account in all Regions, by name. Only a request with one of the
 * parameters is answered in pages and with Regions (S3 API Reference, "ListBuckets", "Bucket").
 */
export function listBuckets(call: S3Call): EmulatorResponse {
  const { principal, query, world } = call
  authorizeAccount(world, principal, 'ListAllMyBuckets')
  const account = principal?.account ?? world.account
  const isPaged = PARAMETERS.some((name) => query.has(name))
  const { page, next } = pickPage(call, account)
  const prefix = query.get('prefix')
  return answerXml(
    element('ListAllMyBucketsResult', [
      renderOwner(account),
      element(
        'Buckets',
        page.map((bucket) => renderBucket(bucket, isPaged)),
      ),
      next === undefined ? undefined : element('ContinuationToken', next),
      prefix === null ? undefined : element('Prefix', prefix),
    ]),
  )
}

function pickPage({ query, world }: S3Call, account: string) {
  const prefix = query.get('prefix') ?? ''
  const region = query.get('bucket-region')
  const after = readToken(query.get('continuation-token'))
  const matching = [...world.buckets.values()]
    .filter(({ name, owner }) => owner === account && name.startsWith(prefix) && name > after)
    .filter((bucket) => region === null || bucket.region === region)
    .sort((left, right) => (left.name < right.name ? -1 : 1))
  const page = matching.slice(0, shortenPage(world, readLength(query)))
  const last = page.at(-1)
  const isLast = last === undefined || page.length === matching.length
  return { page, next: isLast ? undefined : Buffer.from(last.name).toString('base64') }
}

/** "Valid Range: Minimum value of 1. Maximum value of 10000." */
function readLength(query: URLSearchParams): number {
  const text = query.get('max-buckets') ?? String(PAGE)
  const asked = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (asked >= 1 && asked <= PAGE) return asked
  throw invalidArgument('Argument max-buckets must be an integer between 1 and 10000', 'max-buckets', text)
}

/** "ContinuationToken is obfuscated and is not a real key." */
function readToken(token: string | null): string {
  if (token === null) return ''
  const name = Buffer.from(token, 'base64').toString()
  if (!/^[a-z0-9.-]+$/.test(name)) throw new ServiceError(400, 'InvalidArgument', 'The continuation token is invalid')
  return name
}

const renderBucket = ({ createdAt, name, region }: Bucket, isPaged: boolean) =>
  element('Bucket', [
    element('Name', name),
    element('CreationDate', new Date(createdAt).toISOString()),
    isPaged ? element('BucketRegion', region) : undefined,
  ])
