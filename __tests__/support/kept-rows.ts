// Reads rows that a scan kept.

import { readFileSync } from 'node:fs'
import type { RowPart } from '../../src/findings/row-part.ts'

/** The path of rows on disk. */
export function pathOf(part: RowPart): string {
  if (typeof part === 'string') return part
  throw new Error('These rows are not on disk.')
}

export const textOfPart = (part: RowPart): string => readFileSync(pathOf(part), 'latin1')
