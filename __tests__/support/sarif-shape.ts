// Knows what code scanning demands of a SARIF file beyond the schema (GitHub Docs, "SARIF support for code scanning",
// "Validating your SARIF file" and its limits); the schema itself is compared by scripts/check-reports.sh.

import { gzipSync } from 'node:zlib'

type Log = { readonly $schema: string; readonly version: string; readonly runs: readonly Run[] }
type Run = {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } }
  readonly results: readonly Result[]
}
type Rule = { readonly id: string; readonly properties: { readonly tags: readonly string[] } }
type Result = {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly baselineState?: string
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string }
      readonly region: { startLine: number }
    }
  }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
}

const MAX_GZIP_BYTES = 10 * 1024 * 1024
const LIMITS = { runs: 20, results: 25_000, rules: 25_000, locations: 1_000, tags: 20 } as const
const LEVELS = ['none', 'note', 'warning', 'error']
const STATES = [undefined, 'new', 'unchanged', 'updated', 'absent']

/** What is wrong with a file; empty if it is as it should be. */
export function judgeSarif(text: string): readonly string[] {
  const { version, runs } = JSON.parse(text) as Log
  return [
    ...(version === '2.1.0' ? [] : [`version ${version}`]),
    ...(gzipSync(text).byteLength > MAX_GZIP_BYTES ? ['more than 10 MB compressed'] : []),
    ...exceed('runs', runs),
    ...runs.flatMap(judgeRun),
  ]
}

const exceed = (what: keyof typeof LIMITS, list: readonly unknown[]) =>
  list.length > LIMITS[what] ? [`${list.length} ${what}`] : []

function judgeRun({ tool, results }: Run): readonly string[] {
  const { name, rules } = tool.driver
  const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))
  return [
    ...(name === '' ? ['no name of a tool'] : []),
    ...exceed('rules', rules),
    ...exceed('results', results),
    ...rules.flatMap(({ properties }) => exceed('tags', properties.tags)),
    // Two results with one fingerprint are one alert.
    ...(new Set(prints).size < prints.length ? ['a fingerprint twice'] : []),
    ...results.flatMap((result) => judgeResult(result, rules)),
  ]
}

function judgeResult(result: Result, rules: readonly Rule[]): readonly string[] {
  const { locations, message, partialFingerprints } = result
  const uris = locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri)
  const wrong = {
    rule: rules[result.ruleIndex]?.id !== result.ruleId,
    level: !LEVELS.includes(result.level),
    baselineState: !STATES.includes(result.baselineState),
    message: message.text === '',
    location: locations.length !== 1,
    uri: uris.some((uri) => uri === '' || uri.startsWith('/') || /[^\w.%/~-]/.test(uri)),
    line: locations.some(({ physicalLocation }) => physicalLocation.region.startLine < 1),
    fingerprint: !Object.values(partialFingerprints).every((print) => /^[0-9a-f]{64}$/.test(print)),
  }
  return Object.entries(wrong).flatMap(([what, isWrong]) => (isWrong ? [`${what} of ${JSON.stringify(result)}`] : []))
}
