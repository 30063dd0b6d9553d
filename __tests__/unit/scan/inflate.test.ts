import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { INFLATE_LIMITS, inflate } from '../../../src/scan/inflate.ts'

async function expand(bytes: Uint8Array, limits = INFLATE_LIMITS, pieceBytes = 7): Promise<string> {
  const pieces: Buffer[] = []
  const source = async function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  }
  await inflate(source(), (piece) => pieces.push(Buffer.from(piece)), limits)
  return Buffer.concat(pieces).toString()
}

const one = gzipSync('first,')
const two = gzipSync('second')
const members = Buffer.concat([one, two])

describe('inflate', () => {
  it('reads all members, wherever the pieces end', async () => {
    for (let piece = 1; piece <= members.length; piece++) {
      expect(await expand(members, INFLATE_LIMITS, piece)).toBe('first,second')
    }
  })

  it('refuses every truncation, but for the one at the member border that only size and MD5 can tell', async () => {
    const accepted: number[] = []
    for (let length = 0; length < members.length; length++) {
      await expand(members.subarray(0, length)).then(
        () => accepted.push(length),
        (error: unknown) => expect(error).toMatchObject({ code: 'UNREADABLE' }),
      )
    }
    expect(accepted).toEqual([one.length])
  })

  it.each([
    ['zero bytes behind the end', Buffer.concat([one, Buffer.alloc(9)])],
    ['one zero byte behind the end', Buffer.concat([one, Buffer.alloc(1)])],
    ['a second member whose first byte is zero', Buffer.concat([one, Buffer.alloc(1), two.subarray(1)])],
    ['other bytes behind the end', Buffer.concat([one, Buffer.from('garbage')])],
    ['no gzip at all', Buffer.from('"a","b"\n')],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', async (_, bytes) => {
    for (const piece of [1, 5, 1000]) {
      await expect(expand(bytes, INFLATE_LIMITS, piece)).rejects.toMatchObject({ code: 'UNREADABLE' })
    }
  })

  it('refuses what expands too far, and not what just stays within', async () => {
    const bytes = gzipSync(Buffer.alloc(100_000))
    const limits = { maxBytes: 100_000, maxRatio: 2000, ratioFreeBytes: 0 }
    expect(await expand(bytes, limits, 1000)).toHaveLength(100_000)
    await expect(expand(bytes, { ...limits, maxBytes: 99_999 }, 1000)).rejects.toThrow('more than 99999 bytes')
    await expect(expand(bytes, { ...limits, maxRatio: 100 }, 1000)).rejects.toThrow('more than 100 times')
    expect(await expand(bytes, { ...limits, maxRatio: 100, ratioFreeBytes: 100_000 }, 1000)).toHaveLength(100_000)
  })

  it('passes on what its source throws', async () => {
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield one.subarray(0, 5)
      throw new Error('reset')
    }
    await expect(inflate(source(), () => {})).rejects.toThrow('reset')
  })
})
