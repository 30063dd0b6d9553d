// Matches the wildcards of IAM policies (IAM User Guide, "IAM JSON policy elements: Resource"). Pure.

import { matchesWildcards } from '../words/wildcards.ts'
import { type Answer, toAnswer } from './answer.ts'

/** `maybe` for a pattern with policy variables, whose values only AWS knows. */
export function matchesPattern(pattern: string, text: string, { ignoreCase = false } = {}): Answer {
  if (pattern.includes('${')) return 'maybe'
  return toAnswer(
    ignoreCase ? matchesWildcards(pattern.toLowerCase(), text.toLowerCase()) : matchesWildcards(pattern, text),
  )
}
