// The checksums that clients send with a body and S3 verifies and stores (S3 User Guide, "Checking object integrity").

import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { ServiceError } from '../http.ts'
import type { Body, Checksum } from '../world.ts'
import { readBody } from './body.ts'

export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number]

const CRC32C_POLYNOMIAL = 0x82f63b78
/** CRC-64/NVME, reflected: 0x9a6c9329ac4bc9b5. */
const CRC64_POLYNOMIAL_HIGH = 0x9a6c9329
const CRC64_POLYNOMIAL_LOW = 0xac4bc9b5

/** The algorithm named by a header value; 400 InvalidRequest for others. */
export function parseChecksumAlgorithm(value: string): ChecksumAlgorithm {
  const found = CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === value.toUpperCase())
  if (found !== undefined) return found
  throw new ServiceError(400, 'InvalidRequest', 'Checksum algorithm provided is unsupported.')
}

/** Base64 of the checksum of a body, or of chunks. */
export function computeChecksum(algorithm: ChecksumAlgorithm, body: Body | Iterable<Uint8Array>): string {
  const chunks = Symbol.iterator in body ? body : readBody(body)
  if (algorithm === 'SHA1' || algorithm === 'SHA256') {
    const hash = createHash(algorithm.toLowerCase())
    for (const chunk of chunks) hash.update(chunk)
    return hash.digest('base64')
  }
  if (algorithm === 'CRC64NVME') return computeCrc64(chunks)
  let crc = 0
  for (const chunk of chunks) crc = algorithm === 'CRC32' ? crc32(chunk, crc) : updateCrc32c(chunk, crc)
  return encodeWords(crc)
}

/**
 * The checksum in `x-amz-checksum-<algorithm>` (header or trailer), verified against the body, or a checksum computed
 * because `x-amz-sdk-checksum-algorithm` or the upload requires one. 400 BadDigest if it does not match.
 */
export function verifyChecksum(
  headers: Readonly<Record<string, string>>,
  body: Body,
  asked?: ChecksumAlgorithm,
): Checksum | undefined {
  const sent = CHECKSUM_ALGORITHMS.filter((one) => headers[`x-amz-checksum-${one.toLowerCase()}`] !== undefined)
  if (sent.length > 1) {
    throw new ServiceError(
      400,
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    )
  }
  const algorithm = sent[0] ?? asked
  if (algorithm === undefined) return undefined
  const value = computeChecksum(algorithm, body)
  const claimed = sent[0] === undefined ? undefined : headers[`x-amz-checksum-${algorithm.toLowerCase()}`]
  if (claimed !== undefined && claimed !== value) {
    throw new ServiceError(400, 'BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`)
  }
  return { algorithm, value, type: 'FULL_OBJECT' }
}

/** 400 BadDigest or InvalidDigest if a Content-MD5 header does not match the bytes. */
export function verifyContentMd5(headers: Readonly<Record<string, string>>, bytes: Uint8Array): void {
  const sent = headers['content-md5']
  if (sent === undefined) return
  if (Buffer.from(sent, 'base64').length !== 16) {
    throw new ServiceError(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.')
  }
  if (createHash('md5').update(bytes).digest('base64') !== sent) {
    throw new ServiceError(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.')
  }
}

/** Checksum of checksums, as for a multipart upload of type COMPOSITE in S3. */
export function combineChecksums(algorithm: ChecksumAlgorithm, parts: readonly Checksum[]): Checksum {
  const raw = parts.map((part) => Buffer.from(part.value, 'base64'))
  return { algorithm, value: `${computeChecksum(algorithm, raw)}-${parts.length}`, type: 'COMPOSITE' }
}

let crc32cTable: Uint32Array | undefined

function updateCrc32c(chunk: Uint8Array, before: number): number {
  crc32cTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ CRC32C_POLYNOMIAL : crc >>> 1
    return crc
  })
  let crc = ~before
  for (const byte of chunk) crc = (crc >>> 8) ^ (crc32cTable[(crc ^ byte) & 0xff] ?? 0)
  return ~crc >>> 0
}

let crc64Tables: { readonly high: Uint32Array; readonly low: Uint32Array } | undefined

function computeCrc64(chunks: Iterable<Uint8Array>): string {
  crc64Tables ??= createCrc64Tables()
  let high = 0xffffffff
  let low = 0xffffffff
  for (const chunk of chunks) {
    for (const byte of chunk) {
      const at = (low ^ byte) & 0xff
      low = ((low >>> 8) | (high << 24)) ^ (crc64Tables.low[at] ?? 0)
      high = (high >>> 8) ^ (crc64Tables.high[at] ?? 0)
    }
  }
  return encodeWords(~high, ~low)
}

function createCrc64Tables(): { readonly high: Uint32Array; readonly low: Uint32Array } {
  const tables = { high: new Uint32Array(256), low: new Uint32Array(256) }
  for (let byte = 0; byte < 256; byte++) {
    let high = 0
    let low = byte
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) === 1
      low = (low >>> 1) | (high << 31)
      high >>>= 1
      if (isOdd) {
        low ^= CRC64_POLYNOMIAL_LOW
        high ^= CRC64_POLYNOMIAL_HIGH
      }
    }
    tables.high[byte] = high
    tables.low[byte] = low
  }
  return tables
}

/** Base64 of 32-bit words, big-endian. */
function encodeWords(...words: readonly number[]): string {
  const bytes = Buffer.alloc(words.length * 4)
  words.forEach((word, at) => {
    bytes.writeUInt32BE(word >>> 0, at * 4)
  })
  return bytes.toString('base64')
}
