// Reads rows that were kept on disk (spool.ts), one by one.

import { createReadStream } from 'node:fs'
import { ActionError } from '../words/errors.ts'
import { type EncodedKey, isEncodedKey } from '../words/object-key.ts'

const CHUNK_CHARS = 256 * 1024

/** A row without its bucket: the key, and the fields after it. */
export type SpooledRow = { readonly key: EncodedKey; readonly rest: readonly string[] }

/** Makes the error for rows that are not as they were written. */
type Explain = (what: string) => ActionError

const explainBroken: Explain = () =>
  new ActionError('INTERNAL_ERROR', 'The rows kept by the scan cannot be read again.', {
    hint: 'Check the free disk space on the runner, and run again.',
  })

/**
 * The rows of `parts`, in order. Each is validated again, because requests will be made from it.
 * @throws ActionError INTERNAL_ERROR, or as `explain` says, for a row that does not belong to `bucket`
 */
export async function* readSpooledRows(
  bucket: string,
  parts: readonly string[],
  explain: Explain = explainBroken,
): AsyncGenerator<SpooledRow> {
  const start = `${bucket},`
  for (const part of parts) {
    let rest = ''
    for await (const chunk of createReadStream(part, { encoding: 'latin1', highWaterMark: CHUNK_CHARS })) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const row = line.startsWith(start) ? parseRow(line, start.length) : undefined
        if (row === undefined) throw explain('a row is not "bucket,encoded key"')
        yield row
      }
    }
    if (rest !== '') throw explain('the last row does not end')
  }
}

const NOTHING: readonly string[] = []

function parseRow(line: string, start: number): SpooledRow | undefined {
  const comma = line.indexOf(',', start)
  const key = comma < 0 ? line.slice(start) : line.slice(start, comma)
  if (!isEncodedKey(key)) return undefined
  return { key, rest: comma < 0 ? NOTHING : line.slice(comma + 1).split(',') }
}
