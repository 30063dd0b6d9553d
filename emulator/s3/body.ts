// The bytes of objects: stored ones, ones generated from a seed on demand, and joined parts.

import { createCipheriv, createHash, hash as hashOnce } from 'node:crypto'
import type { Body } from '../world.ts'

const CHUNK_BYTES = 1024 * 1024
const AES_BLOCK_BYTES = 16
/** Seeded bodies up to this size have their real MD5; larger ones a substitute, so that terabytes cost nothing. */
const TRUE_MD5_MAX_BYTES = 8 * 1024
/** The same for SHA-256, which only tests use. */
const TRUE_SHA256_MAX_BYTES = 64 * 1024 * 1024

/** A body of these bytes; text is encoded as UTF-8. */
export function bytesBody(bytes: Uint8Array | string): Body {
  return { kind: 'bytes', bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes }
}

/** A body of `length` bytes that depend only on the seed. */
export function seededBody(seed: string, length: number): Body {
  return { kind: 'seed', seed, length }
}

/** Length in bytes. */
export function bodyLength(body: Body): number {
  if (body.kind === 'bytes') return body.bytes.length
  if (body.kind === 'seed') return body.length
  return body.parts.reduce((sum, part) => sum + bodyLength(part), 0)
}

/**
 * Bytes `start` (inclusive) to `end` (exclusive) of a body, in chunks of up to 1 MiB; costs depend only on the range.
 */
export function* readBody(body: Body, start = 0, end: number = bodyLength(body)): Iterable<Uint8Array> {
  if (body.kind === 'bytes') {
    for (let at = start; at < end; at += CHUNK_BYTES) yield body.bytes.subarray(at, Math.min(at + CHUNK_BYTES, end))
  } else if (body.kind === 'seed') {
    yield* readSeed(body.seed, (body.offset ?? 0) + start, (body.offset ?? 0) + end)
  } else {
    let partStart = 0
    for (const part of body.parts) {
      const partEnd = partStart + bodyLength(part)
      if (partEnd > start && partStart < end) {
        yield* readBody(part, Math.max(start - partStart, 0), Math.min(end, partEnd) - partStart)
      }
      partStart = partEnd
    }
  }
}

/** The seed's stream is an AES-CTR key stream: setting the counter gives any position. */
function* readSeed(seed: string, start: number, end: number): Iterable<Uint8Array> {
  const key = createHash('md5').update(seed).digest()
  for (let at = start; at < end; ) {
    const skip = at % AES_BLOCK_BYTES
    const length = Math.min(CHUNK_BYTES, end - at)
    const counter = Buffer.alloc(AES_BLOCK_BYTES)
    counter.writeBigUInt64BE(BigInt((at - skip) / AES_BLOCK_BYTES), 8)
    const cipher = createCipheriv('aes-128-ctr', key, counter)
    yield cipher.update(Buffer.alloc(skip + length)).subarray(skip)
    at += length
  }
}

/** All bytes at once; only for bodies known to be small. */
export function readWholeBody(body: Body): Uint8Array {
  return body.kind === 'bytes' ? body.bytes : Buffer.concat([...readBody(body)])
}

/** The same bytes without storing those outside `start` (inclusive) to `end` (exclusive). */
export function sliceBody(body: Body, start: number, end: number): Body {
  if (start === 0 && end === bodyLength(body)) return body
  if (body.kind === 'bytes') return { kind: 'bytes', bytes: body.bytes.subarray(start, end) }
  if (body.kind === 'seed') {
    return { kind: 'seed', seed: body.seed, offset: (body.offset ?? 0) + start, length: end - start }
  }
  const slices: Body[] = []
  let partStart = 0
  for (const part of body.parts) {
    const partEnd = partStart + bodyLength(part)
    if (partEnd > start && partStart < end) {
      slices.push(sliceBody(part, Math.max(start - partStart, 0), Math.min(end, partEnd) - partStart))
    }
    partStart = partEnd
  }
  return joinBodies(slices)
}

/** Bodies joined in order. Adjacent pieces of one seed become one piece, so that a copy in parts equals its source. */
export function joinBodies(bodies: readonly Body[]): Body {
  const joined: Body[] = []
  for (const body of bodies.flatMap((part) => (part.kind === 'parts' ? part.parts : [part]))) {
    const last = joined.at(-1)
    const continues =
      last?.kind === 'seed' &&
      body.kind === 'seed' &&
      last.seed === body.seed &&
      (last.offset ?? 0) + last.length === (body.offset ?? 0)
    if (continues) joined[joined.length - 1] = { ...last, length: last.length + body.length }
    else joined.push(body)
  }
  const only = joined[0]
  return joined.length === 1 && only !== undefined ? only : { kind: 'parts', parts: joined }
}

/**
 * MD5 in hex: the real one for bytes that were sent, a substitute derived from the seed for seeded bodies over 8 KiB.
 */
export function bodyMd5(body: Body): string {
  return digest('md5', body, TRUE_MD5_MAX_BYTES)
}

/** SHA-256 in hex: equal for equal content; a substitute for bodies with seeded parts over 64 MiB. */
export function bodySha256(body: Body): string {
  return digest('sha256', body, TRUE_SHA256_MAX_BYTES)
}

function digest(algorithm: 'md5' | 'sha256', body: Body, trueMaxBytes: number): string {
  if (body.kind === 'bytes') return hashOnce(algorithm, body.bytes)
  if (body.kind === 'seed' && body.length > trueMaxBytes) return hashOnce(algorithm, describeSeed(body))
  const hash = createHash(algorithm)
  for (const piece of describeBody(body, trueMaxBytes)) hash.update(piece)
  return hash.digest('hex')
}

function* describeBody(body: Body, trueMaxBytes: number): Iterable<Uint8Array | string> {
  if (body.kind === 'parts' && bodyLength(body) > trueMaxBytes) {
    for (const part of body.parts) yield* describeBody(part, trueMaxBytes)
  } else if (body.kind === 'seed' && body.length > trueMaxBytes) {
    yield describeSeed(body)
  } else {
    yield* readBody(body)
  }
}

function describeSeed(body: Extract<Body, { kind: 'seed' }>): string {
  return `${body.seed}:${body.offset ?? 0}:${body.length}`
}
