// ORC's encodings against the examples of its specification, row-group starts, and the frame of a file.
// That whole files read back equal is checked with Apache Arrow: emulator/checks/inventory.py.

import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { columnsOf, type InventoryRow } from '../../emulator/inventory/columns.ts'
import { ByteSink } from '../../emulator/inventory/orc/byte-sink.ts'
import { encodeColumn, type OrcStream } from '../../emulator/inventory/orc/columns.ts'
import { writeInventoryOrc } from '../../emulator/inventory/orc/file.ts'
import { encodeMessage, packed, signed, text, varint } from '../../emulator/inventory/orc/protobuf.ts'
import { writeByteRuns, writeIntegerRuns } from '../../emulator/inventory/orc/run-length.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('integer runs', () => {
  it.each([
    ['the short repeat of the specification', [10000, 10000, 10000, 10000, 10000], false, '0a2710'],
    ['the direct run of the specification', [23713, 43806, 57005, 48879], false, '5e035ca1ab1edeadbeef'],
    ['rising values with three bits per difference', [2, 3, 5, 7, 11, 13, 17, 19, 23, 29], false, 'c40902024a28a6'],
    ['equal steps without any packed difference', [0, 1, 2, 3, 4, 5], false, 'c0050002'],
    ['a long repeat as steps of zero', new Array(20).fill(7), false, 'c0130700'],
    ['negative values in zigzag', [-1, 1, -2], true, '42026c'],
    ['a zero', [0], false, '400000'],
    ['26 bits, the first width with a code of its own', [2 ** 25], false, '700080000000'],
    ['a number beyond 32 bits', [2 ** 45], true, '7a00400000000000'],
    ['a repeat between literals', [1, 2, 9, 9, 9, 1], false, '4201600009400080'],
  ] as const)('write %s', (_name, values, isSigned, expected) => {
    const sink = new ByteSink()
    writeIntegerRuns(sink, values as readonly number[], isSigned)
    expect(hex(sink.toBytes())).toBe(expected)
  })
})

describe('byte runs', () => {
  it.each([
    ['the run of the specification', new Array(100).fill(0), '6100'],
    ['the literals of the specification', [0x44, 0x45], 'fe4445'],
    ['a run that is longer than one can be', new Array(133).fill(1), '7f010001'],
    ['literals, then a run', [1, 2, 3, 3, 3], 'fe01020003'],
    ['nothing', [], ''],
  ])('write %s', (_name, bytes, expected) => {
    const sink = new ByteSink()
    writeByteRuns(sink, Uint8Array.from(bytes))
    expect(hex(sink.toBytes())).toBe(expected)
  })
})

describe('protobuf fields', () => {
  it.each([
    [varint(1, 150), '089601'],
    [varint(2, 2n ** 63n), '1080808080808080808001'],
    [signed(1, -1), '0801'],
    [signed(1, 2 ** 40), '08808080808040'],
    [text(2, 'testing'), '120774657374696e67'],
    [packed(4, [3, 270, 86942]), '2206038e029ea705'],
  ])('are those of the documentation (%#)', (field, expected) => {
    expect(hex(encodeMessage(field))).toBe(expected)
  })
})

/** Expands the byte runs of a stream from one byte on, as a reader does that comes from the index. */
function readBits(stream: OrcStream, group: number, count: number): boolean[] {
  const start = stream.starts[group]
  const bytes: number[] = []
  for (let at = start?.byte ?? 0; at < stream.bytes.length; ) {
    const header = stream.bytes[at] ?? 0
    const length = header < 128 ? header + 3 : 256 - header
    for (let index = 0; index < length; index += 1) bytes.push(stream.bytes[at + 1 + (header < 128 ? 0 : index)] ?? 0)
    at += 1 + (header < 128 ? 1 : length)
  }
  const skip = (start?.skips[1] ?? 0) + 8 * (start?.skips[0] ?? 0)
  return Array.from(
    { length: count },
    (_, index) => (((bytes[(skip + index) >> 3] ?? 0) >> (7 - ((skip + index) & 7))) & 1) === 1,
  )
}

describe('columns', () => {
  it('begin a row group wherever it falls within a byte', () => {
    const groups = [13, 5, 1, 30].map((length, group) =>
      Array.from({ length }, (_, index) => (index * 7 + group) % 3 === 0),
    )
    const [stream] = encodeColumn('boolean', groups).streams
    if (stream === undefined) throw new Error('no stream')
    for (const [group, bits] of groups.entries()) expect(readBits(stream, group, bits.length)).toEqual(bits)
  })

  it('have a presence stream only where there are nulls', () => {
    const kinds = (groups: readonly (readonly (string | null)[])[]): number[] =>
      encodeColumn('string', groups).streams.map((stream) => stream.kind)
    expect(kinds([['a', 'b']])).toEqual([1, 2])
    expect(kinds([['a', 'b'], [null]])).toEqual([0, 1, 2])
  })

  it('use a sorted dictionary where it halves the strings', () => {
    const column = encodeColumn('string', [
      ['b', 'a', 'b'],
      ['b', 'a', 'é'],
    ])
    expect(column).toMatchObject({ encoding: 3, dictionarySize: 3 })
    expect(Buffer.from(column.streams[1]?.bytes ?? []).toString('utf8')).toBe('abé')
    expect(encodeColumn('string', [['b', 'a', 'c']])).toMatchObject({ encoding: 2, dictionarySize: 0 })
  })

  it.each([
    // Seconds since 2015 signed, then nanoseconds with their trailing zeros counted.
    [Date.UTC(2015, 0, 1), '400000', '400000'],
    [Date.UTC(2015, 0, 1) + 1, '400000', '4600d0'],
    [Date.UTC(2014, 11, 31, 23, 59, 59) + 500, '400080', '4a00bc'],
  ])('write the time %i', (time, seconds, nanoseconds) => {
    const { streams } = encodeColumn('timestamp', [[time]])
    expect(streams.map((stream) => hex(stream.bytes))).toEqual([seconds, nanoseconds])
  })

  it('refuse a time before 1970', () => {
    expect(() => encodeColumn('timestamp', [[-1]])).toThrow(RangeError)
  })
})

describe('the frame of a file', () => {
  const columns = columnsOf({ includedVersions: 'Current', optionalFields: ['Size', 'EncryptionStatus'] })
  const rows: InventoryRow[] = Array.from({ length: 25 }, (_, index) => ({
    bucket: 'src',
    key: `k${index}`,
    size: index,
  }))

  it('ends in a postscript that leads to a compressed footer with the columns', () => {
    const bytes = Buffer.from(writeInventoryOrc(rows, columns, { rowsPerGroup: 10 }))
    expect(bytes.subarray(0, 3).toString('latin1')).toBe('ORC')
    const postscript = bytes.subarray(bytes.length - 1 - (bytes.at(-1) ?? 0), -1)
    expect(postscript.subarray(-3).toString('latin1')).toBe('ORC')
    // Field 1, the footer's length, is the first varint.
    const footerLength =
      (postscript[1] ?? 0) < 128 ? (postscript[1] ?? 0) : ((postscript[1] ?? 0) & 127) | ((postscript[2] ?? 0) << 7)
    const footer = bytes.subarray(
      bytes.length - 1 - postscript.length - footerLength,
      bytes.length - 1 - postscript.length,
    )
    const isOriginal = ((footer[0] ?? 0) & 1) === 1
    const content = (isOriginal ? footer.subarray(3) : inflateRawSync(footer.subarray(3))).toString('latin1')
    for (const one of columns) expect(content).toContain(one.snakeName)
  })

  it('is the same for the same rows, and larger with more stripes', () => {
    const one = writeInventoryOrc(rows, columns)
    expect(hex(writeInventoryOrc(rows, columns))).toBe(hex(one))
    expect(writeInventoryOrc(rows, columns, { rowsPerGroup: 10 }).length).toBeGreaterThan(one.length)
  })
})
