// Computes the ETag that S3 gives to bytes uploaded with SSE-S3 in parts of one fixed size.

import { createHash } from 'node:crypto'

type ExpectedEtag = {
  /** Adds bytes, one character each (Latin-1). */
  readonly add: (text: string) => void
  /** 32 lower-case hex digits, followed by `-<parts>` if there is more than one part. */
  readonly finish: () => string
}

/**
 * Up to `partBytes` bytes are uploaded in one piece, and their ETag is their MD5. More bytes are a multipart upload,
 * whose ETag is the MD5 of the MD5s of its parts, with their number (S3 User Guide, "Checking object integrity", "Using
 * part-level checksums for multipart uploads").
 */
export function createExpectedEtag(partBytes: number): ExpectedEtag {
  const digests = createHash('md5')
  let closedParts = 0
  let part = createHash('md5')
  let filled = 0
  const closePart = () => {
    digests.update(part.digest())
    closedParts++
    part = createHash('md5')
    filled = 0
  }
  return {
    add(text) {
      for (let at = 0; at < text.length; ) {
        // Only if more bytes follow: a last part that is exactly full remains the last one.
        if (filled === partBytes) closePart()
        const piece = text.slice(at, at + partBytes - filled)
        part.update(piece, 'latin1')
        filled += piece.length
        at += piece.length
      }
    },
    finish() {
      if (closedParts === 0) return part.digest('hex')
      closePart()
      return `${digests.digest('hex')}-${closedParts}`
    },
  }
}
