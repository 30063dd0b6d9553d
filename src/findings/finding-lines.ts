// Reads the lines of findings files again: which finding a line is about, whichever form the file has.

import type { EncodedKey } from '../words/object-key.ts'
import { FINDING_COLUMNS, type FindingFormat } from './finding-rows.ts'

/** The first line of a CSV file. */
export const CSV_HEADER = FINDING_COLUMNS.join(',')

/** Keys have at most 1,024 bytes, each at most three characters when encoded: no line comes near this. */
const MAX_LINE_CHARS = 16_384

const CSV_LINE = /^([a-z0-9.-]+,[A-Za-z0-9._/%-]+,[A-Z0-9-]+),[^,]*,[^,]*,[^,]*,[^,]*$/
const JSON_LINE = /^\{"bucket":"([a-z0-9.-]+)","key":"([A-Za-z0-9._/%-]+)","encryption":"([A-Z0-9-]+)",/

/** What makes two lines the same finding, in one text: `bucket,key,encryption`. Undefined for any other line. */
export function identify(line: string, format: FindingFormat): string | undefined {
  if (line.length > MAX_LINE_CHARS) return undefined
  if (format === 'csv') return CSV_LINE.exec(line)?.[1]
  const [whole, bucket, key, encryption] = JSON_LINE.exec(line) ?? []
  return whole === undefined ? undefined : `${bucket},${key},${encryption}`
}

/** A finding as a person sees it. */
export type FindingLine = { readonly key: EncodedKey; readonly encryption: string }

/** The finding of a text as `identify` returns it. */
export function readIdentity(identity: string): FindingLine {
  const [, key = '', encryption = ''] = identity.split(',')
  return { key: key as EncodedKey, encryption }
}

/** A line, where it begins (in bytes), and whether a line end follows it. */
export type TextLine = { readonly text: string; readonly start: number; readonly isEnded: boolean }

/**
 * The lines of a text of ASCII, which arrives in pieces. Memory is limited by the pieces: a line that does not end is
 * yielded, unended, as soon as it is longer than any line of a findings file.
 */
export async function* splitLines(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly TextLine[]> {
  let rest = ''
  let start = 0
  for await (const piece of pieces) {
    const texts = (rest + Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1')).split('\n')
    rest = texts.pop() ?? ''
    const lines: TextLine[] = []
    for (const text of texts) {
      lines.push({ text, start, isEnded: true })
      start += text.length + 1
    }
    if (rest.length > MAX_LINE_CHARS) {
      yield [...lines, { text: rest, start, isEnded: false }]
      return
    }
    yield lines
  }
  if (rest !== '') yield [{ text: rest, start, isEnded: false }]
}
