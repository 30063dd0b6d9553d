// Evaluates the conditional headers of reads, copy sources and writes (S3 User Guide, "Add preconditions to S3
// operations with conditional requests"; RFC 9110, section 13).

import { ServiceError } from '../http.ts'
import type { ObjectVersion } from '../world.ts'
import { noSuchKey, notImplemented, parseHttpDate } from './call.ts'

type Headers = Readonly<Record<string, string>>

/** Conditions on an existing object. Dates are epoch milliseconds. */
export type ReadConditions = {
  readonly ifMatch?: string | undefined
  readonly ifNoneMatch?: string | undefined
  readonly ifModifiedSince?: number | undefined
  readonly ifUnmodifiedSince?: number | undefined
}

/** Conditions on the object that a write would replace. */
export type WriteConditions = { readonly ifMatch?: string | undefined; readonly ifNoneMatch?: string | undefined }

/** Reads `if-match` and the related headers; with the prefix `x-amz-copy-source-` those for the source of a copy. */
export function parseReadConditions(headers: Headers, prefix: '' | 'x-amz-copy-source-' = ''): ReadConditions {
  return {
    ifMatch: headers[`${prefix}if-match`],
    ifNoneMatch: headers[`${prefix}if-none-match`],
    ifModifiedSince: parseHttpDate(headers[`${prefix}if-modified-since`]),
    ifUnmodifiedSince: parseHttpDate(headers[`${prefix}if-unmodified-since`]),
  }
}

/**
 * Whether an object meets the conditions: `not-modified` by If-None-Match or If-Modified-Since. A matching ETag takes
 * precedence over If-Unmodified-Since, a different one over If-Modified-Since; dates are compared in whole seconds.
 */
export function judgeReadConditions(
  version: Pick<ObjectVersion, 'etag' | 'lastModified'>,
  conditions: ReadConditions,
): 'met' | 'not-modified' | 'If-Match' | 'If-Unmodified-Since' {
  const seconds = Math.floor(version.lastModified / 1000) * 1000
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions
  if (ifMatch !== undefined) {
    if (!matchesEtag(ifMatch, version.etag)) return 'If-Match'
  } else if (ifUnmodifiedSince !== undefined && seconds > ifUnmodifiedSince) return 'If-Unmodified-Since'
  if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, version.etag) ? 'not-modified' : 'met'
  return ifModifiedSince !== undefined && seconds <= ifModifiedSince ? 'not-modified' : 'met'
}

/** Throws 304 or 412 if a read's conditions are not met. */
export function checkReadConditions(version: ObjectVersion, conditions: ReadConditions): void {
  const judgement = judgeReadConditions(version, conditions)
  if (judgement === 'not-modified') {
    throw new ServiceError(304, 'NotModified', 'Not Modified', {
      etag: `"${version.etag}"`,
      'last-modified': new Date(version.lastModified).toUTCString(),
    })
  }
  if (judgement !== 'met') throw preconditionFailed(judgement)
}

/** Throws 412 if the source of a copy does not meet its conditions (S3 API Reference, CopyObject). */
export function checkCopySourceConditions(version: ObjectVersion, conditions: ReadConditions): void {
  const judgement = judgeReadConditions(version, conditions)
  if (judgement === 'met') return
  throw preconditionFailed(
    judgement === 'not-modified' ? 'x-amz-copy-source-If-None-Match' : `x-amz-copy-source-${judgement}`,
  )
}

/** Reads `if-match` and `if-none-match` of a write; S3 accepts only `*` in the latter. */
export function parseWriteConditions(headers: Headers): WriteConditions {
  const ifNoneMatch = headers['if-none-match']
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match')
  return { ifMatch: headers['if-match'], ifNoneMatch }
}

/** Condition keys of conditional requests (S3 User Guide, "Enforce conditional writes on Amazon S3 buckets"). */
export function conditionContext(conditions: WriteConditions): Record<string, string> {
  return {
    ...(conditions.ifMatch === undefined ? {} : { 's3:if-match': conditions.ifMatch }),
    ...(conditions.ifNoneMatch === undefined ? {} : { 's3:if-none-match': conditions.ifNoneMatch }),
  }
}

/** Throws 412, or 404 for an If-Match without an object, if the current version does not meet a write's conditions. */
export function checkWriteConditions(
  current: ObjectVersion | undefined,
  conditions: WriteConditions,
  key: string,
): void {
  const present = current === undefined || current.isDeleteMarker ? undefined : current
  if (conditions.ifNoneMatch !== undefined && present !== undefined) throw preconditionFailed('If-None-Match')
  if (conditions.ifMatch === undefined) return
  if (present === undefined) throw noSuchKey(key)
  if (!matchesEtag(conditions.ifMatch, present.etag)) throw preconditionFailed('If-Match')
}

function preconditionFailed(condition: string): ServiceError {
  return new ServiceError(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  })
}

function matchesEtag(condition: string, etag: string): boolean {
  return condition.split(',').some((one) => {
    const wanted = one
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1')
    return wanted === '*' || wanted === etag
  })
}
