// Parses the config file for fleets (docs/config-file.md): defaults, and a list of buckets whose settings have the same
// names as the action's inputs. The form of each setting is defined in settings.ts.

import type { Exception } from '../findings/exception.ts'
import type { ConfigEntry, Setting } from './config-entry.ts'
import { type ConfigNode, type ConfigPair, type Place, parseConfigDocument, type Report } from './document.ts'
import { readExceptions } from './exceptions.ts'
import { readKnownPairs, readLine } from './pairs.ts'
import { type AccountsEntry, readAccountsEntry } from './parse-accounts.ts'
import { SETTING_KEYS } from './table.ts'

export const FILE_KEYS = ['defaults', 'buckets', 'accounts'] as const
export const DEFAULTS_KEYS = [...SETTING_KEYS, 'exceptions'] as const
export const ENTRY_KEYS = ['name', 'location', ...DEFAULTS_KEYS] as const

/** Settings that can be lists, and the separator between items in the text of the input. */
const LIST_SEPARATORS: ReadonlyMap<string, string> = new Map([
  ['accepted-encryption', ', '],
  ['require-posture', ', '],
  ['include', '\n'],
  ['exclude', '\n'],
])
export const MAX_BUCKETS = 1_000

const NO_SETTINGS: ConfigEntry = { place: { line: 1, column: 1 }, settings: new Map(), exceptions: undefined }

export type ConfigFile = {
  readonly defaults: ConfigEntry
  readonly buckets: readonly ConfigEntry[]
  /** Undefined if there is no such section. */
  readonly accounts: AccountsEntry | undefined
}

/** Parses a config file. All structural errors are reported; the rest is returned, undefined if nothing is left. */
export function parseConfigFile(text: string, report: Report): ConfigFile | undefined {
  const root = parseConfigDocument(text, report)
  if (root === undefined) return undefined
  const sections = readKnownPairs(root, 'the config file', FILE_KEYS, report)
  if (sections === undefined) return undefined
  const defaults = sections.get('defaults')
  return {
    defaults:
      defaults === undefined
        ? NO_SETTINGS
        : (readEntry(defaults.value, 'defaults', DEFAULTS_KEYS, report) ?? NO_SETTINGS),
    // With accounts, no bucket has to be named.
    buckets:
      sections.has('accounts') && !sections.has('buckets')
        ? []
        : readBuckets(root.place, sections.get('buckets'), report),
    accounts: readAccountsEntry(sections.get('accounts'), report),
  }
}

function readBuckets(start: Place, pair: ConfigPair | undefined, report: Report): ConfigEntry[] {
  const list = pair?.value
  const accepted = `accepted is a list of 1 to ${MAX_BUCKETS} buckets, each with a name, for example \`- name: my-bucket\``
  if (list?.kind !== 'list' || list.items.length === 0 || list.items.length > MAX_BUCKETS) {
    const found =
      list === undefined ? 'is missing' : list.kind === 'list' ? `has ${list.items.length} items` : 'is no list'
    report(list?.place ?? start, `buckets ${found}; ${accepted}`)
    return []
  }
  return list.items.flatMap((item) => {
    const entry = readEntry(item, 'a bucket', ENTRY_KEYS, report)
    if (item.kind === 'map' && !item.pairs.has('name')) report(item.place, 'a bucket has no name')
    return entry ?? []
  })
}

function readEntry(node: ConfigNode, what: string, known: readonly string[], report: Report): ConfigEntry | undefined {
  const pairs = readKnownPairs(node, what, known, report)
  if (pairs === undefined) return undefined
  const settings = new Map<string, Setting>()
  let exceptions: readonly Exception[] | undefined
  for (const { key, value } of pairs.values()) {
    if (key === 'exceptions') exceptions = readExceptions(value, report)
    else {
      const text = readSetting(key, value, report)
      if (text !== undefined) settings.set(key, { text, place: value.place })
    }
  }
  return { place: node.place, settings, exceptions }
}

function readSetting(key: string, value: ConfigNode, report: Report): string | undefined {
  const separator = LIST_SEPARATORS.get(key)
  if (value.kind === 'list' && separator !== undefined) return joinItems(key, value.items, separator, report)
  const text = readLine(value)?.trim()
  if (text !== undefined && text !== '') return text
  const accepted = `text${separator === undefined ? '' : ' or a list of texts'}; leave the key out for the default`
  report(value.place, `${key} ${text === '' ? 'is empty' : `is a ${value.kind}`}; accepted is ${accepted}`)
  return undefined
}

/** The items as the input's text. Rejects an item that the input would not read back unchanged. */
function joinItems(key: string, items: readonly ConfigNode[], separator: string, report: Report): string {
  const texts = items.flatMap((item) => {
    const text = readLine(item)
    const breaks = separator === '\n' ? /[\r\n]/ : /[,\r\n]/
    if (text !== undefined && text !== '' && text === text.trim() && !breaks.test(text)) return [text]
    const shown = text === undefined ? `a ${item.kind}` : JSON.stringify(text)
    report(item.place, `${key} has the item ${shown}; accepted is one text per item, without spaces around it`)
    return []
  })
  return texts.join(separator)
}
