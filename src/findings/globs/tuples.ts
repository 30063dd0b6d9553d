// Numbers tuples of small numbers, each distinct one once, in order of appearance.

const EMPTY = -1

export class TupleNumbers {
  count = 0
  readonly #width: number
  readonly #slots: Int32Array
  #tuples: Uint16Array

  /** For at most `limit` tuples of `width` numbers. */
  constructor(width: number, limit: number) {
    this.#width = width
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * limit))).fill(EMPTY)
    this.#tuples = new Uint16Array(64 * width)
  }

  /** The tuple's number; undefined if it has none yet. */
  find(tuple: Uint16Array): number | undefined {
    const number = this.#slots[this.#slotOf(tuple)] as number
    return number === EMPTY ? undefined : number
  }

  /** Gives the next number to a tuple that has none. */
  add(tuple: Uint16Array): number {
    const number = this.count++
    if (this.#tuples.length < this.count * this.#width) this.#grow()
    this.#tuples.set(tuple, number * this.#width)
    this.#slots[this.#slotOf(tuple)] = number
    return number
  }

  /** The number at `position` of a tuple. */
  at(number: number, position: number): number {
    return this.#tuples[number * this.#width + position] as number
  }

  clear(): void {
    this.count = 0
    this.#slots.fill(EMPTY)
  }

  #grow(): void {
    const grown = new Uint16Array(this.#tuples.length * 2)
    grown.set(this.#tuples)
    this.#tuples = grown
  }

  /** The slot that contains the tuple's number, or is free for it. */
  #slotOf(tuple: Uint16Array): number {
    const mask = this.#slots.length - 1
    let slot = hash(tuple) & mask
    for (;;) {
      const number = this.#slots[slot] as number
      if (number === EMPTY || this.#equals(number, tuple)) return slot
      slot = (slot + 1) & mask
    }
  }

  #equals(number: number, tuple: Uint16Array): boolean {
    const from = number * this.#width
    for (let i = 0; i < this.#width; i++) if (this.#tuples[from + i] !== tuple[i]) return false
    return true
  }
}

/** FNV-1a over the numbers, with its upper bits mixed into the lower ones. */
function hash(tuple: Uint16Array): number {
  let value = 0x811c9dc5
  for (let i = 0; i < tuple.length; i++) value = Math.imul(value ^ (tuple[i] as number), 0x01000193)
  return (value ^ (value >>> 15)) >>> 0
}
