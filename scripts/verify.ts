// Computes a JSON report again from the inventory reports it names, with the AWS credentials of the environment:
// npm run verify -- REPORT [--evidence PREDICATE] [--region REGION]
//
// Exit code 0: everything was computed again with the same result. 1: the report is wrong. 2: something cannot be computed
// again. 3: wrong use.
process.exitCode = 2

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createDeps } from '../src/external/deps.ts'
import { type Verified, verifyReport } from '../src/run/verify.ts'
import { safeLine } from '../src/words/outside-text.ts'

const WORDS = {
  same: 'computed again with the same result',
  different: 'WRONG',
  unknown: 'cannot be computed again',
} as const

/** `safeLine` removes the indentation: it is ours. */
const say = (line: string, indent = '') => process.stdout.write(`${indent}${safeLine(line)}\n`)

function misuse(problem: string): never {
  process.stderr.write(
    `${safeLine(problem)}\nUsage: npm run verify -- REPORT [--evidence PREDICATE] [--region REGION]\n`,
  )
  process.exit(3)
}

function readArguments() {
  try {
    const options = { evidence: { type: 'string' }, region: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ allowPositionals: true, options })
    const [report, ...more] = positionals
    if (report === undefined || more.length > 0) misuse('Name one JSON report.')
    return { ...values, report }
  } catch (error) {
    misuse(error instanceof Error ? error.message : String(error))
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    misuse(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

const codeOf = (verified: readonly Verified[]) =>
  verified.some(({ outcome }) => outcome === 'different')
    ? 1
    : verified.every(({ outcome }) => outcome === 'same')
      ? 0
      : 2

const { report, evidence, region = process.env.AWS_REGION ?? 'us-east-1' } = readArguments()
const texts = { report: read(report), evidence: evidence === undefined ? undefined : read(evidence) }
const { log, ...deps } = createDeps(process.env, new AbortController().signal)
const quiet = { ...log, info: () => {}, debug: () => {}, group: () => {}, endGroup: () => {} }
const verified = await verifyReport({ ...texts, region }, { ...deps, log: quiet }).catch((error) =>
  misuse(`${report} cannot be verified: ${error instanceof Error ? error.message : error}`),
)
for (const { bucket, outcome, why } of verified) {
  say(`${bucket}: ${WORDS[outcome]}`)
  for (const sentence of why) say(sentence, '  ')
}
process.exitCode = verified.length === 0 ? 2 : codeOf(verified)
