// Reads exceptions: conditions, owner, reason, expiry date.

import type { Exception } from '../findings/exception.ts'
import { DURATION_FORM, parseDuration } from '../words/duration.ts'
import { parseSize, SIZE_FORM } from '../words/size.ts'
import type { ConfigNode, Place, Report } from './document.ts'
import { readKnownPairs, readLine } from './pairs.ts'
import { describeProblem } from './problems.ts'

const CONDITIONS = ['prefix', 'suffix', 'larger-than', 'smaller-than', 'older-than', 'newer-than'] as const
const ACCOUNTS = ['owner', 'reason', 'expires'] as const
export const EXCEPTION_KEYS = [...CONDITIONS, ...ACCOUNTS] as const
type ExceptionKey = (typeof EXCEPTION_KEYS)[number]

export const MAX_EXCEPTIONS = 100
const MAX_KEY_BYTES = 1024
const MAX_WORDS_CHARS = 500
const EXAMPLES: Readonly<Record<ExceptionKey, string>> = {
  prefix: 'exports/',
  suffix: '.tmp',
  'larger-than': '5 GiB',
  'smaller-than': '128 KiB',
  'older-than': '365d',
  'newer-than': '7d',
  owner: 'data-platform@example.com',
  reason: 'moved to another bucket by March',
  expires: '2027-03-31',
}

/** Reads the list under `exceptions:`. Invalid exceptions are reported and left out. */
export function readExceptions(node: ConfigNode, report: Report): Exception[] {
  if (node.kind !== 'list') {
    report(node.place, 'exceptions takes a list, each item with owner, reason, expires and at least one condition')
    return []
  }
  if (node.items.length > MAX_EXCEPTIONS) {
    report(node.place, `exceptions has ${node.items.length} items; accepted are at most ${MAX_EXCEPTIONS}`)
    return []
  }
  return node.items.flatMap((item) => readException(item, report) ?? [])
}

function readException(node: ConfigNode, report: Report): Exception | undefined {
  const fields = readKnownPairs(node, 'an exception', EXCEPTION_KEYS, report)
  if (fields === undefined) return undefined
  let isRight = true
  const refuse = (name: ExceptionKey, place: Place, value: string, accepted: string): undefined => {
    isRight = false
    report(place, describeProblem(name, value, accepted, EXAMPLES[name]))
  }
  const read = <T>(name: ExceptionKey, accepted: string, parse: (text: string) => T | undefined): T | undefined => {
    const pair = fields.get(name)
    if (pair === undefined) return undefined
    const text = readLine(pair.value)
    const value = text === undefined || text === '' ? undefined : parse(text)
    return value ?? refuse(name, pair.value.place, text ?? `(a ${pair.value.kind})`, accepted)
  }
  const rule = {
    prefix: read('prefix', 'the start of a key, 1 to 1,024 bytes', parseKeyPart),
    suffix: read('suffix', 'the end of a key, 1 to 1,024 bytes', parseKeyPart),
    largerThan: read('larger-than', SIZE_FORM, parseSize),
    smallerThan: read('smaller-than', SIZE_FORM, parseSize),
    olderThanMs: read('older-than', DURATION_FORM, parseDuration),
    newerThanMs: read('newer-than', DURATION_FORM, parseDuration),
  }
  const owner = read('owner', 'a person or a team', parseWords)
  const reason = read('reason', 'a sentence', parseWords)
  const expires = read('expires', 'the last day it holds, YYYY-MM-DD', parseDate)
  for (const name of ACCOUNTS) {
    if (!fields.has(name)) refuse(name, node.place, '', 'required for every exception')
  }
  if (!CONDITIONS.some((name) => fields.has(name))) {
    const accepted = `at least one of ${CONDITIONS.join(', ')}`
    isRight = false
    report(node.place, `an exception has no condition and would except everything; accepted is ${accepted}`)
  }
  if (!isRight || owner === undefined || reason === undefined || expires === undefined) return undefined
  return { rule, owner, reason, expires }
}

const parseKeyPart = (text: string) =>
  text.isWellFormed() && Buffer.byteLength(text) <= MAX_KEY_BYTES ? text : undefined

function parseWords(text: string): string | undefined {
  const words = text.replace(/\s+/g, ' ').trim()
  return words !== '' && words.length <= MAX_WORDS_CHARS ? words : undefined
}

/** A valid calendar date: 2027-02-30 is rejected. */
function parseDate(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined
}
