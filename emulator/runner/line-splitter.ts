// Knows how a stream of text falls into lines as it arrives, with `\r\n`, `\n` and a lone `\r` as ends.

export type LineSplitter = {
  readonly take: (text: string) => void
  /** Hands over what is left without an end of line. */
  readonly end: () => void
}

/** Calls `onLine` with each complete line, however the text was cut into pieces. */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  let rest = ''
  return {
    take: (text) => {
      rest += text
      // A `\r` at the very end may be half of `\r\n`: it waits for the next piece.
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
