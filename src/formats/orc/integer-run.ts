// Knows one run of integers, as both versions of the encoding yield it.

/** One run: `count` values, all equal to `values[0]` when `constant`. Reused from run to run. */
export type IntegerRun = { count: number; constant: boolean; readonly values: Float64Array }

/** Longest run either version can write (ORC specification, "Run Length Encoding"). */
export const MAX_RUN_VALUES = 512
