import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  bodyLength,
  bodyMd5,
  bodySha256,
  bytesBody,
  joinBodies,
  readBody,
  readWholeBody,
  seededBody,
  sliceBody,
} from '../../emulator/s3/body.ts'
import { computeChecksum } from '../../emulator/s3/checksum.ts'
import type { Body } from '../../emulator/world.ts'

const leaf: fc.Arbitrary<Body> = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => bytesBody(bytes)),
  fc
    .record({ seed: fc.constantFrom('a', 'b'), length: fc.nat(60) })
    .map(({ seed, length }) => seededBody(seed, length)),
)
const body: fc.Arbitrary<Body> = fc.array(leaf, { minLength: 1, maxLength: 4 }).map(joinBodies)

describe('bodies', () => {
  it('gives the same bytes for a range as the whole body has there', () => {
    fc.assert(
      fc.property(body, fc.nat(200), fc.nat(200), (one, from, to) => {
        const whole = Buffer.from(readWholeBody(one))
        const [start, end] = [Math.min(from, to, whole.length), Math.min(Math.max(from, to), whole.length)]
        expect(whole.length).toBe(bodyLength(one))
        expect(Buffer.concat([...readBody(one, start, end)])).toEqual(whole.subarray(start, end))
        expect(Buffer.from(readWholeBody(sliceBody(one, start, end)))).toEqual(whole.subarray(start, end))
      }),
    )
  })

  it('makes a body that was cut into parts and joined again the body it was', () => {
    const huge = seededBody('huge', 6 * 1024 ** 3)
    const cuts = [0, 1000, 5 * 1024 ** 3 + 7, 6 * 1024 ** 3]
    const parts = cuts.slice(1).map((end, at) => sliceBody(huge, cuts[at] ?? 0, end))
    expect(joinBodies(parts)).toEqual({ ...huge, offset: 0 })
    expect(bodySha256(joinBodies(parts))).toBe(bodySha256(huge))
  })

  it('reads the last bytes of a terabyte at once', () => {
    const length = 1024 ** 4
    const last = [...readBody(seededBody('t', length), length - 5, length)]
    expect(Buffer.concat(last).length).toBe(5)
  })

  it('takes the true MD5 of bytes and of small seeded bodies', () => {
    const small = seededBody('s', 8192)
    expect(bodyMd5(small)).toBe(createHash('md5').update(readWholeBody(small)).digest('hex'))
    expect(bodyMd5(bytesBody('hello'))).toBe('5d41402abc4b2a76b9719d911017c592')
  })

  it('tells large seeded bodies apart by seed, position and length', () => {
    const bodies = [
      seededBody('a', 10_000),
      seededBody('a', 10_001),
      seededBody('b', 10_000),
      sliceBody(seededBody('a', 20_000), 10_000, 20_000),
    ]
    expect(new Set(bodies.map(bodyMd5)).size).toBe(bodies.length)
  })
})

describe('checksums', () => {
  // Check values of the CRC catalogue for the ASCII digits 1 to 9.
  it.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
  ] as const)('computes %s', (algorithm, expected) => {
    const chunks = [Buffer.from('1234'), Buffer.from('56789')]
    expect(Buffer.from(computeChecksum(algorithm, chunks), 'base64').toString('hex')).toBe(expected)
  })
})
