// Counts what a function answered for succeeded tasks, while the rows of its report are streamed.

import { MAX_TEXT } from './failure-groups.ts'
import type { ResultGroup } from './job-outcome.ts'

/** Beyond this many different answers, tasks are counted together. */
const MAX_RESULTS = 20

type ResultStrings = {
  readonly add: (text: string) => void
  /** Most tasks first; those that are not told apart come last. */
  readonly list: () => ResultGroup[]
}

export function createResultStrings(): ResultStrings {
  const counts = new Map<string, number>()
  let others = 0
  return {
    add(said) {
      const text = said.slice(0, MAX_TEXT).toWellFormed()
      if (counts.has(text) || counts.size < MAX_RESULTS) counts.set(text, (counts.get(text) ?? 0) + 1)
      else others++
    },
    list: () => [
      ...[...counts].map(([text, tasks]) => ({ text, tasks })).sort((a, b) => b.tasks - a.tasks),
      ...(others > 0 ? [{ text: undefined, tasks: others }] : []),
    ],
  }
}
