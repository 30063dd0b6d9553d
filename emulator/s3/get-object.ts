// GetObject and HeadObject (S3 API Reference): the same checks and headers, with and without the bytes.

import { type EmulatorResponse, ServiceError } from '../http.ts'
import { answerTo } from '../unsettled.ts'
import type { ObjectVersion } from '../world.ts'
import { authorizeDecrypt, authorizeEncrypt } from './access.ts'
import { refuseArchived } from './archive.ts'
import { checkReadConditions, parseReadConditions } from './conditions.ts'
import { checkCustomerKey, parseCustomerKey } from './encryption.ts'
import { renderObjectHeaders } from './object-headers.ts'
import { readRequestedVersion, visibleLock } from './object-reads.ts'
import { type BucketCall, invalidArgument, notImplemented } from './request.ts'
import { readBody } from './store.ts'

const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]

/** The bytes of an object, or of a range of it. */
export function getObject(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObject')
  checkCustomerKey(version.encryption, parseCustomerKey(call.headers))
  authorizeDecrypt(call.world, call.principal, call.bucket, version.encryption)
  checkReadConditions(version, parseReadConditions(call.headers))
  refuseArchived(version, call.world.clock.now())
  const { status, headers, start, end } = answerRange(call, version)
  return { status, headers, body: { length: end - start, chunks: readBody(version.body, start, end) } }
}

/** The headers alone. Archived objects have them too, and only the checksum of a KMS object needs its key. */
export function headObject(call: BucketCall): EmulatorResponse {
  refuseSseHeaders(call)
  const version = readRequestedVersion(call, 'GetObject')
  checkCustomerKey(version.encryption, parseCustomerKey(call.headers))
  if (wantsChecksum(call)) authorizeChecksum(call, version)
  checkReadConditions(version, parseReadConditions(call.headers))
  const { status, headers, start, end } = answerRange(call, version)
  return { status, headers: { ...nameKey(call, headers), 'content-length': String(end - start) } }
}

const KEY_HEADER = 'x-amz-server-side-encryption-aws-kms-key-id'

/** The full ARN of the key, or its id alone: UNCONFIRMED that it is always the ARN. */
function nameKey({ world }: BucketCall, headers: Record<string, string>): Record<string, string> {
  const arn = headers[KEY_HEADER]
  if (arn === undefined || answerTo(world, 'head-key') === 'arn') return headers
  return { ...headers, [KEY_HEADER]: arn.replace(/^.*:key\//, '') }
}

/** S3 API Reference, HeadObject: the checksum of an object under a key that was stored with one needs both permissions. */
function authorizeChecksum({ world, principal, bucket }: BucketCall, { encryption, checksum }: ObjectVersion): void {
  authorizeDecrypt(world, principal, bucket, encryption)
  if (checksum !== undefined) authorizeEncrypt(world, principal, bucket, encryption)
}

function wantsChecksum(call: BucketCall): boolean {
  return call.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED'
}

/** Headers that ask for encryption belong to writes: 400 (S3 API Reference, HeadObject). */
function refuseSseHeaders(call: BucketCall): void {
  const value = call.headers['x-amz-server-side-encryption']
  if (value === undefined) return
  throw invalidArgument(
    'x-amz-server-side-encryption header is not supported for this operation.',
    'x-amz-server-side-encryption',
    value,
  )
}

type RangeAnswer = { status: number; headers: Record<string, string>; start: number; end: number }

function answerRange(call: BucketCall, version: ObjectVersion): RangeAnswer {
  if (call.query.has('partNumber')) throw notImplemented('partNumber')
  const range = parseRange(call.headers.range, version.size)
  const headers = {
    ...renderObjectHeaders(
      call.bucket,
      version,
      {
        ...visibleLock(call, version),
        // The checksum is of the whole object, so it is told only with the whole object.
        checksum: wantsChecksum(call) && range === undefined,
      },
      call.world.clock.now(),
    ),
    ...parseOverrides(call),
  }
  if (range === undefined) return { status: 200, headers, start: 0, end: version.size }
  const contentRange = `bytes ${range.start}-${range.end - 1}/${version.size}`
  return { status: 206, headers: { ...headers, 'content-range': contentRange }, ...range }
}

/**
 * `bytes=a-b`, `bytes=a-` or `bytes=-n` as start and exclusive end. S3 serves one range; a header it does not
 * understand, or with several ranges, is ignored. 416 when the object has no such byte.
 */
export function parseRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size)
  if (start < size && (first !== '' || Number(last) > 0)) return { start, end }
  throw new ServiceError(416, 'InvalidRange', 'The requested range is not satisfiable', {
    RangeRequested: header ?? '',
    ActualObjectSize: String(size),
    'content-range': `bytes */${size}`,
  })
}

function parseOverrides(call: BucketCall): Record<string, string> {
  const overrides: Record<string, string> = {}
  for (const name of OVERRIDES) {
    const value = call.query.get(`response-${name}`)
    if (value !== null) overrides[name] = value
  }
  return overrides
}
