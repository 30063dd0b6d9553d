// What a script of a query does to its result object, after the query succeeded and as somebody else.

import { bytesBody, readWholeBody } from '../s3/body.ts'
import { currentVersion, removeVersion } from '../s3/state.ts'
import { putSinglePart } from '../s3/write.ts'
import type { World } from '../world.ts'
import { resultObject } from './put-file.ts'
import type { Query, QueryScript } from './query.ts'

const SOMEBODY = 'somebody'

/** Removes the result object, changes its last byte but one, or cuts its last row. */
export function damageResult(world: World, query: Query, damage: NonNullable<QueryScript['result']>): void {
  const place = resultObject(query)
  const bucket = world.buckets.get(place?.bucket ?? '')
  const version = bucket === undefined ? undefined : currentVersion(bucket, place?.key ?? '')
  if (bucket === undefined || version === undefined) return
  if (damage === 'lost') {
    removeVersion(world, bucket, version, SOMEBODY)
    return
  }
  const whole = Buffer.from(readWholeBody(version.body))
  const bytes = damage === 'short' ? cutLastRow(whole) : changeByte(whole)
  putSinglePart(world, bucket, { ...version, body: bytesBody(bytes), size: bytes.length, writer: SOMEBODY })
}

function changeByte(bytes: Buffer): Buffer {
  const last = Math.max(0, bytes.length - 2)
  bytes[last] = (bytes[last] ?? 0) ^ 1
  return bytes
}

/** Of a result whose texts have no line break, the header stays. */
function cutLastRow(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf('\n', -2)
  return end < 0 ? bytes : bytes.subarray(0, end + 1)
}
