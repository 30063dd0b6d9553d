// The way of the command `verify`: read the files, have the report computed again, and say the result of each claim.

import { readFileSync } from 'node:fs'
import type { Answer } from '../result/answer.ts'
import type { Verified, VerifyQuestion } from '../run/verify.ts'
import { messageOf } from '../words/errors.ts'
import { safeText } from '../words/outside-text.ts'
import type { CommandLine } from './flags.ts'

type Verifying = {
  readonly print: (text: string) => void
  readonly refuse: (problems: readonly string[]) => Answer
  /** @throws Error if the text is not a report */
  readonly verify: (question: VerifyQuestion) => Promise<readonly Verified[]>
}

const WORDS: Readonly<Record<Verified['outcome'], string>> = {
  same: 'computed again with the same result',
  different: 'WRONG',
  unknown: 'cannot be computed again',
}

export async function verifyFiles({ files, own, inputs }: CommandLine, shell: Verifying): Promise<Answer> {
  const [report] = files
  if (report === undefined) return shell.refuse(['verify needs the JSON report: verify REPORT'])
  const evidence = own.get('evidence')
  try {
    const verified = await shell.verify({
      report: read(report),
      evidence: evidence === undefined ? undefined : read(evidence),
      region: inputs.get('aws-region'),
    })
    for (const one of verified) shell.print(describe(one))
    return conclude(verified)
  } catch (error) {
    if (error instanceof Unusable) return shell.refuse([error.message])
    return shell.refuse([`${report} cannot be verified: ${error instanceof Error ? error.message : error}`])
  }
}

/** A file that the line names cannot be read; the message says which, and why. */
class Unusable extends Error {}

/** Node's messages name the call and the path, too. */
function sayFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return FAULTS.get(code) ?? messageOf(error)
}

const FAULTS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it does not exist'],
  ['EACCES', 'its permissions do not allow it'],
  ['EISDIR', 'it is a folder'],
])

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Unusable(`${path} cannot be read: ${sayFault(error)}`)
  }
}

function describe({ about, outcome, why }: Verified): string {
  return [`${safeText(about)}: ${WORDS[outcome]}`, ...why.map((sentence) => `  ${safeText(sentence)}`), ''].join('\n')
}

function conclude(verified: readonly Verified[]): Answer {
  if (verified.some(({ outcome }) => outcome === 'different')) return 'no'
  return verified.length > 0 && verified.every(({ outcome }) => outcome === 'same') ? 'yes' : 'unknown'
}
