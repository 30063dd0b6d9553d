// Encodes messages of an event stream (AWS Smithy 2.0, "Amazon Event Stream Specification": lengths, headers, and a CRC
// of the prelude and of the whole message).

import { crc32 } from 'node:zlib'

/** `length + header length + CRC` before the headers, and a CRC after the payload. */
const PRELUDE_BYTES = 12
const CRC_BYTES = 4
const STRING_TYPE = 7

/** One message. Header values are strings. */
export function encodeMessage(
  headers: Readonly<Record<string, string>>,
  payload: Uint8Array = new Uint8Array(),
): Buffer {
  const encoded = Buffer.concat(Object.entries(headers).map(([name, value]) => encodeHeader(name, value)))
  const length = PRELUDE_BYTES + encoded.length + payload.length + CRC_BYTES
  const prelude = Buffer.alloc(PRELUDE_BYTES)
  prelude.writeUInt32BE(length, 0)
  prelude.writeUInt32BE(encoded.length, 4)
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8)
  const message = Buffer.concat([prelude, encoded, payload])
  const end = Buffer.alloc(CRC_BYTES)
  end.writeUInt32BE(crc32(message), 0)
  return Buffer.concat([message, end])
}

function encodeHeader(name: string, value: string): Buffer {
  const text = Buffer.from(value)
  const start = Buffer.from([Buffer.byteLength(name), ...Buffer.from(name), STRING_TYPE, 0, 0])
  start.writeUInt16BE(text.length, start.length - 2)
  return Buffer.concat([start, text])
}
