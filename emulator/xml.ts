// XML as in AWS's REST services: no significant attributes, text or elements, UTF-8. It is written from a tree of
// elements, and read by fast-xml-parser into the same kind of tree.

import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { ServiceError } from './http.ts'

export type XmlElement = {
  readonly name: string
  /** Elements in AWS's documents have either text or children. */
  readonly text: string
  readonly children: readonly XmlElement[]
  readonly attributes?: Readonly<Record<string, string>> | undefined
}

type Content = string | number | boolean | readonly (XmlElement | undefined)[]

/** An element with text or children; undefined children are omitted, and undefined content gives no element. */
export function element(name: string, content: Content, attributes?: Readonly<Record<string, string>>): XmlElement
export function element(name: string, content: Content | undefined): XmlElement | undefined
export function element(
  name: string,
  content: Content | undefined,
  attributes?: Readonly<Record<string, string>>,
): XmlElement | undefined {
  if (content === undefined) return undefined
  if (typeof content !== 'object') return { name, text: String(content), children: [], attributes }
  return { name, text: '', children: content.filter((child) => child !== undefined), attributes }
}

/** The whole document, with the XML declaration that AWS writes. */
export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderElement(root)}`
}

function renderElement(node: XmlElement): string {
  const attributes = Object.entries(node.attributes ?? {})
    .map(([name, value]) => ` ${name}="${escapeText(value)}"`)
    .join('')
  const inner = node.children.length > 0 ? node.children.map(renderElement).join('') : escapeText(node.text)
  return inner === '' ? `<${node.name}${attributes}/>` : `<${node.name}${attributes}>${inner}</${node.name}>`
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

// biome-ignore lint/suspicious/noControlCharactersInRegex: object keys may hold every control character
const UNSAFE = /[&<>"\u0000-\u0008\u000a-\u001f\u007f]/

/** Escapes text for XML; control characters become character references as in S3, although XML 1.0 forbids most. */
function escapeText(text: string): string {
  if (!UNSAFE.test(text)) return text
  return text.replace(
    new RegExp(UNSAFE, 'g'),
    (character) => NAMED[character] ?? `&#x${character.charCodeAt(0).toString(16)};`,
  )
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

type Parsed = Readonly<Record<string, readonly Parsed[] | string>>

/** Parses a request body; anything other than one well-formed element is AWS's 400 MalformedXML. */
export function parseXml(body: Uint8Array | string): XmlElement {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  if (XMLValidator.validate(text) !== true) throw malformedXml()
  const roots = (parser.parse(text) as readonly Parsed[]).map(toElement).filter((node) => node !== undefined)
  const root = roots[0]
  if (root === undefined || roots.length !== 1) throw malformedXml()
  return root
}

/** S3's error for a body that does not validate against its schema. */
export function malformedXml(): ServiceError {
  return new ServiceError(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  )
}

function toElement(parsed: Parsed): XmlElement | undefined {
  const name = Object.keys(parsed)[0]
  const content = name === undefined ? undefined : parsed[name]
  if (name === undefined || name === '#text' || typeof content !== 'object') return undefined
  const children = content.map(toElement).filter((child) => child !== undefined)
  const text = children.length > 0 ? '' : content.map((child) => String(child['#text'] ?? '')).join('')
  return { name, text: unescapeText(text), children }
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function unescapeText(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES.get(name) ?? whole
    const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    if (codePoint > 0x10ffff) throw malformedXml()
    return String.fromCodePoint(codePoint)
  })
}

/** The first child with that name. */
export function child(node: XmlElement | undefined, name: string): XmlElement | undefined {
  return node?.children.find((candidate) => candidate.name === name)
}

/** All children with that name, in order. */
export function children(node: XmlElement | undefined, name: string): readonly XmlElement[] {
  return node?.children.filter((candidate) => candidate.name === name) ?? []
}

/** The text of the first child with that name, untrimmed: object keys may begin and end with spaces. */
export function childText(node: XmlElement | undefined, name: string): string | undefined {
  return child(node, name)?.text
}
