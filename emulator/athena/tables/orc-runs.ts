// Run-length encodings of an ORC file (ORC Specification v1, "Run Length Encoding").

import { ByteReader, unzigzag } from './orc-bytes.ts'

/** Bytes: three to 130 times the same one, or up to 128 as they are. */
export function* readByteRuns(bytes: Uint8Array): Iterable<number> {
  const reader = new ByteReader(bytes)
  while (!reader.isAtEnd) {
    const control = reader.byte()
    if (control < 0x80) {
      const byte = reader.byte()
      for (let left = control + 3; left > 0; left -= 1) yield byte
    } else {
      yield* reader.take(0x100 - control)
    }
  }
}

/** Bits of byte runs, the highest first. */
export function* readBits(bytes: Uint8Array): Iterable<boolean> {
  for (const byte of readByteRuns(bytes)) for (let bit = 7; bit >= 0; bit -= 1) yield ((byte >> bit) & 1) === 1
}

/** Integers of either version of the encoding. */
export function* readIntegers(bytes: Uint8Array, isSigned: boolean, version: 1 | 2): Iterable<bigint> {
  const reader = new ByteReader(bytes)
  const sign = isSigned ? unzigzag : (value: bigint) => value
  while (!reader.isAtEnd) yield* version === 1 ? readFirstVersion(reader, sign) : readSecondVersion(reader, sign)
}

type Sign = (value: bigint) => bigint

function* readFirstVersion(reader: ByteReader, sign: Sign): Iterable<bigint> {
  const control = reader.byte()
  if (control >= 0x80) {
    for (let left = 0x100 - control; left > 0; left -= 1) yield sign(reader.varint())
    return
  }
  const delta = BigInt.asIntN(8, BigInt(reader.byte()))
  const base = sign(reader.varint())
  for (let index = 0n; index < BigInt(control + 3); index += 1n) yield base + index * delta
}

function* readSecondVersion(reader: ByteReader, sign: Sign): Iterable<bigint> {
  const first = reader.byte()
  const kind = first >> 6
  if (kind === 0) {
    const value = sign(reader.bigEndian(((first >> 3) & 7) + 1))
    for (let left = (first & 7) + 3; left > 0; left -= 1) yield value
    return
  }
  const code = (first >> 1) & 0x1f
  const length = (((first & 1) << 8) | reader.byte()) + 1
  if (kind === 1) for (const value of unpack(reader, widthOf(code), length)) yield sign(value)
  if (kind === 2) yield* readPatchedBase(reader, widthOf(code), length)
  if (kind === 3) yield* readDelta(reader, code === 0 ? 0 : widthOf(code), length, sign)
}

/** Bits of a value: codes 0 to 23 are one to 24, then the widths become sparse. */
const widthOf = (code: number): number => (code < 24 ? code + 1 : ([26, 28, 30, 32, 40, 48, 56, 64][code - 24] ?? 64))

/** Values of so many bits, one after the other, from the highest bit of the first byte on. */
function unpack(reader: ByteReader, width: number, length: number): readonly bigint[] {
  const packed = reader.take(Math.ceil((width * length) / 8))
  const values: bigint[] = []
  for (let at = 0; at < length; at += 1) {
    let value = 0n
    for (let bit = at * width; bit < (at + 1) * width; ) {
      const taken = Math.min(8 - (bit % 8), (at + 1) * width - bit)
      const piece = ((packed[bit >> 3] ?? 0) >> (8 - (bit % 8) - taken)) & ((1 << taken) - 1)
      value = (value << BigInt(taken)) | BigInt(piece)
      bit += taken
    }
    values.push(value)
  }
  return values
}

/** A base, small values on top of it, and the high bits of the few that are not small. */
function* readPatchedBase(reader: ByteReader, width: number, length: number): Iterable<bigint> {
  const third = reader.byte()
  const fourth = reader.byte()
  const baseBytes = (third >> 5) + 1
  const patchWidth = widthOf(third & 0x1f)
  const gapWidth = (fourth >> 5) + 1
  const magnitude = reader.bigEndian(baseBytes)
  const signBit = 1n << BigInt(baseBytes * 8 - 1)
  const base = (magnitude & signBit) === 0n ? magnitude : -(magnitude & ~signBit)
  const values = [...unpack(reader, width, length)]
  let at = 0
  for (const entry of unpack(reader, closestWidth(gapWidth + patchWidth), fourth & 0x1f)) {
    at += Number(entry >> BigInt(patchWidth))
    const patch = entry & ((1n << BigInt(patchWidth)) - 1n)
    values[at] = (values[at] ?? 0n) | (patch << BigInt(width))
  }
  for (const value of values) yield base + value
}

/** The smallest width that has a code. */
const closestWidth = (bits: number): number =>
  Array.from({ length: 32 }, (_, code) => widthOf(code)).find((width) => width >= bits) ?? 64

/** A base, a first difference that also says the direction, and the sizes of the others. */
function* readDelta(reader: ByteReader, width: number, length: number, sign: Sign): Iterable<bigint> {
  let value = sign(reader.varint())
  const first = unzigzag(reader.varint())
  yield value
  if (length === 1) return
  value += first
  yield value
  const others = width === 0 ? [] : unpack(reader, width, length - 2)
  for (let at = 0; at < length - 2; at += 1) {
    const size = others[at]
    value += size === undefined ? first : first < 0n ? -size : size
    yield value
  }
}
