// Hashes keys to find those listed twice: HalfSipHash-2-4 with 64 bits (Aumasson and Bernstein, "SipHash: a fast
// short-input PRF"; the half version as in their reference implementation), with a hash key specific to the report.

/** `high` and `low` belong to the last key hashed: an object for each would cost more than the hash. */
export class KeyHasher {
  /** 32 bits, signed. */
  high = 0
  low = 0
  readonly #k0: number
  readonly #k1: number

  /**
   * `seed` is hexadecimal, at least 16 digits. The checksum of the inventory manifest is used: it is not known yet when
   * objects are named, and the same report gives the same hashes.
   */
  constructor(seed: string) {
    const bytes = Buffer.from(seed, 'hex')
    this.#k0 = bytes.readInt32LE(0)
    this.#k1 = bytes.readInt32LE(4)
  }

  /** Hashes ASCII text, such as encoded keys. */
  hash(text: string): void {
    const { length } = text
    const words = length >> 2
    let v0 = this.#k0
    let v1 = this.#k1 ^ 0xee
    let v2 = 0x6c796765 ^ this.#k0
    let v3 = 0x74656462 ^ this.#k1
    // Two rounds per step: the words, the rest with the length, then four rounds for each half of the result.
    for (let step = 0; step < words + 5; step++) {
      const word = step < words ? readWord(text, step << 2) : step === words ? readRest(text, words << 2) : 0
      if (step === words + 1) v2 ^= 0xee
      if (step === words + 3) {
        this.high = v1 ^ v3
        v1 ^= 0xdd
      }
      v3 ^= word
      for (let round = 0; round < 2; round++) {
        v0 = (v0 + v1) | 0
        v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
        v0 = (v0 << 16) | (v0 >>> 16)
        v2 = (v2 + v3) | 0
        v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
        v0 = (v0 + v3) | 0
        v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
        v2 = (v2 + v1) | 0
        v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
        v2 = (v2 << 16) | (v2 >>> 16)
      }
      v0 ^= word
    }
    this.low = v1 ^ v3
  }
}

function readWord(text: string, at: number): number {
  return (
    text.charCodeAt(at) |
    (text.charCodeAt(at + 1) << 8) |
    (text.charCodeAt(at + 2) << 16) |
    (text.charCodeAt(at + 3) << 24)
  )
}

function readRest(text: string, from: number): number {
  let rest = text.length << 24
  for (let at = from; at < text.length; at++) rest |= text.charCodeAt(at) << ((at - from) * 8)
  return rest
}
