// Defines one run of integers, as decoded from both versions of the encoding.

/** One run: `count` values, all equal to `values[0]` when `constant`. Reused from run to run. */
export type IntegerRun = { count: number; constant: boolean; readonly values: Float64Array }

/** Longest run either version can write (ORC specification, "Run Length Encoding"). */
export const MAX_RUN_VALUES = 512
