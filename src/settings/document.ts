// Reads the part of YAML that a config file may use: maps, lists and text, each with its position. Everything is text,
// as in the `with:` block of a workflow, so that `012345678901` stays an account id and `no` stays a word. JSON is
// YAML, too.

import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml'

/** Both start at 1. */
export type Place = { readonly line: number; readonly column: number }

export type ConfigPair = { readonly key: string; readonly place: Place; readonly value: ConfigNode }
export type ConfigNode = { readonly place: Place } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly ConfigNode[] }
  /** Merge keys (`<<`) are resolved: the map's own keys take precedence, then the sources in their order. */
  | { readonly kind: 'map'; readonly pairs: ReadonlyMap<string, ConfigPair> }
)

export type Report = (place: Place, problem: string) => void

/**
 * Maximum values in a document with all aliases expanded; a thousand buckets with thirty settings have a third of it.
 */
const MAX_VALUES = 100_000
const MAX_SYNTAX_ERRORS = 5
const START: Place = { line: 1, column: 1 }

/** Reads the single document in `text`. Undefined if it cannot be understood; the reason was passed to `report`. */
export function parseConfigDocument(text: string, report: Report): ConfigNode | undefined {
  const lines = new LineCounter()
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const documents = parseDocuments(text, lines, report)
  const [document, second] = documents
  if (document === undefined) return undefined
  if (second !== undefined) {
    report(placeAt(second.range[0]), 'a second document starts here; accepted is one document')
    return undefined
  }
  if (document.directives.yaml.explicit || Object.keys(document.directives.tags).length > 1) {
    report(START, 'has a % directive; accepted is plain YAML 1.2 without one')
  }
  for (const { message, pos } of document.errors.slice(0, MAX_SYNTAX_ERRORS)) report(placeAt(pos[0]), message)
  if (document.errors.length > 0 || document.contents === null) return undefined
  const survey = surveyAliases(document.contents, placeAt, report)
  return survey === undefined ? undefined : convert(document.contents, { ...survey, placeAt, report, done: new Map() })
}

function parseDocuments(text: string, lineCounter: LineCounter, report: Report) {
  try {
    const options = { schema: 'failsafe', version: '1.2', merge: false, prettyErrors: false, lineCounter } as const
    const documents = parseAllDocuments(text, { ...options, logLevel: 'silent' })
    if (!('empty' in documents)) return documents
    report(START, 'is empty; accepted is a map with `buckets:`')
  } catch (error) {
    // The parser recurses into nested values: thousands of brackets cause a RangeError.
    report(START, `cannot be read as YAML: ${error instanceof Error ? error.message : String(error)}`)
  }
  return []
}

type Survey = { readonly targets: ReadonlyMap<Alias, Node> }

/**
 * Finds what each alias refers to and how many values the document would have with all aliases expanded, without
 * expanding them. Undefined, and reported, for unknown and circular aliases, tags, and documents that would explode.
 */
function surveyAliases(root: Node, placeAt: (offset: number) => Place, report: Report): Survey | undefined {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  const sizes = new Map<Node, number>()
  let isSound = true
  const refuse = (node: Node, problem: string) => {
    isSound = false
    report(placeAt(startOf(node)), problem)
    return 1
  }
  const measureAlias = (alias: Alias): number => {
    const target = anchors.get(alias.source)
    if (target === undefined) return refuse(alias, `alias *${alias.source} has no anchor before it`)
    const size = sizes.get(target)
    if (size === undefined) return refuse(alias, `alias *${alias.source} is used inside its own anchor`)
    targets.set(alias, target)
    return size
  }
  const measure = (node: Node): number => {
    if (isAlias(node)) return measureAlias(node)
    if (node.tag !== undefined) refuse(node, `has the tag ${node.tag}; accepted are values without tags`)
    if (node.anchor !== undefined) anchors.set(node.anchor, node)
    const size = childrenOf(node).reduce((sum, child) => sum + measure(child), 1)
    sizes.set(node, size)
    return size
  }
  const size = measure(root)
  if (size > MAX_VALUES) {
    refuse(root, `has ${size} values once its aliases are followed; accepted are at most ${MAX_VALUES}`)
  }
  return isSound ? { targets } : undefined
}

function childrenOf(node: Node): Node[] {
  if (isMap(node)) return node.items.flatMap(({ key, value }) => [key, value]).filter(isNodeLike)
  return isSeq(node) ? node.items.filter(isNodeLike) : []
}

/** Parsed documents contain only nodes; null for `? key` without a value. */
const isNodeLike = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Every node of a parsed text has a range; others have none. */
const startOf = (node: Node) => node.range?.[0] ?? 0
const textOf = ({ value }: Scalar) => String(value ?? '')

type Conversion = Survey & {
  readonly placeAt: (offset: number) => Place
  readonly report: Report
  /** An anchored value is converted once, however often it is used. */
  readonly done: Map<Node, ConfigNode>
}

function convert(node: Node, conversion: Conversion): ConfigNode {
  const source = isAlias(node) ? (conversion.targets.get(node) ?? node) : node
  const before = conversion.done.get(source)
  if (before !== undefined) return before
  const place = conversion.placeAt(startOf(source))
  const converted: ConfigNode = isMap(source)
    ? { kind: 'map', place, pairs: convertPairs(source, conversion) }
    : isSeq(source)
      ? { kind: 'list', place, items: source.items.filter(isNodeLike).map((item) => convert(item, conversion)) }
      : { kind: 'text', place, text: isScalar(source) ? textOf(source) : '' }
  conversion.done.set(source, converted)
  return converted
}

function convertPairs(map: YAMLMap, conversion: Conversion): Map<string, ConfigPair> {
  const pairs = new Map<string, ConfigPair>()
  const merged: ConfigNode[] = []
  for (const { key, value } of map.items) {
    const place = conversion.placeAt(startOf((key as Node | null) ?? map))
    if (!isScalar(key)) {
      conversion.report(place, 'a key is not plain text; accepted are `key: value` pairs')
      continue
    }
    const name = textOf(key)
    const node: ConfigNode = isNodeLike(value) ? convert(value, conversion) : { kind: 'text', place, text: '' }
    if (name === '<<') merged.push(node)
    else pairs.set(name, { key: name, place, value: node })
  }
  for (const source of merged.flatMap((node) => (node.kind === 'list' ? node.items : [node]))) {
    if (source.kind !== 'map') conversion.report(source.place, '<< takes a map, or a list of maps')
    else for (const [name, pair] of source.pairs) if (!pairs.has(name)) pairs.set(name, pair)
  }
  return pairs
}
