// Reads the Key cells of one completion report in every encoding that still fits all of them. A report is written in
// one encoding; one in which a cell is not a key, or two cells are the same key, is ruled out.

import { KeySet } from '../objects/key-set.ts'
import { isPlainCell, KEY_READINGS, type KeyReading, readTaskKey } from './completion-report-key.ts'

/** A set of keys to query. */
export type Keys = { readonly has: (key: string) => boolean }

type ReadCells<Kind extends string> = {
  /** Adds a cell's key under a kind. */
  readonly add: (cell: string, kind: Kind) => void
  /** Encodings that fit, most likely first; none if the report cannot be read, or contains a key twice. */
  readonly readings: () => readonly KeyReading[]
  /** Number of keys that are the same in every encoding; they are not included in `sizeOf`. */
  readonly plainSize: () => number
  /** Number of keys that depend on the encoding. */
  readonly sizeOf: (reading: KeyReading) => number
  readonly keysOf: (reading: KeyReading, kind: Kind) => Keys
}

/** Starts without any cell. */
export function createReadCells<Kind extends string>(kinds: readonly Kind[]): ReadCells<Kind> {
  const plain = createSets(kinds)
  const read = new Map<KeyReading, Sets<Kind>>(KEY_READINGS.map((reading) => [reading, createSets(kinds)]))
  // Whether some encoding reads a cell as a plain key: only then can the two kinds of sets overlap.
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

/** False if the key already has a kind. */
function addNew<Kind>(sets: Sets<Kind>, kind: Kind, key: string): boolean {
  for (const [other, set] of sets) if (other !== kind && set.has(key)) return false
  return sets.get(kind)?.add(key) === true
}
