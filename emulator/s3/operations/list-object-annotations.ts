// ListObjectAnnotations (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { annotationSettings, answerWhereAbsent, MAX_ANNOTATIONS } from '../annotations.ts'
import { answerXml, type BucketCall, invalidArgument, parseCount } from '../call.ts'
import { readRequestedVersion } from '../object-reads.ts'

/** Names in the order of their UTF-8 bytes, up to 1,000 per page. */
export function listObjectAnnotations(call: BucketCall): EmulatorResponse {
  const absent = answerWhereAbsent(call)
  if (absent !== undefined) return absent
  const { query, world } = call
  const version = readRequestedVersion(call, 'ListObjectAnnotations')
  const prefix = query.get('annotation-prefix') ?? ''
  const after = readToken(query.get('continuation-token'))
  const count = Math.min(
    parseCount(query, 'max-annotation-results', MAX_ANNOTATIONS),
    annotationSettings(world).pageSize,
  )
  const all = [...(version.annotations ?? [])]
    .sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .filter(([name]) => name.startsWith(prefix))
  const rest = after === undefined ? all : all.slice(all.findIndex(([name]) => name === after) + 1)
  const page = rest.slice(0, count)
  const last = rest.length > page.length ? page.at(-1)?.[0] : undefined
  const entries = page.map(([name, { checksum, etag, lastModified, payload }]) =>
    element('AnnotationEntry', [
      element('AnnotationName', name),
      element('LastModified', new Date(lastModified).toISOString()),
      element('ETag', `"${etag}"`),
      element('ChecksumAlgorithm', checksum.algorithm),
      element('Size', payload.length),
    ]),
  )
  return answerXml(
    element('ListObjectAnnotationsOutput', [
      element('Annotations', entries),
      element('Bucket', call.bucket.name),
      element('Key', call.key),
      element('AnnotationPrefix', prefix),
      element('MaxAnnotationResults', count),
      element('AnnotationCount', page.length),
      element('NextContinuationToken', last === undefined ? undefined : Buffer.from(last).toString('base64url')),
    ]),
    { 'x-amz-object-version-id': version.versionId },
  )
}

function readToken(token: string | null): string | undefined {
  if (token === null) return undefined
  const name = Buffer.from(token, 'base64url').toString()
  if (name === '') throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
  return name
}
