// Knows the files the benchmarks read: made once from a seed by the emulator's own writers, then kept in bench/data/.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'
import type { InventoryFormat } from '../emulator/inventory/columns.ts'
import { writeInventoryCsv } from '../emulator/inventory/csv.ts'
import { FILE_ENDINGS, writeInventoryFile } from '../emulator/inventory/files.ts'
import { COLUMNS, createRows, FINDING_SHARE } from './rows.ts'

export type DataSize = { readonly rows: number; readonly files: number; readonly findingShare: number }

/** One file on disk and what an inventory manifest says of it. */
export type DataFile = {
  readonly path: string
  readonly size: number
  /** MD5 of the bytes, 32 lower-case hex digits. */
  readonly md5: string
  readonly rows: number
}

/** The set the reach table is about. */
export const FULL_SIZE: DataSize = { rows: 4_000_000, files: 8, findingShare: FINDING_SHARE }
/** An old bucket, of which nothing is encrypted. */
export const ALL_FINDINGS: DataSize = { rows: 1_200_000, files: 4, findingShare: 1 }
/** The same at ten million findings. */
export const TEN_MILLION_FINDINGS: DataSize = { rows: 10_300_000, files: 34, findingShare: 1 }
export const SEED = 'bench-1'
const DATA_FOLDER = join(import.meta.dirname, 'data')
/** A generator holds all rows of a file, as objects and again as columns. */
const GENERATOR_HEAP_MB = 6144

/** A file still to be made, sent to a generator. */
export type MakeFileTask = {
  readonly folder: string
  readonly seed: string
  readonly index: number
  readonly rows: number
  readonly findingShare: number
  readonly formats: readonly InventoryFormat[]
}

/**
 * The files of each format, all holding the same rows; what is missing is made first, on all cores.
 * `say` gets a line per finished file.
 */
export async function prepareData(
  formats: readonly InventoryFormat[],
  size: DataSize,
  say: (line: string) => void,
  root: string = DATA_FOLDER,
): Promise<Readonly<Record<InventoryFormat, readonly DataFile[]>>> {
  const { findingShare } = size
  const kind = findingShare === FINDING_SHARE ? '' : `-${findingShare * 100}-percent`
  const folder = join(root, `${SEED}-${size.rows}-${size.files}${kind}`)
  mkdirSync(folder, { recursive: true })
  const rowsPerFile = Math.ceil(size.rows / size.files)
  const tasks = Array.from({ length: size.files }, (_, index): MakeFileTask => {
    const rows = Math.min(rowsPerFile, size.rows - index * rowsPerFile)
    const missing = formats.filter((format) => !existsSync(factsPath(folder, index, format)))
    return { folder, seed: SEED, index, rows, findingShare, formats: missing }
  })
  const missing = tasks.filter((task) => task.formats.length > 0)
  if (missing.length > 0)
    say(`making ${missing.length} files of ${rowsPerFile.toLocaleString('en')} rows (kept for the next time)`)
  const makeNext = async (): Promise<void> => {
    for (let task = missing.shift(); task !== undefined; task = missing.shift()) {
      await makeInWorker(task)
      say(`made file ${task.index + 1} of ${size.files} as ${task.formats.join(', ')}`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, makeNext))
  const readFacts = (format: InventoryFormat): readonly DataFile[] =>
    formats.includes(format) ? tasks.map(({ index }) => readFile(folder, index, format)) : []
  return { CSV: readFacts('CSV'), ORC: readFacts('ORC'), Parquet: readFacts('Parquet') }
}

/** Makes one file in every format asked for. The facts are written last: without them a file does not count. */
export async function makeFile({ folder, seed, index, rows, findingShare, formats }: MakeFileTask): Promise<void> {
  // CSV is streamed; the other two need all rows at once.
  const create = () => createRows(seed, index, rows, findingShare)
  const all = formats.some((format) => format !== 'CSV') ? [...create()] : undefined
  for (const format of formats) {
    const bytes =
      format === 'CSV'
        ? await buffer(writeInventoryCsv(all ?? create(), COLUMNS))
        : await writeInventoryFile(format, all ?? [], COLUMNS)
    const path = dataPath(folder, index, format)
    writeFileSync(path, bytes)
    const facts = { size: bytes.length, md5: createHash('md5').update(bytes).digest('hex'), rows }
    writeFileSync(`${path}.part`, JSON.stringify(facts))
    renameSync(`${path}.part`, factsPath(folder, index, format))
  }
}

function makeInWorker(task: MakeFileTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./generate-worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: GENERATOR_HEAP_MB },
    })
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a generator ended with ${code}`))))
  })
}

function dataPath(folder: string, index: number, format: InventoryFormat): string {
  return join(folder, `part-${index}.${FILE_ENDINGS[format]}`)
}

function factsPath(folder: string, index: number, format: InventoryFormat): string {
  return `${dataPath(folder, index, format)}.json`
}

function readFile(folder: string, index: number, format: InventoryFormat): DataFile {
  const facts = JSON.parse(readFileSync(factsPath(folder, index, format), 'utf8')) as Omit<DataFile, 'path'>
  return { path: dataPath(folder, index, format), ...facts }
}
