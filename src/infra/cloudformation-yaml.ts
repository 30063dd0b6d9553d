// Writes a CloudFormation template as YAML, with the short forms of intrinsic functions.

import { Document, isMap, isSeq, Scalar, visit, YAMLMap, YAMLSeq } from 'yaml'

/** A short form of an intrinsic function: `!Sub text`, `!If [condition, one, other]`. */
export class Intrinsic {
  readonly tag: `!${string}`
  readonly value: unknown
  constructor(tag: '!Ref' | '!Sub' | '!If' | '!Equals' | '!Not' | '!And' | '!GetAtt', value: unknown) {
    this.tag = tag
    this.value = value
  }
}
/** The text of a template in which values may be intrinsic functions. */
export function writeTemplate(template: unknown): string {
  const document = new Document()
  document.contents = toNode(document, template) as typeof document.contents
  visit(document, {
    Map: (_, node) => {
      if (node.items.length === 0) node.flow = true
    },
    Seq: (_, node) => {
      if (node.items.every((item) => item instanceof Scalar)) node.flow = true
    },
  })
  return document.toString({ lineWidth: 130, flowCollectionPadding: false, singleQuote: true })
}

function toNode(document: Document, value: unknown): unknown {
  if (value instanceof Intrinsic) return toTagged(document, value)
  if (Array.isArray(value)) {
    const list = new YAMLSeq()
    for (const item of value) list.add(toNode(document, item))
    return list
  }
  if (typeof value !== 'object' || value === null) return toScalar(value)
  const map = new YAMLMap()
  for (const [key, member] of Object.entries(value)) map.add({ key: new Scalar(key), value: toNode(document, member) })
  return map
}

/** YAML would read the version of a policy as a date. */
function toScalar(value: unknown) {
  const scalar = new Scalar(value)
  if (typeof value === 'string' && /^\d{4}-/.test(value)) scalar.type = 'QUOTE_SINGLE'
  return scalar
}

function toTagged(document: Document, { tag, value }: Intrinsic) {
  const node = toNode(document, value)
  if (node instanceof Scalar || isMap(node) || isSeq(node)) node.tag = tag
  return node
}
