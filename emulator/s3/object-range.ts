// The headers of a read, and the bytes it requests (S3 API Reference, GetObject and HeadObject).

import { ServiceError } from '../http.ts'
import type { ObjectVersion } from '../world.ts'
import { type BucketCall, notImplemented } from './call.ts'
import { renderObjectHeaders } from './object-headers.ts'
import { visibleLock } from './object-reads.ts'

const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]

/** `x-amz-checksum-mode: ENABLED`. */
export function wantsChecksum(call: BucketCall): boolean {
  return call.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED'
}

type RangeAnswer = { status: number; headers: Record<string, string>; start: number; end: number }

/** Status, headers and bytes of a read, of the whole object or a range. */
export function answerRange(call: BucketCall, version: ObjectVersion): RangeAnswer {
  if (call.query.has('partNumber')) throw notImplemented('partNumber')
  const range = parseRange(call.headers.range, version.size)
  const headers = {
    ...renderObjectHeaders(
      call.bucket,
      version,
      {
        ...visibleLock(call, version),
        // The checksum is that of the whole object, so it is returned only with the whole object.
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
 * `bytes=a-b`, `bytes=a-` or `bytes=-n` as start and exclusive end. S3 supports one range; an invalid header, or one
 * with several ranges, is ignored. 416 if the object has no such byte.
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
