// Knows the files about a run, page and terminal included, and asks of each whether outside text stayed text for its reader.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { cellsOf, createFindingRows, FindingRows, listFindingRows } from '../../src/findings/finding-rows.ts'
import type { InventoryRow } from '../../src/findings/row.ts'
import { renderAsff } from '../../src/report/asff.ts'
import { renderEvidence } from '../../src/report/evidence.ts'
import { renderPage } from '../../src/report/html/page.ts'
import { renderJunit } from '../../src/report/junit.ts'
import { renderOcsf } from '../../src/report/ocsf.ts'
import { renderSarif } from '../../src/report/sarif.ts'
import { renderForTerminal } from '../../src/report/terminal/terminal.ts'
import type { RunResult } from '../../src/result/run-result.ts'
import { encodeKey } from '../../src/words/object-key.ts'
import type { Fault } from './places.ts'

/** What no reader may get: it is not seen, or it turns or erases what stands around it. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u
const PRINTABLE = /^[\n -~–—…‘’“”×→≤≥·]*$/

/** The files of a run. */
export const renderFiles = (result: RunResult) => ({
  sarif: renderSarif(result),
  asff: renderAsff(result),
  ocsf: renderOcsf(result),
  evidence: renderEvidence(result),
  junit: renderJunit(result),
  page: renderPage(result, 'report.html'),
})
export type Files = ReturnType<typeof renderFiles>

/** Judges every file of a run against that of the same run with tame texts. */
export function judgeFiles(files: Files, tame: Files): Fault[] {
  const texts = (['sarif', 'asff', 'ocsf', 'evidence'] as const).flatMap((form) => judgeJsonFile(form, files[form]))
  return [
    ...texts,
    ...judgeEmbeddedLinks(files.sarif),
    ...judgeShape('junit', outlineXml(files.junit), outlineXml(tame.junit)),
    ...judgeXmlTexts(files.junit),
    ...judgeShape('page', outlineHtml(files.page), outlineHtml(tame.page)),
    ...judgePage(files.page),
  ]
}

function judgeJsonFile(form: string, json: string): Fault[] {
  const faults: Fault[] = []
  JSON.parse(json, (name, value: unknown) => {
    if (typeof value === 'string' && !PRINTABLE.test(value)) faults.push({ place: form, what: `${name} ${value}` })
    return value
  })
  return faults
}

/** Viewers of SARIF make a link of `[text](target)` in a message (2.1.0, 3.11.6), and places are relative references. */
function judgeEmbeddedLinks(sarif: string): Fault[] {
  const faults: Fault[] = []
  JSON.parse(sarif, (name, value: unknown) => {
    if (name === 'text' && /(?<!\\)\[[^\]]*\]\(/.test(String(value)))
      faults.push({ place: 'sarif', what: `link ${value}` })
    if (name === 'uri' && !/^(?!\/)[\w.%/~-]+$/.test(String(value)))
      faults.push({ place: 'sarif', what: `uri ${value}` })
    return value
  })
  return faults
}

/** Names of elements and attributes in their order: text from outside must not add to them. */
function judgeShape(place: string, outline: readonly string[], tame: readonly string[]): Fault[] {
  const at = tame.findIndex((name, index) => outline[index] !== name)
  if (at < 0 && outline.length === tame.length) return []
  return [{ place, what: `element ${at}: ${outline[at < 0 ? tame.length : at]}, not ${tame[at]}` }]
}

function outlineXml(xml: string): readonly string[] {
  if (XMLValidator.validate(xml) !== true) return ['not well formed']
  return [...xml.matchAll(/<\/?[^\s>/]+/g)].map(([tag]) => tag)
}

function judgeXmlTexts(xml: string): Fault[] {
  const read: unknown = new XMLParser({ ignoreAttributes: false, htmlEntities: true }).parse(xml)
  return judgeJsonFile('junit', JSON.stringify(read))
}

const TAG = /<(\/?[a-z][a-z0-9]*)((?: [a-zA-Z:-]+(?:="[^"<>]*")?)*)\/?>|<!doctype html>/g
/** Code, bold and line ends stand where our own words put them, which depends on the words. */
const INLINE = /^\/?(?:code|strong|br|bdi)$/

/** As a browser reads it: every `<` begins a tag, and every tag is one that is understood here. */
function outlineHtml(page: string): readonly string[] {
  const own = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
  const tags = [...own.matchAll(TAG)]
  if (tags.length !== own.split('<').length - 1) return ['a < that begins no tag of the page']
  return tags.flatMap(([, name = 'doctype', attributes = '']) => {
    const names = [...attributes.matchAll(/ ([a-zA-Z:-]+)(?==|$| )/g)].map(([, attribute]) => attribute)
    return INLINE.test(name) ? [] : [[name, ...names].join(' ')]
  })
}

const OWN_LINK =
  /^https:\/\/(?:github\.com\/acme\/platform\/|[a-z0-9-]+\.console\.aws\.amazon\.com\/s3\/(?:jobs|buckets|object)\/)/

function judgePage(page: string): Fault[] {
  const faults: Fault[] = []
  const unseen = UNSEEN.exec(page)
  if (unseen !== null) faults.push({ place: 'page', what: `character ${JSON.stringify(unseen[0])}` })
  if (/<(?:img|iframe|object|embed|link|base|form|a [^>]*\bon)/i.test(page))
    faults.push({ place: 'page', what: 'a foreign element' })
  for (const [, address = ''] of page.matchAll(/ (?:href|src)="([^"]*)"/g)) {
    if (!OWN_LINK.test(address)) faults.push({ place: 'page', what: `link ${address}` })
  }
  return faults
}

/** What the command prints: no control but our own bold, no character that turns or hides text. */
export function judgeTerminal(summary: string): Fault[] {
  return [true, false].flatMap((isStyled) => {
    const text = renderForTerminal(summary, { width: 80, isStyled })
    const bare = isStyled ? text.replaceAll('\u001b[1m', '').replaceAll('\u001b[22m', '') : text
    // The joiner of our own signs; text from outside has none left before it comes here.
    const unseen = UNSEEN.exec(bare.replaceAll('\u200d', ''))
    return unseen === null ? [] : [{ place: 'terminal', what: `character ${JSON.stringify(unseen[0])}` }]
  })
}

/** Columns of a finding, and the first characters with which a spreadsheet begins a formula. */
const COLUMNS = 7
const FORMULA = /^[=+\-@\t\r]/
/** Of S3; longer texts are no keys. */
const MAX_KEY_BYTES = 1_024

/** Writes a finding for each text, as its key and its storage class, and reads the file as a spreadsheet and as JSON. */
export function judgeFindingsFile(all: readonly string[]): Fault[] {
  const texts = all.map((text) => text.toWellFormed()).filter((text) => Buffer.byteLength(text) <= MAX_KEY_BYTES)
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
  try {
    return (['csv', 'ndjson'] as const).flatMap((format) => {
      const options = createFindingRows(join(folder, format), 'acme-data', format)
      const rows = new FindingRows(options, 0)
      for (const text of texts) rows.add(encodeKey(text), cellsOf(rowOf(text), 'copy', true))
      rows.close()
      const kept = listFindingRows(options)
      const lines = kept.parts.flatMap((part) => readFileSync(part, 'utf8').split('\n').slice(0, -1))
      if (lines.length !== texts.length) return [{ place: format, what: `${lines.length} lines of ${texts.length}` }]
      return lines.flatMap((line, index) => judgeLine(format, line, texts[index] ?? ''))
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function judgeLine(format: 'csv' | 'ndjson', line: string, text: string): Fault[] {
  const cells = format === 'csv' ? line.split(',') : Object.values(JSON.parse(line) as object).map(String)
  const strange = cells.find((cell) => FORMULA.test(cell) || !/^[\w.%/:-]*$/.test(cell))
  if (cells.length !== COLUMNS || strange !== undefined) return [{ place: format, what: `cell ${strange} in ${line}` }]
  return decodeURIComponent(cells[1] ?? '') === text ? [] : [{ place: format, what: `key ${cells[1]} is another` }]
}

const rowOf = (text: string): InventoryRow => ({
  number: 1,
  status: 0,
  size: 1,
  isLatest: true,
  isDeleteMarker: false,
  statusText: () => text,
  key: () => encodeKey(text),
  rawKey: () => {
    throw new Error('a findings file does not ask for it')
  },
  text: () => text,
  time: () => 0,
})
