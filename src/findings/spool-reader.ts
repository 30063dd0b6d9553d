// Reads rows that were kept (spool.ts, row-part.ts), one by one.

import { createReadStream } from 'node:fs'
import { ActionError } from '../words/errors.ts'
import { type EncodedKey, isEncodedKey } from '../words/object-key.ts'
import type { RowPart } from './row-part.ts'

const CHUNK_CHARS = 256 * 1024

/** A row without its bucket: the key, and the fields after it. */
export type SpooledRow = { readonly key: EncodedKey; readonly rest: readonly string[] }

/** Makes the error for rows that are not as they were written. */
type Explain = (what: string, hint: string) => ActionError

const explainBroken: Explain = (_what, hint) =>
  new ActionError('INTERNAL_ERROR', 'The rows kept by the scan cannot be read again.', { hint })

/** What to do about rows that are not as they were written. */
export const hintFor = (part: RowPart) =>
  typeof part === 'string'
    ? 'Check the free disk space on the runner, and run again.'
    : 'Run again. If the error persists, check who else writes to athena-output, or set job-manifest to runner.'

/**
 * The rows of `parts`, in order. Each is validated again, because requests will be made from it.
 * @throws ActionError INTERNAL_ERROR, or as `explain` says, for a row that does not belong to `bucket`
 */
export async function* readSpooledRows(
  bucket: string,
  parts: readonly RowPart[],
  explain: Explain = explainBroken,
): AsyncGenerator<SpooledRow> {
  const start = `${bucket},`
  for (const part of parts) {
    let rest = ''
    for await (const chunk of readChunks(part)) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const row = line.startsWith(start) ? parseRow(line, start.length) : undefined
        if (row === undefined) throw explain('a row is not "bucket,encoded key"', hintFor(part))
        yield row
      }
    }
    if (rest !== '') throw explain('the last row does not end', hintFor(part))
  }
}

async function* readChunks(part: RowPart): AsyncGenerator<string> {
  if (typeof part === 'string') {
    yield* createReadStream(part, { encoding: 'latin1', highWaterMark: CHUNK_CHARS })
    return
  }
  for await (const bytes of part.read())
    yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

const NOTHING: readonly string[] = []

function parseRow(line: string, start: number): SpooledRow | undefined {
  const comma = line.indexOf(',', start)
  const key = comma < 0 ? line.slice(start) : line.slice(start, comma)
  if (!isEncodedKey(key)) return undefined
  return { key, rest: comma < 0 ? NOTHING : line.slice(comma + 1).split(',') }
}
