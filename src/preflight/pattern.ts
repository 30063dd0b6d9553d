// Matches the wildcards of IAM policies: * for any text, ? for one character (IAM User Guide, "IAM JSON policy
// elements: Resource"). Pure.

import { type Answer, toAnswer } from './answer.ts'

/** `maybe` for a pattern with policy variables, whose values only AWS knows. */
export function matchesPattern(pattern: string, text: string, { ignoreCase = false } = {}): Answer {
  if (pattern.includes('${')) return 'maybe'
  return toAnswer(ignoreCase ? matches(pattern.toLowerCase(), text.toLowerCase()) : matches(pattern, text))
}

/** Backtracks to the last star only, so no pattern takes more than pattern length times text length steps. */
function matches(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let resume = 0
  for (let position = 0; position < text.length; ) {
    const wanted = pattern[at]
    if (wanted === '*') {
      star = at++
      resume = position
    } else if (wanted === '?' || wanted === text[position]) {
      at++
      position++
    } else if (star >= 0) {
      at = star + 1
      position = ++resume
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}
