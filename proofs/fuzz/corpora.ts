// Knows the files of other writers that the unit tests keep (__tests__/unit/formats): those of Apache projects, good and
// bad, and the golden ones. Reads each of them, as it is and damaged further.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { createRandom } from '../../emulator/inventory/seeded.ts'
import type { ColumnarFile, ColumnKind, LoadedColumns } from '../../src/formats/columnar.ts'
import { openOrc } from '../../src/formats/orc/orc-file.ts'
import { openParquet } from '../../src/formats/parquet/parquet-file.ts'
import { ActionError } from '../../src/words/errors.ts'
import type { Outcome } from './fuzz-case.ts'
import { choose, MUTATIONS } from './mutations.ts'

export type CorpusFile = { readonly name: string; readonly format: 'ORC' | 'Parquet'; readonly path: string }

/** Damaged variants of each file, beside the file itself. */
export const CORPUS_CASES_PER_FILE = 101
/** Reading every column of larger ones a hundred times would take all of the time there is. */
const MAX_FILE_BYTES = 256 * 1024

const FOLDERS = ['apache', 'golden', 'outside/files'].map((name) =>
  join(import.meta.dirname, '../../__tests__/unit/formats', name),
)
/** Its 46 KB hold 1.9 million rows. */
const TOO_LONG = 'demo-12-zlib.orc'
const FORMATS: Readonly<Record<string, CorpusFile['format']>> = { '.orc': 'ORC', '.parquet': 'Parquet' }

/** All files of the corpora. */
export function listCorpora(): readonly CorpusFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .flatMap((name) => {
        const format = FORMATS[extname(name)]
        return format === undefined ? [] : [{ name, format, path: join(folder, name) }]
      })
      .filter(({ name, path }) => !name.endsWith(TOO_LONG) && statSync(path).size <= MAX_FILE_BYTES)
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  )
}

export type CorpusCase = { readonly file: CorpusFile; readonly mutation: string; readonly bytes: Uint8Array }

/** The case of a number from 0 to files × CORPUS_CASES_PER_FILE - 1. */
export function createCorpusCase(number: number, seed: string, files: readonly CorpusFile[]): CorpusCase {
  const file = files[Math.floor(number / CORPUS_CASES_PER_FILE)]
  if (file === undefined) throw new Error(`there is no corpus case ${number}`)
  const bytes = readFileSync(file.path)
  if (number % CORPUS_CASES_PER_FILE === 0) return { file, mutation: 'as it is', bytes }
  const random = createRandom(`${seed}/corpus/${number}`)
  const { name, mutate } = choose(random, MUTATIONS)
  return { file, mutation: name, bytes: mutate(bytes, random, readFileSync(choose(random, files).path)) }
}

/** Reads every row of every column the readers know; good is an ActionError, or as many values as the file declares. */
export async function runCorpusCase({ file, bytes }: CorpusCase): Promise<Outcome> {
  const open = file.format === 'ORC' ? openOrc : openParquet
  try {
    const opened = await open(async (start, end) => Uint8Array.from(bytes.subarray(start, end)), bytes.length)
    const short = await findShortColumn(opened)
    return short === undefined ? { kind: 'unchanged' } : { kind: 'failed', message: short }
  } catch (error) {
    if (error instanceof ActionError && error.code === 'UNREADABLE') {
      return { kind: 'refused', reason: error.code, message: error.message }
    }
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

async function findShortColumn(file: ColumnarFile): Promise<string | undefined> {
  let rows = 0
  for (const group of file.groups) {
    rows += group.rows
    for (const [name, kind] of file.columns) {
      const loaded = await group.load([name])
      const count = COUNT_VALUES[kind](loaded, name)
      if (count !== group.rows) return `column ${name} yields ${count} of ${group.rows} rows`
    }
  }
  return rows === file.rows ? undefined : `${rows} rows where the file declares ${file.rows}`
}

const COUNT_VALUES: Readonly<Record<ColumnKind, (loaded: LoadedColumns, name: string) => number>> = {
  text: (loaded, name) => loaded.texts(name).starts.length,
  flag: (loaded, name) => loaded.flags(name).length,
  integer: (loaded, name) => loaded.numbers(name).length,
  timestamp: (loaded, name) => loaded.numbers(name).length,
}
