// Knows the Key cells of one completion report under every way to read them that still fits all of them: a report is
// written in one way, and a way in which a cell reads as no key, or two read as the same one, is not it.

import { KeySet } from '../objects/key-set.ts'
import { isPlainCell, KEY_READINGS, type KeyReading, readTaskKey } from './completion-report-key.ts'

/** Keys to ask for. */
export type Keys = { readonly has: (key: string) => boolean }

type ReadCells<Kind extends string> = {
  /** Remembers a cell's key as one of a kind. */
  readonly add: (cell: string, kind: Kind) => void
  /** Ways that fit, the likeliest first; none for a report that cannot be read, or is about a key twice. */
  readonly readings: () => readonly KeyReading[]
  /** How many keys read alike in every way; they are counted apart from `sizeOf`. */
  readonly plainSize: () => number
  /** Keys that differ from way to way. */
  readonly sizeOf: (reading: KeyReading) => number
  readonly keysOf: (reading: KeyReading, kind: Kind) => Keys
}

/** No cell yet. */
export function createReadCells<Kind extends string>(kinds: readonly Kind[]): ReadCells<Kind> {
  const plain = createSets(kinds)
  const read = new Map<KeyReading, Sets<Kind>>(KEY_READINGS.map((reading) => [reading, createSets(kinds)]))
  // Whether some way reads a cell as a key that stands for itself: only then the two kinds of sets can meet.
  let mayMeet = false

  const addPlain = (cell: string, kind: Kind) => {
    for (const [reading, sets] of read) if (mayMeet && hasKey(sets, cell)) read.delete(reading)
    if (!addNew(plain, kind, cell)) read.clear()
  }
  const addRead = (cell: string, kind: Kind) => {
    for (const [reading, sets] of read) {
      const key = readTaskKey(cell, reading)
      const isPlain = key !== undefined && isPlainCell(key)
      mayMeet ||= isPlain
      const isNew = key !== undefined && !(isPlain && hasKey(plain, key)) && addNew(sets, kind, key)
      if (!isNew) read.delete(reading)
    }
  }
  return {
    add: (cell, kind) => (isPlainCell(cell) ? addPlain(cell, kind) : addRead(cell, kind)),
    readings: () => [...read.keys()],
    plainSize: () => sizeOf(plain),
    sizeOf: (reading) => sizeOf(read.get(reading)),
    keysOf: (reading, kind) => ({
      has: (key) => plain.get(kind)?.has(key) === true || read.get(reading)?.get(kind)?.has(key) === true,
    }),
  }
}

type Sets<Kind> = ReadonlyMap<Kind, KeySet>

const createSets = <Kind extends string>(kinds: readonly Kind[]): Sets<Kind> =>
  new Map(kinds.map((kind) => [kind, new KeySet()]))

const hasKey = <Kind>(sets: Sets<Kind>, key: string) => [...sets.values()].some((set) => set.has(key))

const sizeOf = <Kind>(sets: Sets<Kind> | undefined) =>
  [...(sets?.values() ?? [])].reduce((sum, { size }) => sum + size, 0)

/** False when the key is of some kind already. */
function addNew<Kind>(sets: Sets<Kind>, kind: Kind, key: string): boolean {
  for (const [other, set] of sets) if (other !== kind && set.has(key)) return false
  return sets.get(kind)?.add(key) === true
}
