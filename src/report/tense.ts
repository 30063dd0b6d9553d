// Knows whether a page tells of this run or of a state that lasts.

/** `now` for the summary, read today; `lasting` for the issue, where an age would be wrong tomorrow. */
export type Tense = 'now' | 'lasting'
