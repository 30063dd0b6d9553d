// Combines the texts of many pages into one column with one buffer.

import type { TextColumn } from '../columnar.ts'
import { insist } from '../unreadable.ts'
import type { PlainTexts } from './delta.ts'

const FIRST_BYTES = 4096
const MAX_BYTES = 512 * 1024 * 1024

/** Positions of texts in the builder's buffer. */
export type TextPlaces = { readonly starts: Uint32Array; readonly ends: Uint32Array }

/** Collects the texts of a known number of rows; rows that are never placed are null. */
export class TextBuilder {
  private bytes = new Uint8Array(FIRST_BYTES)
  private length = 0
  private readonly starts: Uint32Array
  private readonly ends: Uint32Array

  constructor(rows: number) {
    // For null the end is before the start.
    this.starts = new Uint32Array(rows).fill(1)
    this.ends = new Uint32Array(rows)
  }

  /** Copies all bytes of `texts`; returns their new positions. */
  share(texts: PlainTexts): TextPlaces {
    const base = this.reserve(texts.bytes.length)
    this.bytes.set(texts.bytes, base)
    const places = { starts: texts.starts.slice(), ends: texts.ends.slice() }
    for (let index = 0; index < places.starts.length; index += 1) {
      places.starts[index] = (places.starts[index] as number) + base
      places.ends[index] = (places.ends[index] as number) + base
    }
    return places
  }

  /** Sets the rows from `at` on to the shared texts at `positions`; -1 is null. */
  place(at: number, positions: Int32Array, { starts, ends }: TextPlaces): void {
    for (let row = 0; row < positions.length; row += 1) {
      const position = positions[row] as number
      if (position >= 0) this.set(at + row, starts[position] as number, ends[position] as number)
    }
  }

  /** The same with an index into the shared texts for each position. */
  placeIndexed(at: number, positions: Int32Array, indexes: Uint32Array, { starts, ends }: TextPlaces): void {
    for (let row = 0; row < positions.length; row += 1) {
      if ((positions[row] as number) < 0) continue
      const entry = indexes[row] as number
      this.set(at + row, starts[entry] as number, ends[entry] as number)
    }
  }

  /** Sets the rows from `at` on to the texts, which can include nulls. */
  append(at: number, { bytes, starts, ends }: PlainTexts): void {
    const base = this.reserve(bytes.length)
    this.bytes.set(bytes, base)
    for (let row = 0; row < starts.length; row += 1) {
      this.set(at + row, (starts[row] as number) + base, (ends[row] as number) + base)
    }
  }

  finish(): TextColumn {
    return { bytes: this.bytes, starts: this.starts, ends: this.ends }
  }

  private set(row: number, start: number, end: number): void {
    this.starts[row] = start
    this.ends[row] = end
  }

  private reserve(bytes: number): number {
    const base = this.length
    this.length += bytes
    insist(this.length <= MAX_BYTES, `the texts of a Parquet row group take more than ${MAX_BYTES} bytes`)
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, Math.min(this.bytes.length * 2, MAX_BYTES)))
      larger.set(this.bytes.subarray(0, base))
      this.bytes = larger
    }
    return base
  }
}
