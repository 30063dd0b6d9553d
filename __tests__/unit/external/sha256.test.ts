import { createHash, createHmac } from 'node:crypto'
import { expect, it } from '@jest/globals'
import { Sha256 } from '../../../src/external/sha256.ts'

const DATA = Buffer.from('what is signed')

async function digest(hash: Sha256, data: Uint8Array = DATA): Promise<string> {
  hash.update(data)
  return Buffer.from(await hash.digest()).toString('hex')
}

it('hashes without a secret', async () => {
  const hash = new Sha256()
  const expected = createHash('sha256').update(DATA).digest('hex')
  expect(await digest(hash)).toBe(expected)
  hash.reset()
  expect(await digest(hash)).toBe(expected)
})

it('signs with text, memory, and a part of memory, each time anew', async () => {
  const memory = Uint8Array.from({ length: 64 }, (_, index) => index)
  const secrets = ['secret', 'geheimnis-ü', '', memory, memory.subarray(7, 39), memory.slice(3, 40).buffer]
  for (const secret of [...secrets, ...secrets]) {
    const plain = secret instanceof ArrayBuffer ? new Uint8Array(secret) : secret
    expect(await digest(new Sha256(secret))).toBe(createHmac('sha256', plain).update(DATA).digest('hex'))
  }
})

it('takes no key for that of another secret, however many there are', async () => {
  const secrets = Array.from({ length: 100 }, (_, index) => `secret ${index}`)
  for (const secret of [...secrets, ...secrets.toReversed()]) {
    const hash = new Sha256(secret)
    const expected = createHmac('sha256', secret).update(DATA).digest('hex')
    expect(await digest(hash)).toBe(expected)
    hash.reset()
    expect(await digest(hash)).toBe(expected)
  }
})
