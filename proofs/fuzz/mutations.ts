// Knows the ways bytes get damaged: bits, bytes and numbers changed, parts cut, inserted, doubled, swapped or zeroed, two
// files spliced, one file in another's place.

/** Numbers in [0, 1), always the same ones for the same seed. */
export type Random = () => number

export type Mutation = {
  readonly name: string
  readonly takesFromDonor?: boolean
  /** `donor` is another good file. The answer may be equal to `bytes`, and must not change them. */
  readonly mutate: (bytes: Uint8Array, random: Random, donor: Uint8Array) => Uint8Array
}

/** A whole number from 0 to `below` - 1; 0 when there is none. */
export const pick = (random: Random, below: number): number => Math.floor(random() * below)

/** One of `items`, which must not be empty. */
export const choose = <T>(random: Random, items: readonly T[]): T => items[pick(random, items.length)] as T

/** Values that lengths, counts and flags break at. */
const EDGE_BYTES = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x22, 0x2c, 0x0a, 0x0d, 0x25]
const EDGE_NUMBERS = [
  0n,
  1n,
  -1n,
  0x7fn,
  0x80n,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  2n ** 53n,
  2n ** 63n - 1n,
]
const MAX_PART_BYTES = 2048

/** Footers say where everything is and are small: every third position lies in the last kilobyte. */
function place(random: Random, length: number): number {
  const tail = Math.min(length, 1024)
  return random() < 1 / 3 ? length - tail + pick(random, tail) : pick(random, length)
}

/** A part of `bytes`: mostly short, sometimes up to half of the file. */
function pickPart(random: Random, length: number): { start: number; end: number } {
  const longest = random() < 0.25 ? length >> 1 : Math.min(length, random() < 0.5 ? 16 : MAX_PART_BYTES)
  const start = place(random, length)
  return { start, end: Math.min(length, start + 1 + pick(random, longest)) }
}

function changed(bytes: Uint8Array, change: (copy: Uint8Array) => void): Uint8Array {
  const copy = Uint8Array.from(bytes)
  if (copy.length > 0) change(copy)
  return copy
}

const join = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts)

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'bit flip',
    mutate: (bytes, random) =>
      changed(bytes, (copy) => {
        for (let flips = random() < 0.7 ? 1 : 2 + pick(random, 7); flips > 0; flips -= 1) {
          const at = place(random, copy.length)
          copy[at] = (copy[at] as number) ^ (1 << pick(random, 8))
        }
      }),
  },
  {
    name: 'byte set',
    mutate: (bytes, random) =>
      changed(bytes, (copy) => {
        for (let sets = 1 + pick(random, 4); sets > 0; sets -= 1) {
          copy[place(random, copy.length)] = random() < 0.5 ? pick(random, 256) : choose(random, EDGE_BYTES)
        }
      }),
  },
  {
    name: 'number set',
    mutate: (bytes, random) =>
      changed(bytes, (copy) => {
        const number = Buffer.alloc(8)
        number.writeBigUInt64LE(BigInt.asUintN(64, choose(random, EDGE_NUMBERS)))
        const width = choose(random, [2, 4, 8])
        const at = place(random, copy.length)
        copy.set(number.subarray(0, Math.min(width, copy.length - at)), at)
      }),
  },
  {
    name: 'zero run',
    mutate: (bytes, random) =>
      changed(bytes, (copy) => {
        const { start, end } = pickPart(random, copy.length)
        copy.fill(0, start, end)
      }),
  },
  { name: 'cut off', mutate: (bytes, random) => bytes.slice(0, place(random, bytes.length)) },
  { name: 'header only', mutate: (bytes, random) => bytes.slice(0, pick(random, 24)) },
  { name: 'front lost', mutate: (bytes, random) => bytes.slice(1 + pick(random, Math.min(bytes.length, 256))) },
  {
    name: 'part lost',
    mutate: (bytes, random) => {
      const { start, end } = pickPart(random, bytes.length)
      return join(bytes.subarray(0, start), bytes.subarray(end))
    },
  },
  {
    name: 'insertion',
    mutate: (bytes, random) => {
      const at = random() < 0.2 ? bytes.length : place(random, bytes.length)
      const isZero = random() < 0.3
      const inserted = Uint8Array.from({ length: 1 + pick(random, 64) }, () => (isZero ? 0 : pick(random, 256)))
      return join(bytes.subarray(0, at), inserted, bytes.subarray(at))
    },
  },
  {
    name: 'duplication',
    mutate: (bytes, random) => {
      const { start, end } = pickPart(random, bytes.length)
      const to = random() < 0.5 ? end : place(random, bytes.length)
      return join(bytes.subarray(0, to), bytes.subarray(start, end), bytes.subarray(to))
    },
  },
  {
    name: 'parts swapped',
    mutate: (bytes, random) => {
      const [a = 0, b = 0, c = 0] = [1, 2, 3].map(() => place(random, bytes.length)).sort((x, y) => x - y)
      return join(bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c))
    },
  },
  {
    name: 'splice',
    takesFromDonor: true,
    mutate: (bytes, random, donor) => {
      const at = place(random, bytes.length)
      const from = random() < 0.5 ? Math.min(at, donor.length) : place(random, donor.length)
      return join(bytes.subarray(0, at), donor.subarray(from))
    },
  },
  {
    name: 'part of another',
    takesFromDonor: true,
    mutate: (bytes, random, donor) =>
      changed(bytes, (copy) => {
        const { start, end } = pickPart(random, donor.length)
        const to = place(random, copy.length)
        copy.set(donor.subarray(start, Math.min(end, start + copy.length - to)), to)
      }),
  },
]

/** The whole of another file, of this or another format, under this one's name: rare, because there are few of them. */
export const MISLABELLED: Mutation = { name: 'mislabelled', takesFromDonor: true, mutate: (_, __, donor) => donor }

/** What a field of a JSON text is replaced by. */
const JSON_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  '0',
  'CSV',
  'ORC',
  'Parquet',
  '../x',
  [],
  {},
  [[]],
]

/** Changes one value of a JSON text, drops it, or lists an element twice; the text stays JSON. */
export const FIELD_CHANGE: Mutation = {
  name: 'field changed',
  mutate: (bytes, random) => {
    const root = JSON.parse(Buffer.from(bytes).toString('utf8')) as object
    let target: object = root
    while (random() < 0.6) {
      const inner = Object.values(target).filter((value) => typeof value === 'object' && value !== null) as object[]
      if (inner.length === 0) break
      target = choose(random, inner)
    }
    changeOne(target as Record<string, unknown>, random)
    return Buffer.from(JSON.stringify(root))
  },
}

function changeOne(target: Record<string, unknown>, random: Random): void {
  const names = Object.keys(target)
  if (names.length === 0) return
  const name = choose(random, names)
  const action = random()
  if (Array.isArray(target) && action < 0.5) target.push(target[pick(random, target.length)])
  else if (action < 0.3) Reflect.deleteProperty(target, name)
  else if (action < 0.5) target[name] = target[choose(random, names)]
  else if (action < 0.6 && typeof target[name] === 'string') target[name] = target[name].repeat(1 + pick(random, 3000))
  else target[name] = choose(random, JSON_VALUES)
}
