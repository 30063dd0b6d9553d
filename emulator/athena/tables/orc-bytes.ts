// The lowest layers of an ORC file: bytes in order, messages of Protocol Buffers, compressed chunks (ORC Specification
// v1, "File Tail", "Compression"; Protocol Buffers, "Encoding").

import { inflateRawSync } from 'node:zlib'

/** Bytes read one after the other. Throws RangeError beyond their end. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw new RangeError('the stream ends early')
    this.#at += 1
    return byte
  }

  take(length: number): Uint8Array {
    const end = this.#at + length
    if (length < 0 || end > this.#bytes.length) throw new RangeError('the stream ends early')
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }

  /** Seven bits a byte, the lowest first. */
  varint(): bigint {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asUintN(64, value)
      if (shift > 63n) throw new RangeError('a number is too long')
    }
  }

  /** Big-endian. */
  bigEndian(length: number): bigint {
    return this.take(length).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
  }
}

/** Zigzag: 0, -1, 1, -2 … are written as 0, 1, 2, 3 … */
export const unzigzag = (value: bigint): bigint => (value >> 1n) ^ -(value & 1n)

/** A message: every value of each field, in order; texts and messages as bytes. */
export type Message = ReadonlyMap<number, readonly (bigint | Uint8Array)[]>

/** The fields of a message. Throws RangeError for a type of field that ORC does not use. */
export function readMessage(bytes: Uint8Array): Message {
  const reader = new ByteReader(bytes)
  const fields = new Map<number, (bigint | Uint8Array)[]>()
  while (!reader.isAtEnd) {
    const tag = Number(reader.varint())
    const values = fields.get(tag >> 3) ?? []
    values.push(readField(reader, tag & 7))
    fields.set(tag >> 3, values)
  }
  return fields
}

function readField(reader: ByteReader, wireType: number): bigint | Uint8Array {
  if (wireType === 0) return reader.varint()
  if (wireType === 1) return reader.take(8)
  if (wireType === 2) return reader.take(Number(reader.varint()))
  throw new RangeError(`a field has the type ${wireType}`)
}

/** A number of a message; 0 if it is absent. */
export function numberOf(message: Message, field: number): number {
  const value = message.get(field)?.at(-1) ?? 0n
  return typeof value === 'bigint' ? Number(value) : 0
}

/** The byte fields with this number. */
export function bytesOf(message: Message, field: number): readonly Uint8Array[] {
  return (message.get(field) ?? []).filter((value) => value instanceof Uint8Array)
}

/** Numbers of a repeated field, packed or not. */
export function numbersOf(message: Message, field: number): readonly number[] {
  return (message.get(field) ?? []).flatMap((value) => {
    if (typeof value === 'bigint') return [Number(value)]
    const reader = new ByteReader(value)
    const numbers: number[] = []
    while (!reader.isAtEnd) numbers.push(Number(reader.varint()))
    return numbers
  })
}

/** Compressions of a file's postscript that this reader knows. */
export const COMPRESSION = { none: 0, zlib: 1 } as const

/** The content of a stream: its chunks, each with three bytes for its length and whether it is as it was. */
export function decompress(bytes: Uint8Array, compression: number): Uint8Array {
  if (compression === COMPRESSION.none) return bytes
  const reader = new ByteReader(bytes)
  const chunks: Uint8Array[] = []
  while (!reader.isAtEnd) {
    const header = reader.byte() | (reader.byte() << 8) | (reader.byte() << 16)
    const chunk = reader.take(header >> 1)
    chunks.push((header & 1) === 1 ? chunk : inflateRawSync(chunk))
  }
  return Buffer.concat(chunks)
}
