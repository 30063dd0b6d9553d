// Damages bytes in the ways disks, networks and people do; the same seed always does the same damage.

/** A small seeded generator (mulberry32) of integers from 0 up to, not including, `below`. */
export function seededIntegers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A damaged copy of `bytes`: a bit or a byte changed, a part cut out, doubled, zeroed, or put in another place. */
export function mutate(bytes: Uint8Array, pick: (below: number) => number): Uint8Array {
  const at = pick(bytes.length)
  const length = 1 + pick(Math.min(64, bytes.length - at))
  const before = bytes.subarray(0, at)
  const part = bytes.subarray(at, at + length)
  const after = bytes.subarray(at + length)
  const other = pick(bytes.length)
  switch (pick(7)) {
    case 0:
    case 1:
      return changeByte(bytes, at, 1 << pick(8))
    case 2:
      return changeByte(bytes, at, 1 + pick(255))
    case 3:
      return Buffer.concat([before, after])
    case 4:
      return Buffer.concat([before, part, part, after])
    case 5:
      return Buffer.concat([before, Buffer.alloc(length), after])
    default:
      return Buffer.concat([before, bytes.subarray(other, other + length), after])
  }
}

function changeByte(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] as number) ^ mask
  return changed
}
