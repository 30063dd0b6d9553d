// CompleteMultipartUpload (S3 API Reference).

import { createHash } from 'node:crypto'
import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { hostSuffixOf } from '../../partition.ts'
import { answerTo } from '../../unsettled.ts'
import type { Body, Checksum, Encryption, MultipartUpload, World } from '../../world.ts'
import { children, childText, element, malformedXml, parseXml, type XmlElement } from '../../xml.ts'
import { authorizeDecrypt, authorizeS3 } from '../access.ts'
import { bodyLength, joinBodies } from '../body.ts'
import { answerXml, type BucketCall, invalidRequest, versionHeader } from '../call.ts'
import { combineChecksums, computeChecksum, parseChecksumAlgorithm } from '../checksum.ts'
import { checkWriteConditions, conditionContext, parseWriteConditions } from '../conditions.ts'
import { isEtagMd5, renderEncryptionHeaders } from '../encryption.ts'
import { findUpload } from '../multipart-uploads.ts'
import { chooseLock } from '../object-lock.ts'
import { currentVersion, putVersion } from '../state.ts'

/** Every part except the last has at least 5 MiB (S3 User Guide, "Amazon S3 multipart upload limits"). */
const MIN_PART_BYTES = 5 * 1024 * 1024

type Part = NonNullable<ReturnType<MultipartUpload['parts']['get']>>

/** Joins the given parts, in ascending order, to one object. */
export function completeMultipartUpload(call: BucketCall): EmulatorResponse {
  const { bucket, headers, key, principal, world } = call
  const conditions = parseWriteConditions(headers)
  authorizeS3(world, principal, 'PutObject', { bucket, key }, conditionContext(conditions))
  const readsToo = conditions.ifMatch !== undefined && answerTo(world, 'if-match-reads') === 'asked'
  if (readsToo) authorizeS3(world, principal, 'GetObject', { bucket, key })
  const upload = findUpload(call)
  const { template } = upload
  authorizeDecrypt(world, principal, bucket, template.encryption)
  const parts = chooseParts(upload, parseXml(call.request.body))
  const body = joinBodies(parts.map((part) => part.body))
  checkObjectSize(headers['x-amz-mp-object-size'], bodyLength(body))
  const checksum = finishChecksum(template.checksum, parts, body)
  verifySentChecksum(headers, checksum)
  checkWriteConditions(currentVersion(bucket, key), conditions, key)
  const version = putVersion(world, bucket, {
    ...template,
    lock: chooseLock(bucket, template.lock, world.clock.now()),
    body,
    size: bodyLength(body),
    etag: chooseEtag(world, template.encryption, parts),
    partCount: parts.length,
    checksum,
  })
  bucket.uploads.delete(upload.uploadId)
  return answerXml(
    element('CompleteMultipartUploadResult', [
      element(
        'Location',
        `https://${bucket.name}.s3.${bucket.region}.${hostSuffixOf(world)}/${encodeURIComponent(key)}`,
      ),
      element('Bucket', bucket.name),
      element('Key', key),
      element('ETag', `"${version.etag}"`),
      checksum === undefined ? undefined : element(`Checksum${checksum.algorithm}`, checksum.value),
      element('ChecksumType', checksum?.type),
    ]),
    { ...versionHeader(bucket, version), ...renderEncryptionHeaders(version.encryption) },
  )
}

function chooseParts(upload: MultipartUpload, root: XmlElement): readonly Part[] {
  const named = children(root, 'Part')
  if (named.length === 0) throw malformedXml()
  let before = 0
  const parts = named.map((node) => {
    const number = Number(childText(node, 'PartNumber'))
    if (number <= before) {
      throw new ServiceError(
        400,
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
        {
          UploadId: upload.uploadId,
        },
      )
    }
    before = number
    return findPart(upload, number, childText(node, 'ETag')?.replaceAll('"', ''))
  })
  for (const part of parts.slice(0, -1)) {
    if (part.size >= MIN_PART_BYTES) continue
    throw new ServiceError(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: String(part.size),
      MinSizeAllowed: String(MIN_PART_BYTES),
      ETag: part.etag,
    })
  }
  return parts
}

function findPart(upload: MultipartUpload, number: number, etag: string | undefined): Part {
  const part = upload.parts.get(number)
  if (part !== undefined && part.etag === etag) return part
  throw new ServiceError(
    400,
    'InvalidPart',
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId: upload.uploadId, PartNumber: String(number), ETag: etag ?? '' },
  )
}

function checkObjectSize(header: string | undefined, size: number): void {
  if (header === undefined || Number(header) === size) return
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${header} does not match what was computed: ${size}`,
  )
}

/** That the ETag is derived from those of the parts under SSE-KMS, too, is UNCONFIRMED. */
function chooseEtag(world: World, encryption: Encryption, parts: readonly Part[]): string {
  const combined = combineEtags(parts)
  const isTheirs = isEtagMd5(encryption) || answerTo(world, 'kms-multipart-etag') === 'md5-of-parts'
  return isTheirs ? combined : `${createHash('md5').update(`its own ${combined}`).digest('hex')}-${parts.length}`
}

/** MD5 of the parts' ETags, with their number: never the MD5 of the object. */
function combineEtags(parts: readonly Part[]): string {
  const hash = createHash('md5')
  for (const part of parts) hash.update(Buffer.from(part.etag, 'hex'))
  return `${hash.digest('hex')}-${parts.length}`
}

function finishChecksum(asked: Checksum | undefined, parts: readonly Part[], body: Body): Checksum | undefined {
  if (asked === undefined) return undefined
  const algorithm = parseChecksumAlgorithm(asked.algorithm)
  if (asked.type === 'FULL_OBJECT') return { algorithm, value: computeChecksum(algorithm, body), type: 'FULL_OBJECT' }
  return combineChecksums(
    algorithm,
    parts.map((part) => part.checksum ?? { algorithm, value: computeChecksum(algorithm, part.body) }),
  )
}

function verifySentChecksum(headers: Readonly<Record<string, string>>, checksum: Checksum | undefined): void {
  if (checksum === undefined) return
  const sent = headers[`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]
  if (sent === undefined || sent === checksum.value) return
  throw new ServiceError(
    400,
    'BadDigest',
    `The ${checksum.algorithm} you specified did not match the calculated checksum.`,
  )
}
