// Knows how rows kept on disk (spool.ts) are read again, one by one.

import { createReadStream } from 'node:fs'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'

const CHUNK_CHARS = 256 * 1024
const ENCODED_KEY = /^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})+$/

/** A row without its bucket: the key, and what stood behind it. */
export type SpooledRow = { readonly key: EncodedKey; readonly rest: readonly string[] }

/**
 * The rows of `parts`, in order. Each is checked again, because requests will be made of it.
 * @throws ActionError INTERNAL_ERROR for a row that is none of `bucket`'s
 */
export async function* readSpooledRows(bucket: string, parts: readonly string[]): AsyncGenerator<SpooledRow> {
  for (const part of parts) {
    let rest = ''
    for await (const chunk of createReadStream(part, { encoding: 'latin1', highWaterMark: CHUNK_CHARS })) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield parseRow(bucket, line)
    }
    if (rest !== '') throw broken()
  }
}

function parseRow(bucket: string, line: string): SpooledRow {
  const [name, key = '', ...rest] = line.split(',')
  if (name !== bucket || !ENCODED_KEY.test(key)) throw broken()
  return { key: key as EncodedKey, rest }
}

const broken = () =>
  new ActionError('INTERNAL_ERROR', 'The rows kept by the scan cannot be read again.', {
    hint: 'Look at free disk space on the runner and run again.',
  })
