// Knows lines of the log that belong together.

/** What one step says. Every line is safe to print as it is. */
export type LogGroup = { readonly title: string; readonly lines: readonly string[] }
