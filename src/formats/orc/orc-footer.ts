// Parses the ORC footer: where the stripes are, how many rows they have, and which columns there are.

import { insist, unreadable } from '../unreadable.ts'
import { bytesFields, integerField, integerFields, parseMessage } from './protobuf.ts'

export type Stripe = {
  readonly offset: number
  readonly indexBytes: number
  readonly dataBytes: number
  readonly footerBytes: number
  readonly rows: number
}

/** A column of the top-level struct. */
export type OrcColumn = { readonly id: number; readonly name: string; readonly type: OrcType }

type Footer = {
  readonly rows: number
  readonly stripes: readonly Stripe[]
  readonly columns: readonly OrcColumn[]
  /** Number of column ids in use, including nested ones: what a stripe footer must describe. */
  readonly columnIds: number
}

/** Kinds of types, in the order of their numbers (ORC specification, "Types"). */
const ORC_TYPES = [
  'boolean',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'float',
  'double',
  'string',
  'binary',
  'timestamp',
  'list',
  'map',
  'struct',
  'union',
  'decimal',
  'date',
  'varchar',
  'char',
  'timestamp with local time zone',
] as const
export type OrcType = (typeof ORC_TYPES)[number]

const MAX_STRIPES = 1_000_000
const MAX_COLUMNS = 10_000
const MAX_STRIPE_ROWS = 64 * 1024 * 1024

/**
 * Parses the (decompressed) footer of a file whose stripes must all be before byte `contentEnd`.
 * Throws UNREADABLE if stripes overlap or reach too far, if their rows do not add up, and for encrypted files.
 */
export function parseFooter(bytes: Uint8Array, contentEnd: number): Footer {
  const fields = parseMessage(bytes)
  insist(!fields.has(10), 'the ORC file is encrypted by column: only unencrypted files are supported')

  const stripes = bytesFields(fields, 3).map(parseStripe)
  insist(stripes.length <= MAX_STRIPES, `the ORC file has ${stripes.length} stripes, more than ${MAX_STRIPES}`)
  let end = 3
  for (const stripe of stripes) {
    insist(stripe.offset >= end, `an ORC stripe at byte ${stripe.offset} overlaps what is before it`)
    end = stripe.offset + stripe.indexBytes + stripe.dataBytes + stripe.footerBytes
  }
  insist(end <= contentEnd || stripes.length === 0, `an ORC stripe reaches to byte ${end}, into the footer`)

  const rows = integerField(fields, 6) ?? 0
  const sum = stripes.reduce((total, stripe) => total + stripe.rows, 0)
  insist(rows === sum, `the ORC footer declares ${rows} rows and its stripes ${sum}`)

  const types = bytesFields(fields, 4)
  insist(types.length <= MAX_COLUMNS, `the ORC file has ${types.length} columns, more than ${MAX_COLUMNS}`)
  return { rows, stripes, columns: parseColumns(types), columnIds: types.length }
}

function parseStripe(bytes: Uint8Array): Stripe {
  const fields = parseMessage(bytes)
  insist(!fields.has(6) && !fields.has(7), 'an ORC stripe is encrypted: only unencrypted files are supported')
  const rows = integerField(fields, 5) ?? 0
  insist(rows <= MAX_STRIPE_ROWS, `an ORC stripe declares ${rows} rows, more than ${MAX_STRIPE_ROWS}`)
  return {
    offset: integerField(fields, 1) ?? 0,
    indexBytes: integerField(fields, 2) ?? 0,
    dataBytes: integerField(fields, 3) ?? 0,
    footerBytes: integerField(fields, 4) ?? 0,
    rows,
  }
}

function parseColumns(types: readonly Uint8Array[]): OrcColumn[] {
  const [root, ...rest] = types.map(parseMessage)
  insist(root !== undefined && typeOf(integerField(root, 1)) === 'struct', 'the ORC file holds no struct of columns')
  const ids = integerFields(root, 2)
  const names = bytesFields(root, 3).map((name) => Buffer.from(name).toString('utf8'))
  insist(ids.length === names.length, `the ORC file names ${names.length} of its ${ids.length} columns`)
  insist(new Set(names).size === names.length, 'the ORC file has two columns of one name')
  return ids.map((id, index) => {
    const type = rest[id - 1]
    insist(type !== undefined, `the ORC file has no type for column ${id}`)
    return { id, name: names[index] as string, type: typeOf(integerField(type, 1)) }
  })
}

function typeOf(kind: number | undefined): OrcType {
  const type = ORC_TYPES[kind ?? 0]
  if (type === undefined) throw unreadable(`the ORC file has a column of the unknown type ${kind}`)
  return type
}
