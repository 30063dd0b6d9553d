// Knows the ways in which the Key column of a completion report can be encoded, and how each reads in our encoding.

import { canonicalizeInventoryKey, type EncodedKey, encodeKey } from '../words/object-key.ts'

/**
 * - `raw`: our own cell, byte for byte, as S3 was seen to echo it
 * - `percent`: URL-encoded another way, a plus meaning a plus
 * - `form`: URL-encoded, a plus meaning a space
 * - `decoded`: the key itself
 */
export const KEY_READINGS = ['raw', 'percent', 'form', 'decoded'] as const
export type KeyReading = (typeof KEY_READINGS)[number]

const PLAIN = /^[A-Za-z0-9._/-]+$/
const OURS = /^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})+$/

/** True when the cell reads the same in every way. */
export const isPlainCell = (cell: string) => PLAIN.test(cell)

/** The cell as an encoded key; undefined when it cannot be read that way. */
export function readTaskKey(cell: string, reading: KeyReading): EncodedKey | undefined {
  if (reading === 'raw') return OURS.test(cell) ? (cell as EncodedKey) : undefined
  try {
    if (reading === 'decoded') return encodeKey(cell)
    const form = reading === 'percent' ? cell.replaceAll('+', '%2B') : cell
    return canonicalizeInventoryKey(Buffer.from(form))
  } catch {
    return undefined
  }
}

/**
 * The likeliest key of a cell, to show it: as we would have written it, else form-encoded, else decoded.
 */
export function guessTaskKey(cell: string): EncodedKey | undefined {
  return readTaskKey(cell, 'raw') ?? readTaskKey(cell, 'form') ?? readTaskKey(cell, 'decoded')
}
