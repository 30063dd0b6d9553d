// The hashes used by signatures.

import { createHash, createHmac } from 'node:crypto'

/** HMAC with SHA-256. */
export function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** In lower-case hexadecimal digits. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}
