// Knows what Athena does not answer as the streamed scan does: it is then not asked, or its answer is not used.

import type { ScanSpec } from '../../findings/spec.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import { ActionError } from '../../words/errors.ts'
import { say } from '../../words/outside-text.ts'
import type { Engine, Question } from '../engine.ts'
import { refuseGlob } from './key-patterns.ts'

class BeyondAthena extends ActionError {}

/** The streamed scan has to answer. */
export function beyondAthena(why: string): ActionError {
  return new BeyondAthena(
    'EVIDENCE_MISSING',
    `Athena cannot answer for this report as the streamed scan does: ${why}.`,
    {
      hint: 'Set scan-engine to stream, or to auto, which then reads the report on the runner.',
    },
  )
}

/**
 * Athena, or the streamed scan where Athena finds, after its queries, that it cannot answer; `tell` is told why. Whatever
 * else goes wrong stays an error.
 */
export const orElse =
  (athena: Engine, stream: Engine, tell: (why: string) => void): Engine =>
  async (question) => {
    try {
      return await athena(question)
    } catch (error) {
      if (!(error instanceof BeyondAthena)) throw error
      tell(error.message)
      return await stream(question)
    }
  }

/** Why this report or policy is left to the streamed scan; undefined if Athena can answer. */
export function findBeyond(
  { manifest }: InventoryReport,
  { spec: { include, exclude, exceptions } }: Pick<Question, 'spec'>,
): string | undefined {
  if (manifest.files.length === 0) return 'the report has no files'
  const policy = findBeyondPolicy({ include, exclude, exceptions })
  if (policy !== undefined) return policy
  return manifest.files.some(({ key }) => /[^!-~]/.test(key))
    ? 'a file name has a character that lists cannot hold'
    : undefined
}

/** Why SQL cannot answer for these patterns and exceptions; undefined if it can. */
export function findBeyondPolicy({
  include,
  exclude,
  exceptions,
}: Pick<ScanSpec, 'include' | 'exclude' | 'exceptions'>): string | undefined {
  const globs = [...include, ...exclude].map((glob) => ({ glob, why: refuseGlob(glob) }))
  const refused = globs.find(({ why }) => why !== undefined)
  if (refused !== undefined) return say`the pattern ${refused.glob} ` + refused.why
  const texts = exceptions.flatMap(({ prefix = '', suffix = '' }) => [prefix, suffix])
  return texts.some((text) => !text.isWellFormed()) ? 'an exception has a lone surrogate' : undefined
}
