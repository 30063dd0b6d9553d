// Knows patterns of names in which * is any text and ? is one character, as in IAM policies.

/**
 * Whether the whole text matches. Backtracks to the last star only, so no pattern takes more than pattern length times
 * text length steps.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
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
