// Knows whether a page describes this run or a lasting state.

/** `now` for the summary, read today; `lasting` for the issue, where an age would be wrong tomorrow. */
export type Tense = 'now' | 'lasting'
