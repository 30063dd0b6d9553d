// Parses the last bytes of an ORC file, which say how to read the rest (ORC specification, "Postscript").

import { insist } from '../unreadable.ts'
import { type Compression, parseCompression } from './compression.ts'
import { integerField, integerFields, parseMessage, textField } from './protobuf.ts'

type Postscript = {
  readonly compression: Compression
  readonly footerBytes: number
  readonly metadataBytes: number
  /** Bytes of the postscript itself and of the length byte after it. */
  readonly ownBytes: number
}

/** The footer of a valid inventory file is a few kilobytes; it is held in memory as a whole. */
const MAX_FOOTER_BYTES = 64 * 1024 * 1024

/**
 * Parses the postscript at the end of `tail`, the last bytes of a file of `fileBytes`.
 * Throws UNREADABLE if it is not an ORC file, has a later format version, or declares sizes beyond the file.
 */
export function parsePostscript(tail: Uint8Array, fileBytes: number): Postscript {
  const ownBytes = (tail.at(-1) ?? 0) + 1
  insist(ownBytes > 4 && ownBytes <= tail.length, 'the file is no ORC file: it has no postscript')
  const fields = parseMessage(tail.subarray(tail.length - ownBytes, tail.length - 1))
  insist(textField(fields, 8000) === 'ORC', 'the file is no ORC file: its postscript does not say ORC')

  const version = integerFields(fields, 4).join('.')
  insist(
    version === '0.11' || version === '0.12',
    `ORC version ${version || 'none'} is not supported: 0.11 and 0.12 are`,
  )

  const footerBytes = integerField(fields, 1) ?? 0
  const metadataBytes = integerField(fields, 5) ?? 0
  insist(footerBytes <= MAX_FOOTER_BYTES, `an ORC footer of ${footerBytes} bytes is announced`)
  insist(footerBytes + metadataBytes + ownBytes <= fileBytes, 'the ORC footer is announced larger than the file')
  const compression = parseCompression(integerField(fields, 2) ?? 0, integerField(fields, 3) ?? 0)
  return { compression, footerBytes, metadataBytes, ownBytes }
}
