// The ways in which the Key column of a completion report can be encoded, and how to convert each to our encoding.

import { canonicalizeInventoryKey, type EncodedKey, encodeKey } from '../words/object-key.ts'

/**
 * - `raw`: our own cell, byte for byte, as S3 was seen to return it
 * - `percent`: URL-encoded differently; a plus is a plus
 * - `form`: URL-encoded; a plus is a space
 * - `decoded`: the key itself
 */
export const KEY_READINGS = ['raw', 'percent', 'form', 'decoded'] as const
export type KeyReading = (typeof KEY_READINGS)[number]

const PLAIN = /^[A-Za-z0-9._/-]+$/
const OURS = /^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})+$/

/** True if the cell gives the same key in every encoding. */
export const isPlainCell = (cell: string) => PLAIN.test(cell)

/** The cell as an encoded key; undefined if it is not valid in this encoding. */
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

/** The most likely key of a cell, for display: as we would have written it, else form-encoded, else decoded. */
export function guessTaskKey(cell: string): EncodedKey | undefined {
  return readTaskKey(cell, 'raw') ?? readTaskKey(cell, 'form') ?? readTaskKey(cell, 'decoded')
}
