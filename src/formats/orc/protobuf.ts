// Parses the part of the Protocol Buffers wire format that ORC's metadata uses: one level at a time, not recursively.

import { type Cursor, cursorOver, readBytes, readVarint } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'

/** The fields of one message, in order of appearance; a nested message is still bytes. */
type Message = ReadonlyMap<number, readonly (number | Uint8Array)[]>

/** Parses one message. Throws UNREADABLE if it is truncated or has groups, which ORC does not use. */
export function parseMessage(bytes: Uint8Array): Message {
  const cursor = cursorOver(bytes)
  const fields = new Map<number, (number | Uint8Array)[]>()
  while (cursor.offset < cursor.end) {
    const tag = readVarint(cursor)
    const value = readField(cursor, tag % 8)
    const field = Math.floor(tag / 8)
    const values = fields.get(field)
    if (values === undefined) fields.set(field, [value])
    else values.push(value)
  }
  return fields
}

function readField(cursor: Cursor, wireType: number): number | Uint8Array {
  switch (wireType) {
    case 0:
      return readVarint(cursor)
    case 1:
      return readBytes(cursor, 8)
    case 2:
      return readBytes(cursor, readVarint(cursor))
    case 5:
      return readBytes(cursor, 4)
    default:
      throw unreadable(`the ORC metadata has a field of wire type ${wireType}`)
  }
}

/** The last value of an integer field; undefined if it is missing. */
export function integerField(message: Message, field: number): number | undefined {
  const value = message.get(field)?.at(-1)
  insist(value === undefined || typeof value === 'number', `field ${field} of the ORC metadata is no integer`)
  return value
}

/** All values of a field of bytes, text or nested messages. */
export function bytesFields(message: Message, field: number): readonly Uint8Array[] {
  return (message.get(field) ?? []).map((value) => {
    insist(typeof value !== 'number', `field ${field} of the ORC metadata is an integer`)
    return value
  })
}

/** All values of a repeated integer field, packed or not. */
export function integerFields(message: Message, field: number): readonly number[] {
  return (message.get(field) ?? []).flatMap((value) => (typeof value === 'number' ? [value] : unpack(value)))
}

function unpack(bytes: Uint8Array): number[] {
  const cursor = cursorOver(bytes)
  const values: number[] = []
  while (cursor.offset < cursor.end) values.push(readVarint(cursor))
  return values
}

/** The last value of a text field; undefined if it is missing. */
export function textField(message: Message, field: number): string | undefined {
  const bytes = bytesFields(message, field).at(-1)
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8')
}
