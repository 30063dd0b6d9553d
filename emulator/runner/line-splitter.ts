// Splits a stream of text into lines as it arrives; `\r\n`, `\n` and a single `\r` each end one.

export type LineSplitter = {
  readonly take: (text: string) => void
  /** Passes on the rest, which has no line end. */
  readonly end: () => void
}

/** Calls `onLine` with each complete line, however the text is divided into chunks. */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  let rest = ''
  return {
    take: (text) => {
      rest += text
      // A `\r` at the very end may be half of `\r\n`: wait for the next chunk.
      const complete = /[\s\S]*(?:\n|\r(?=[\s\S]))/.exec(rest)?.[0] ?? ''
      rest = rest.slice(complete.length)
      for (const line of complete.split(/\r\n|\n|\r/).slice(0, -1)) onLine(line)
    },
    end: () => {
      if (rest !== '') onLine(rest.replace(/\r$/, ''))
      rest = ''
    },
  }
}
