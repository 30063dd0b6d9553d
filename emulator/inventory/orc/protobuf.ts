// The part of Protocol Buffers' wire format that ORC's metadata needs: varints, and fields with a length.

import { ByteSink } from './byte-sink.ts'

/** Appends one field to a message; absent fields are not written. */
export type Field = (sink: ByteSink) => void

const VARINT = 0
const LENGTH_DELIMITED = 2

/** A message from its fields, which must be in ascending order of their numbers. */
export function encodeMessage(...fields: readonly Field[]): Uint8Array {
  const sink = new ByteSink()
  for (const field of fields) field(sink)
  return sink.toBytes()
}

/** uint32, uint64, bool and enums. */
export function varint(number: number, value: number | bigint): Field {
  return (sink) => {
    sink.pushVarint((number << 3) | VARINT)
    sink.pushVarint(value)
  }
}

/** sint64: zigzag. */
export function signed(number: number, value: number | bigint): Field {
  const big = BigInt(value)
  return varint(number, big >= 0n ? big << 1n : (-big << 1n) - 1n)
}

/** Strings, bytes and embedded messages. */
export function delimited(number: number, bytes: Uint8Array): Field {
  return (sink) => {
    sink.pushVarint((number << 3) | LENGTH_DELIMITED)
    sink.pushVarint(bytes.length)
    sink.pushAll(bytes)
  }
}

export function text(number: number, value: string): Field {
  return delimited(number, Buffer.from(value, 'utf8'))
}

/** A packed list of varints. */
export function packed(number: number, values: readonly number[]): Field {
  const sink = new ByteSink()
  for (const value of values) sink.pushVarint(value)
  return delimited(number, sink.toBytes())
}

/** A repeated message. */
export function repeated(number: number, messages: readonly Uint8Array[]): Field {
  return (sink) => {
    for (const message of messages) delimited(number, message)(sink)
  }
}
