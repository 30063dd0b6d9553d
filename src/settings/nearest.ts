// Finds the known word that a user may have meant.

/**
 * The word with the fewest edits from `text`. If none is close enough, the only one that has `text` as a whole part
 * between hyphens (`engine` of `copy-engine`); else undefined.
 */
export function findNearest(text: string, words: readonly string[]): string | undefined {
  // A long text is not a typo, and would take long to compare.
  if (text.length > 64) return undefined
  const plain = text.toLowerCase().replaceAll('_', '-')
  const [best] = words.map((word) => ({ word, edits: countEdits(plain, word) })).sort((a, b) => a.edits - b.edits)
  if (best !== undefined && best.edits <= Math.max(2, Math.floor(best.word.length / 3))) return best.word
  const [whole, ...more] = words.filter((word) => plain !== '' && `-${word}-`.includes(`-${plain}-`))
  return more.length === 0 ? whole : undefined
}

/** Levenshtein distance: insertions, deletions and replacements of one character. */
export function countEdits(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      line.push(Math.min(replaced, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1))
    }
    above = line
  }
  return above[to.length] ?? 0
}
