// Combines the pages of a column chunk into one column: dictionary first, then each page at its rows.

import type { SchemaElement } from 'hyparquet'
import { type CodedColumn, decodeUtf8, internValues, NULL_FLAG, type TextColumn } from '../columnar.ts'
import { cursorOver } from '../cursor.ts'
import { locateValues, placeValues } from '../presence.ts'
import { insist, unreadable } from '../unreadable.ts'
import type { PlainTexts } from './delta.ts'
import { type ChunkForm, type PageContent, readPage } from './page.ts'
import { TextBuilder, type TextPlaces } from './text-builder.ts'
import { isDictionaryEncoded, pickIndexes, readFlags, readIndexedCodes, readNumbers, readTexts } from './values.ts'

/** Consecutive pages of a chunk with `rows` rows from `firstRow` of the group on; a lone dictionary page has none. */
export type ChunkPart = { readonly bytes: Uint8Array; readonly firstRow: number; readonly rows: number }

export type Chunk = {
  readonly name: string
  readonly form: ChunkForm
  readonly element: SchemaElement
  readonly parts: readonly ChunkPart[]
  readonly rows: number
}

/** What is needed to place a page: its content, and the positions of the values of the output rows from `at` on. */
type PlacedPage = {
  readonly content: PageContent
  readonly at: number
  readonly rows: number
  readonly wanted: Uint32Array | undefined
  readonly firstRow: number
}

/**
 * Visits the pages in order and passes on the dictionary and each page that has wanted rows.
 * Throws UNREADABLE unless the pages contain exactly the expected rows.
 */
function visitPages(
  chunk: Chunk,
  wanted: Uint32Array | undefined,
  onDictionary: (content: PageContent, entries: number) => void,
  onPage: (page: PlacedPage) => void,
): void {
  let at = 0
  let pagesSeen = 0
  for (const part of chunk.parts) {
    const cursor = cursorOver(part.bytes)
    let row = part.firstRow
    while (cursor.offset < cursor.end) {
      const page = readPage(cursor, chunk.form)
      pagesSeen += 1
      if (page.kind === 'dictionary') {
        insist(pagesSeen === 1, `the Parquet column ${chunk.name} has a dictionary behind other pages`)
        onDictionary(page.open(), page.rows)
        continue
      }
      const end = row + page.rows
      insist(end <= part.firstRow + part.rows, `the pages of the Parquet column ${chunk.name} have too many rows`)
      const next = wanted === undefined ? end : firstAtOrAfter(wanted, end, at)
      if (next > at) {
        const rows = wanted === undefined ? undefined : wanted.subarray(at, next)
        onPage({ content: page.open(), at, rows: page.rows, wanted: rows, firstRow: row })
        at = next
      }
      row = end
    }
    insist(row === part.firstRow + part.rows, `the pages of the Parquet column ${chunk.name} have too few rows`)
  }
  insist(at === (wanted?.length ?? chunk.rows), `the Parquet column ${chunk.name} has other rows than its row group`)
}

/** Position in the ascending `wanted` of the first row that is not before `row`. */
function firstAtOrAfter(wanted: Uint32Array, row: number, from: number): number {
  let low = from
  let high = wanted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((wanted[middle] as number) < row) low = middle + 1
    else high = middle
  }
  return low
}

function positionsIn({ content, rows, wanted, firstRow }: PlacedPage): Int32Array {
  return locateValues(content.presence, rows, wanted, firstRow)
}

export function decodeTexts(chunk: Chunk, wanted: Uint32Array | undefined): TextColumn {
  const texts = new TextBuilder(wanted?.length ?? chunk.rows)
  let dictionary: TextPlaces | undefined
  visitPages(
    chunk,
    wanted,
    (content) => {
      dictionary = texts.share(readTexts(content))
    },
    (page) => {
      const positions = positionsIn(page)
      if (!isDictionaryEncoded(page.content.encoding)) {
        if (wanted === undefined) texts.place(page.at, positions, texts.share(readTexts(page.content)))
        else texts.append(page.at, readTexts(page.content, positions))
        return
      }
      const entries = required(dictionary, chunk)
      texts.placeIndexed(page.at, positions, pickIndexes(page.content, entries.starts.length, positions), entries)
    },
  )
  return texts.finish()
}

/** A code per row. */
export function decodeCodes(chunk: Chunk, wanted: Uint32Array | undefined): CodedColumn {
  const codes = new Uint8Array(wanted?.length ?? chunk.rows)
  const intern = internValues()
  const codeTexts = ({ bytes, starts, ends }: PlainTexts): Uint8Array =>
    Uint8Array.from(starts, (start, index) => intern.code(decodeUtf8(bytes, start, ends[index] as number)))
  let dictionary: Uint8Array | undefined
  visitPages(
    chunk,
    wanted,
    (content) => {
      dictionary = codeTexts(readTexts(content))
    },
    (page) => {
      const { content } = page
      const stored = isDictionaryEncoded(content.encoding)
        ? readIndexedCodes(content, required(dictionary, chunk))
        : codeTexts(readTexts(content))
      placePage(page, stored, codes, content.presence.flags === undefined ? 0 : intern.code(undefined))
    },
  )
  return { codes, values: intern.values }
}

export function decodeNumbers(chunk: Chunk, wanted: Uint32Array | undefined): Float64Array {
  const numbers = new Float64Array(wanted?.length ?? chunk.rows)
  let dictionary: Float64Array | undefined
  visitPages(
    chunk,
    wanted,
    (content, entries) => {
      const all = Int32Array.from({ length: entries }, (_, entry) => entry)
      dictionary = readNumbers(content, chunk.element, all)
    },
    (page) => {
      const positions = positionsIn(page)
      if (isDictionaryEncoded(page.content.encoding)) {
        const entries = required(dictionary, chunk)
        const indexes = pickIndexes(page.content, entries.length, positions)
        for (let row = 0; row < positions.length; row += 1) {
          numbers[page.at + row] =
            (positions[row] as number) < 0 ? Number.NaN : (entries[indexes[row] as number] as number)
        }
        return
      }
      numbers.set(readNumbers(page.content, chunk.element, positions), page.at)
    },
  )
  return numbers
}

export function decodeFlags(chunk: Chunk, wanted: Uint32Array | undefined): Uint8Array {
  const flags = new Uint8Array(wanted?.length ?? chunk.rows)
  const refuse = (): never => {
    throw unreadable(`the Parquet column ${chunk.name} has a dictionary of booleans`)
  }
  visitPages(chunk, wanted, refuse, (page) => placePage(page, readFlags(page.content), flags, NULL_FLAG))
  return flags
}

/** Puts a page's stored values at the positions of its rows (its wanted rows) in `target`. */
function placePage(page: PlacedPage, stored: Uint8Array, target: Uint8Array, nullValue: number): void {
  const { content, at, rows, wanted, firstRow } = page
  const due = target.subarray(at, at + (wanted?.length ?? rows))
  placeValues(stored, content.presence, nullValue, due, wanted, firstRow)
}

function required<T>(dictionary: T | undefined, chunk: Chunk): T {
  if (dictionary === undefined) throw unreadable(`the Parquet column ${chunk.name} points to a dictionary it lacks`)
  return dictionary
}
