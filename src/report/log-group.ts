// A group of lines of the log.

/** The output of one step. Every line is safe to print unchanged. */
export type LogGroup = { readonly title: string; readonly lines: readonly string[] }
