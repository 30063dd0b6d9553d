import { randomFillSync } from 'node:crypto'
import { constants, crc32, deflateRawSync, gunzipSync, gzipSync, inflateRawSync, type ZlibOptions } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compress, NO_LIMITS, runKernel, SPEC, writeRow } from './kernel-model.ts'

/** All text the kernel inflated: with one column more than any row has, every row comes back as it stands. */
function inflate(gzip: Uint8Array, pieces?: readonly number[]): string {
  const { unread } = runKernel(gzip, { ...SPEC, columnCount: 200 }, pieces)
  return [...unread.values()].join('')
}

/** Seeded text between incompressible and repetitive, without quotes, with rows short enough for the kernel. */
function createText(length: number, seed: number): string {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 8
  }
  const byte = () => String.fromCharCode(next() % 256).replace('"', 'q')
  const parts: string[] = ['start']
  const pick = () => parts[next() % parts.length] as string
  for (let made = 0; made < length; made += parts.at(-1)?.length ?? 0) {
    const kind = next() % 6
    if (kind === 0) parts.push(next().toString(16))
    else if (kind === 1) parts.push(`${pick()}${pick()}${pick()}`.slice(0, 300))
    else if (kind === 2) parts.push(byte().repeat(1 + (next() % 40)))
    else if (kind === 3)
      parts.push(
        pick()
          .slice(0, 20)
          .repeat(1 + (next() % 9)),
      )
    else if (kind === 4) parts.push(Array.from({ length: 1 + (next() % 50) }, byte).join(''))
    else parts.push("','STANDARD','false','','NOT-SSE'\n")
  }
  return `${parts.join('').slice(0, length - 1)}\n`
}

/** A gzip member around DEFLATE data, with every optional header field that `flags` names. */
function wrap(deflate: Uint8Array, text: string, flags = 0): Buffer {
  const content = Buffer.from(text, 'latin1')
  const parts = [Buffer.from([0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 255])]
  if (flags & 4) parts.push(Buffer.from([5, 0, 1, 2, 3, 4, 5]))
  if (flags & 8) parts.push(Buffer.from('name.csv\0'))
  if (flags & 16) parts.push(Buffer.from('a comment\0'))
  if (flags & 2) {
    const check = Buffer.alloc(2)
    check.writeUInt16LE(crc32(Buffer.concat(parts)) & 0xffff)
    parts.push(check)
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(crc32(content))
  trailer.writeUInt32LE(content.length, 4)
  return Buffer.concat([...parts, deflate, trailer])
}

describe('inflating', () => {
  const settings: [string, ZlibOptions][] = [
    ['stored', { level: 0 }],
    ['level 1', { level: 1 }],
    ['level 6', { level: 6 }],
    ['level 9', { level: 9 }],
    ['fixed codes', { strategy: constants.Z_FIXED }],
    ['literals only', { strategy: constants.Z_HUFFMAN_ONLY }],
    ['runs only', { strategy: constants.Z_RLE }],
    ['small blocks', { level: 6, memLevel: 1 }],
    ['a small window', { level: 9, windowBits: 9 }],
  ]

  it.each(settings)('gives the text back: %s', (_, options) => {
    for (const [length, seed] of [
      [1, 1],
      [2, 2],
      [300, 3],
      [40_000, 4],
      [700_000, 5],
    ] as const) {
      const text = createText(length, seed)
      expect(inflate(gzipSync(Buffer.from(text, 'latin1'), options)) === text).toBe(true)
    }
  })

  it.each(settings)('gives the same wherever the input is cut: %s', (_, options) => {
    const text = createText(300, 7)
    const gzip = gzipSync(Buffer.from(text, 'latin1'), options)
    for (let cut = 1; cut < gzip.length; cut++) expect(inflate(gzip, [cut, gzip.length]) === text).toBe(true)
    expect(inflate(gzip, [1]) === text).toBe(true)
  })

  it('copies matches of every length at every short distance', () => {
    for (let distance = 1; distance < 70; distance++) {
      const unit = Array.from({ length: distance }, (_, i) => String.fromCharCode(65 + i)).join('')
      for (const length of [3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 257, 258, 259, 1000]) {
        const text = `${unit.repeat(Math.ceil(length / distance) + 1).slice(0, distance + length)}\n`
        expect(inflate(compress(text, 9))).toBe(text)
      }
    }
  })

  it('reads members one after another, an empty one among them', () => {
    const gzip = Buffer.concat([compress('one\ntw', 6), compress('', 6), compress('o\n', 0)])
    for (let cut = 1; cut < gzip.length; cut++) expect(inflate(gzip, [cut, 500])).toBe('one\ntwo\n')
  })

  it.each(Array.from({ length: 16 }, (_, i) => [i << 1]))('reads a header with flags %d', (flags) => {
    const deflate = deflateRawSync(Buffer.from('text\n'))
    expect(inflate(wrap(deflate, 'text\n', flags), [1])).toBe('text\n')
  })

  it('reads an empty file', () => {
    expect(runKernel(compress('')).rows).toBe(0)
  })
})

describe('damaged files', () => {
  const text = createText(600, 9)
  const gzip = gzipSync(Buffer.from(text, 'latin1'))

  it('refuses one that is cut short, at every byte', () => {
    for (let length = 1; length < gzip.length; length++) {
      expect(() => inflate(gzip.subarray(0, length))).toThrow(/its end is missing/)
    }
    expect(() => inflate(new Uint8Array(0))).toThrow('is empty')
  })

  it('refuses one with any bit flipped, as zlib does, but for the few bits that mean nothing', () => {
    let taken = 0
    for (let bit = 0; bit < gzip.length * 8; bit++) {
      const flipped = Buffer.from(gzip)
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
      const actual = expectAsZlib(flipped, 4096)
      if (actual === undefined) continue
      expect(actual === text).toBe(true)
      taken++
    }
    // FTEXT, the time, extra flags and operating system; bits before the trailer; lengths of codes that are not used.
    expect(taken).toBeLessThan(7 * 8)
  })

  it('refuses bytes behind the end, zeros too', () => {
    for (const more of ['\0', 'x', '\x1f\x8b', 'a longer text']) {
      expect(() => inflate(Buffer.concat([gzip, Buffer.from(more, 'latin1')]))).toThrow(/behind the end|end is missing/)
    }
  })

  it.each([
    ['a wrong CRC-32', -8, /CRC-32/],
    ['a wrong length', -4, /length/],
  ])('refuses %s', (_, from, message) => {
    const wrong = Buffer.from(gzip)
    const at = wrong.length + (from as number)
    wrong[at] = (wrong[at] as number) ^ 1
    expect(() => inflate(wrong)).toThrow(message as RegExp)
  })

  it.each<[string, number[]]>([
    ['a block of the reserved type', [0x07]],
    ['a stored length that is contradicted', [0x01, 5, 0, 0xfb, 0xff]],
    ['no code for the end of a block', [0x05, 0xc0, 0x81, 0, 0, 0, 0, 0, 0x10, 0xff, 0x55, 0, 0]],
    ['a distance beyond the start', [0x03, 0x02, 0]],
  ])('refuses %s, as zlib does', (_, deflate) => {
    const bytes = wrap(Buffer.from(deflate), '')
    expect(() => gunzipSync(bytes)).toThrow()
    expect(() => inflate(bytes)).toThrow(/cannot be decompressed/)
  })

  it('refuses a match that reaches into the member before', () => {
    const first = compress('abcdefgh\n', 6)
    expect(() => inflate(Buffer.concat([first, wrap(Buffer.from([0x03, 0x02, 0]), '')]))).toThrow(/distance/)
  })

  it('refuses a header that never ends', () => {
    const header = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0]), Buffer.alloc(300_000, 'x')])
    expect(() => inflate(header)).toThrow(/header does not end/)
  })

  it('stops at the limit, and reads what is just within it', () => {
    const row = writeRow('x'.repeat(1000))
    const bomb = compress(row.repeat(5000), 9)
    const limit = (maxBytes: number) => runKernel(bomb, SPEC, [1024], { ...NO_LIMITS, maxBytes })
    expect(() => limit(row.length * 5000 - 1)).toThrow(`expands to more than ${row.length * 5000 - 1} bytes`)
    expect(limit(row.length * 5000).rows).toBe(5000)
  })
})

describe('any bytes', () => {
  /** Mutations of real streams reach deep; noise inside a valid wrapper reaches the block headers. */
  it('are taken or refused as zlib does, with the same text', () => {
    const seeds = [
      gzipSync(createText(900, 21)),
      gzipSync(createText(300, 22), { strategy: constants.Z_FIXED }),
      gzipSync(createText(3000, 23), { memLevel: 1 }),
      gzipSync(createText(200, 24), { level: 0 }),
      Buffer.concat([gzipSync(createText(100, 25)), gzipSync(createText(100, 26))]),
    ]
    const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(fc.constantFrom(...seeds), edits, fc.integer({ min: 1, max: 3000 }), (seed, changes, piece) => {
        const bytes = Buffer.from(seed)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        expectAsZlib(bytes, piece)
      }),
      { numRuns: Number(process.env.KERNEL_FUZZ_RUNS ?? 600) },
    )
  })

  it('inside a member decode as zlib decodes them, whatever its trailer would say', () => {
    const seeds = [
      ...[{}, { memLevel: 1 }, { strategy: constants.Z_FIXED }, { strategy: constants.Z_RLE }].map((options, i) =>
        deflateRawSync(Buffer.from(createText(1500, 31 + i), 'latin1'), options),
      ),
      // A last block with its own codes, made of noise.
      Buffer.alloc(200, 5),
    ]
    const edit = fc.record({ at: fc.oneof(fc.nat({ max: 90 }), fc.nat()), bytes: fc.uint8Array({ maxLength: 6 }) })
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 3 }), (seed, edits) => {
        const body = Buffer.from(seed)
        for (const { at, bytes } of edits)
          body.set(bytes.subarray(0, body.length - (at % body.length)), at % body.length)
        let text: string
        let used: number
        try {
          const { buffer, engine } = runZlib(() => inflateRawSync(body, { info: true }))
          text = buffer.toString('latin1')
          used = engine.bytesWritten
        } catch (error) {
          const isShort = (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR'
          expect(() => inflate(wrap(body, ''))).toThrow(isShort ? Error : /: (a|code|its end)/)
          return
        }
        const { rows, unread } = runKernel(wrap(body.subarray(0, used), text), { ...SPEC, columnCount: 200 })
        expect([...unread.values()].join('') === endLine(text)).toBe(true)
        expect(rows).toBe(unread.size)
      }),
      { numRuns: Number(process.env.KERNEL_FUZZ_RUNS ?? 600) },
    )
  })

  it('never hang or crash on noise alone', () => {
    for (let i = 0; i < 200; i++) {
      const noise = randomFillSync(Buffer.alloc(64))
      noise.set([0x1f, 0x8b, 8, 0])
      expectAsZlib(noise, 4096)
    }
  })
})

type WithEngine = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } }

/** The types of Node know the option `info`, but not what it gives. */
function runZlib(call: () => unknown): WithEngine {
  return call() as WithEngine
}

/** The kernel ends the last row. */
function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

/** Text or refusal as from zlib, which alone also takes bytes behind the end. */
function expectAsZlib(bytes: Buffer, piece: number): string | undefined {
  let expected: string | undefined
  try {
    const { buffer, engine } = runZlib(() => gunzipSync(bytes, { info: true }))
    if (engine.bytesWritten === bytes.length) expected = endLine(buffer.toString('latin1'))
  } catch {}
  let actual: string | undefined
  try {
    actual = inflate(bytes, [piece])
  } catch {}
  expect(actual === expected).toBe(true)
  return actual
}
