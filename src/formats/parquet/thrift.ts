// Parses Thrift's compact protocol strictly: validates what hyparquet trusts in a footer.

import { type Cursor, readByte, readBytes, readVarint, unzigzag } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'

export type ThriftValue = boolean | number | Uint8Array | readonly ThriftValue[] | ThriftStruct
export type ThriftStruct = ReadonlyMap<number, ThriftValue>

/** Parquet's own structures are at most seven levels deep; the limit keeps hostile nesting off the stack. */
const MAX_DEPTH = 16

const STOP = 0

/** Reads one struct. Throws UNREADABLE if it is truncated, too deep, beyond 2^53, or has types unused by Parquet. */
export function readStruct(cursor: Cursor, depth = 0): ThriftStruct {
  insist(depth < MAX_DEPTH, 'the Parquet metadata is nested too deeply')
  const fields = new Map<number, ThriftValue>()
  let id = 0
  while (true) {
    const header = readByte(cursor)
    if (header === STOP) return fields
    id = header >> 4 === 0 ? unzigzag(readVarint(cursor)) : id + (header >> 4)
    insist(!fields.has(id), `the Parquet metadata has field ${id} twice`)
    fields.set(id, readValue(cursor, header & 15, depth))
  }
}

function readValue(cursor: Cursor, type: number, depth: number): ThriftValue {
  switch (type) {
    case 1:
    case 2:
      return type === 1
    case 3:
      return readByte(cursor)
    case 4:
    case 5:
    case 6:
      return unzigzag(readVarint(cursor))
    case 7:
    case 8:
      return readBytes(cursor, type === 7 ? 8 : readVarint(cursor))
    case 9:
    case 10:
      return readList(cursor, depth)
    case 12:
      return readStruct(cursor, depth + 1)
    default:
      throw unreadable(`the Parquet metadata has a field of type ${type}`)
  }
}

function readList(cursor: Cursor, depth: number): ThriftValue[] {
  const header = readByte(cursor)
  const size = header >> 4 === 15 ? readVarint(cursor) : header >> 4
  const type = header & 15
  // Every element takes at least a byte, so no list can be longer than the remaining bytes.
  insist(size <= cursor.end - cursor.offset, `a list of ${size} elements is announced in the Parquet metadata`)
  const values: ThriftValue[] = []
  for (let index = 0; index < size; index += 1) {
    values.push(type <= 2 ? readByte(cursor) === 1 : readValue(cursor, type, depth + 1))
  }
  return values
}

/** An integer field; undefined if it is missing. */
export function integerAt(struct: ThriftStruct, id: number): number | undefined {
  const value = struct.get(id)
  insist(value === undefined || typeof value === 'number', `field ${id} of the Parquet metadata is no integer`)
  return value
}

/** A field that is a struct; undefined if it is missing. */
export function structAt(struct: ThriftStruct, id: number): ThriftStruct | undefined {
  const value = struct.get(id)
  insist(value === undefined || value instanceof Map, `field ${id} of the Parquet metadata is no struct`)
  return value
}
