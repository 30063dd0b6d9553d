// Decodes the content coding aws-chunked: a body in chunks, each signed or unsigned, with checksums in trailers (S3 API
// Reference, "Signature calculations … Transferring payload in multiple chunks" and "… trailing headers").

import { ServiceError } from './http.ts'
import { type Authentication, signChunk } from './sigv4/sigv4.ts'

export type DecodedBody = {
  readonly body: Uint8Array
  /** By lower-case name. */
  readonly trailers: Readonly<Record<string, string>>
}

const CRLF = '\r\n'

/** True if `x-amz-content-sha256` says that the body is chunked. */
export function isAwsChunked(headers: Readonly<Record<string, string>>): boolean {
  return headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true
}

/** The bytes and trailers of a chunked body; chunk signatures, if any, are verified. Otherwise 400 or 403. */
export function decodeAwsChunked(
  headers: Readonly<Record<string, string>>,
  raw: Uint8Array,
  authentication: Authentication | undefined,
): DecodedBody {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const isSigned = headers['x-amz-content-sha256']?.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD') === true
  const chunks: Buffer[] = []
  let previous = authentication?.signature ?? ''
  let at = 0
  for (;;) {
    const lineEnd = bytes.indexOf(CRLF, at)
    if (lineEnd < 0) throw incompleteBody()
    const [size, ...extensions] = bytes.toString('latin1', at, lineEnd).split(';')
    if (size === undefined || !/^[0-9a-fA-F]+$/.test(size)) throw incompleteBody()
    const start = lineEnd + CRLF.length
    const chunk = bytes.subarray(start, start + Number.parseInt(size, 16))
    if (chunk.length !== Number.parseInt(size, 16)) throw incompleteBody()
    if (isSigned && authentication !== undefined) {
      const signature = extensions.find((one) => one.startsWith('chunk-signature='))?.slice('chunk-signature='.length)
      previous = checkSignature(signChunk(authentication, previous, 'PAYLOAD', chunk), signature)
    }
    at = start + chunk.length
    if (chunk.length === 0) break
    chunks.push(chunk)
    at += CRLF.length
  }
  const trailers = parseTrailers(bytes.toString('utf8', at))
  const trailerSignature = trailers['x-amz-trailer-signature']
  if (isSigned && authentication !== undefined && trailerSignature !== undefined) {
    const signed = Object.entries(trailers).filter(([name]) => name !== 'x-amz-trailer-signature')
    const text = signed.map(([name, value]) => `${name}:${value}\n`).join('')
    checkSignature(signChunk(authentication, previous, 'TRAILER', Buffer.from(text)), trailerSignature)
  }
  const body = Buffer.concat(chunks)
  if (Number(headers['x-amz-decoded-content-length'] ?? body.length) !== body.length) throw incompleteBody()
  return { body, trailers }
}

function checkSignature(expected: string, sent: string | undefined): string {
  if (expected === sent) return expected
  throw new ServiceError(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  )
}

function parseTrailers(text: string): Readonly<Record<string, string>> {
  const trailers = new Map<string, string>()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return Object.fromEntries(trailers)
}

function incompleteBody(): ServiceError {
  return new ServiceError(400, 'IncompleteBody', 'The request body terminated unexpectedly')
}
