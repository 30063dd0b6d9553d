// The hash in Trino's checksum(): the sum of XXH64 of each value times a prime, modulo 2^64 (Trino sources,
// ChecksumAggregationFunction; xxHash specification, "XXH64").

const MASK = (1n << 64n) - 1n
const PRIME_1 = 0x9e3779b185ebca87n
const PRIME_2 = 0xc2b2ae3d27d4eb4fn
const PRIME_3 = 0x165667b19e3779f9n
const PRIME_4 = 0x85ebca77c2b2ae63n
const PRIME_5 = 0x27d4eb2f165667c5n
const STRIPE_BYTES = 32

const times = (a: bigint, b: bigint): bigint => (a * b) & MASK
const plus = (a: bigint, b: bigint): bigint => (a + b) & MASK
const rotate = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (64n - bits))) & MASK
const round = (sum: bigint, lane: bigint): bigint => times(rotate(plus(sum, times(lane, PRIME_2)), 31n), PRIME_1)

/** What one value adds to a checksum. */
export const hashTerm = (value: Buffer): bigint => times(xxh64(value), PRIME_1)

/** XXH64 with seed 0. */
function xxh64(bytes: Buffer): bigint {
  let at = 0
  let hash = PRIME_5
  if (bytes.length >= STRIPE_BYTES) {
    const sums = [plus(PRIME_1, PRIME_2), PRIME_2, 0n, MASK - PRIME_1 + 1n]
    for (; at + STRIPE_BYTES <= bytes.length; at += STRIPE_BYTES)
      for (const [lane, sum] of sums.entries()) sums[lane] = round(sum, bytes.readBigUInt64LE(at + 8 * lane))
    hash = mergeLanes(sums)
  }
  return avalanche(addRest(bytes, at, plus(hash, BigInt(bytes.length))))
}

function mergeLanes(sums: readonly bigint[]): bigint {
  const turned = sums.map((sum, lane) => rotate(sum, [1n, 7n, 12n, 18n][lane] ?? 0n))
  const start = turned.reduce(plus, 0n)
  return sums.reduce((hash, sum) => plus(times(hash ^ round(0n, sum), PRIME_1), PRIME_4), start)
}

function addRest(bytes: Buffer, start: number, from: bigint): bigint {
  let hash = from
  let at = start
  for (; at + 8 <= bytes.length; at += 8)
    hash = plus(times(rotate(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n), PRIME_1), PRIME_4)
  for (; at + 4 <= bytes.length; at += 4)
    hash = plus(times(rotate(hash ^ times(BigInt(bytes.readUInt32LE(at)), PRIME_1), 23n), PRIME_2), PRIME_3)
  for (; at < bytes.length; at += 1) hash = times(rotate(hash ^ times(BigInt(bytes[at] ?? 0), PRIME_5), 11n), PRIME_1)
  return hash
}

function avalanche(mixed: bigint): bigint {
  const once = times(mixed ^ (mixed >> 33n), PRIME_2)
  const twice = times(once ^ (once >> 29n), PRIME_3)
  return twice ^ (twice >> 32n)
}
