// Decodes ORC's first run-length encoding of integers (ORC specification, "Integer Run Length Encoding, version 1").

import { type Cursor, readByte, readVarint, unzigzag } from '../cursor.ts'
import { unreadable } from '../unreadable.ts'
import type { IntegerRun } from './integer-run.ts'

const MIN_REPEAT = 3

/** Reads the next run: 3 to 130 values that differ by a constant, or 1 to 128 literal values. */
export function readRunV1(cursor: Cursor, signed: boolean, run: IntegerRun): void {
  const control = readByte(cursor)
  if (control >= 0x80) {
    run.count = 0x100 - control
    run.constant = false
    for (let index = 0; index < run.count; index += 1) run.values[index] = readInteger(cursor, signed)
    return
  }
  run.count = control + MIN_REPEAT
  const delta = (readByte(cursor) << 24) >> 24
  const base = readInteger(cursor, signed)
  if (!Number.isSafeInteger(base + delta * run.count)) throw unreadable('an ORC integer is larger than 2^53')
  run.constant = delta === 0
  for (let index = 0; index < run.count; index += 1) run.values[index] = base + delta * index
}

function readInteger(cursor: Cursor, signed: boolean): number {
  const integer = readVarint(cursor)
  return signed ? unzigzag(integer) : integer
}
