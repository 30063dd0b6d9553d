// Reads the rates file (docs/config-file.md): a map of rate names to US dollars that replaces published rates.

import type { NanoUsd } from '../price/rate-table.ts'
import { parseUsd, RATE_NAMES } from '../price/rates.ts'
import { type ConfigNode, parseConfigDocument, type Report } from './document.ts'
import { readKnownPairs, readLine } from './pairs.ts'
import { describeUnreadable, type ProblemList, showPlace } from './problems.ts'

type RatesFileSources = {
  /** The text of a file; throws if it cannot be read. */
  readonly readFile: (path: string) => string
  readonly problems: ProblemList
}

/** The rates of the file at `path`, none without a path. Errors are added to `problems`, with file, line and column. */
export function readRatesFile(path: string, { readFile, problems }: RatesFileSources): ReadonlyMap<string, NanoUsd> {
  if (path === '') return new Map()
  let text: string
  try {
    text = readFile(path)
  } catch (error) {
    const why = describeUnreadable(error)
    problems.add('rates-file', path, `the path of a YAML or JSON file in the workspace (${why})`, '.github/rates.yml')
    return new Map()
  }
  return parseRatesFile(text, (place, problem) => problems.say(`${showPlace(path, place)}: ${problem}`))
}

/** Every error is reported; the rest is returned. */
function parseRatesFile(text: string, report: Report): ReadonlyMap<string, NanoUsd> {
  const root = parseConfigDocument(text, report)
  const pairs = root === undefined ? undefined : readKnownPairs(root, 'the rates file', RATE_NAMES, report)
  return new Map([...(pairs ?? [])].flatMap(([name, { value }]) => readRate(name, value, report)))
}

function readRate(name: string, value: ConfigNode, report: Report): [string, NanoUsd][] {
  const text = readLine(value)?.trim()
  const nano = text === undefined ? undefined : parseUsd(text)
  if (nano !== undefined) return [[name, nano]]
  const found = text === undefined ? `a ${value.kind}` : JSON.stringify(text)
  const accepted = 'US dollars as a plain decimal number with at most nine decimal places'
  report(value.place, `${name} is ${found}; accepted is ${accepted}, for example 0.005`)
  return []
}
