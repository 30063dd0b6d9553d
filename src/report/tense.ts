// Whether a page describes the current run or a lasting state.

/** `now` for the summary, which is read today; `lasting` for the issue, where an age would be wrong tomorrow. */
export type Tense = 'now' | 'lasting'
