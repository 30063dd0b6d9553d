// Reads the result of the tally statement: counts by file, by kind of row, and by prefix.

import { SIZE_BANDS } from '../../findings/scan-tally.ts'
import { ENCRYPTION_STATUSES, type ObjectCount } from '../../words/encryption.ts'
import { misread, nameCells, type ResultRow, readBytes, readCount, readTime, readWord } from './cells.ts'
import { type Ground, readGround } from './ground.ts'
import { KINDS, type Kind } from './judge-row.ts'
import type { Asked } from './row-view.ts'
import { readSamples, type SampleCells } from './samples.ts'
import { MAX_KINDS, OF_FILE, OF_KIND, OF_PREFIX, tallyColumns } from './statements.ts'

/** What was counted of one file, and of all rows of one kind: numbers of rows. */
type Flaws = {
  readonly foreign: number
  readonly broken: number
  readonly doubtful: number
  readonly outsiders: number
  readonly unsized: number
  readonly untimed: number
  /** IsLatest or IsDeleteMarker is neither true nor false; only known of kinds. */
  readonly flagless: number
}
export type FileTally = { readonly rows: number; readonly flaws: Flaws }

/** Rows of one kind that have everything in common that findings are counted by. */
export type KindTally = {
  readonly kind: Kind
  /** Index into ENCRYPTION_STATUSES, or the text of an unknown one. */
  readonly status: number | string
  readonly storageClass: string
  readonly need: Ground | undefined
  readonly exception: number | undefined
  readonly band: number | undefined
  readonly tally: ObjectCount
  readonly newest: number | undefined
  readonly samples: readonly SampleCells[]
  readonly matched: readonly boolean[]
  readonly flaws: Flaws
}

export type ReportTally = {
  /** By `"$path"`. */
  readonly files: ReadonlyMap<string, FileTally>
  readonly kinds: readonly KindTally[]
  readonly prefixes: ReadonlyMap<string, ObjectCount>
}

/** @throws ActionError QUERY_FAILED for a result that is not a tally */
export function readTally(rows: readonly ResultRow[], asked: Asked): ReportTally {
  const files = new Map<string, FileTally>()
  const kinds: KindTally[] = []
  const prefixes = new Map<string, ObjectCount>()
  const columns = tallyColumns(asked)
  const hasSize = asked.report.columns.includes('size')
  for (const row of rows) {
    const cells = nameCells(columns, row)
    const count = { objects: readCount(cells.n), bytes: readBytes(cells.bytes) }
    switch (readCount(cells.what)) {
      case OF_FILE: {
        const path = cells.p ?? ''
        if (files.has(path)) throw misread('a file is counted twice')
        files.set(path, { rows: count.objects, flaws: readFlaws(cells, undefined) })
        break
      }
      case OF_KIND:
        kinds.push(readKind(cells, count, asked))
        break
      case OF_PREFIX:
        prefixes.set(cells.prefix ?? '', { ...count, bytes: hasSize ? count.bytes : undefined })
        break
      default:
        throw misread('a row is of no known kind')
    }
  }
  return { files, kinds, prefixes }
}

type Cells = Readonly<Record<string, string | undefined>>

function readFlaws(cells: Cells, kind: Kind | undefined): Flaws {
  return {
    foreign: readCount(cells.foreign_rows),
    broken: readCount(cells.broken_keys),
    doubtful: readCount(cells.doubtful_keys),
    outsiders: readCount(cells.outsiders),
    unsized: readCount(cells.unsized_rows),
    untimed: readCount(cells.untimed_rows),
    flagless: kind === '?' ? readCount(cells.n) : 0,
  }
}

function readKind(cells: Cells, tally: ObjectCount, { spec, report }: Asked): KindTally {
  const kind = readWord(KINDS, cells.kind)
  const { status = '', told_need: need = '', exception = '', told_band: band = '' } = cells
  const patterns = spec.include.length + spec.exclude.length
  return {
    kind,
    status: kind === 'U' || kind === 'D' || kind === '?' || kind === 'S' ? status : readStatus(status),
    storageClass: cells.class ?? '',
    need: need === '' ? undefined : readGround(spec, need),
    exception: exception === '' ? undefined : readIndex(exception, spec.exceptions.length),
    band: band === '' ? undefined : readIndex(band, SIZE_BANDS.length),
    tally,
    newest: report.columns.includes('lastmodifieddate') ? readTime(cells.newest) : undefined,
    samples: readSamples(cells.samples, report.columns.includes('size')),
    matched: Array.from({ length: patterns }, (_, index) => readCount(cells[`m${index}`]) === 1),
    flaws: readFlaws(cells, kind),
  }
}

function readStatus(text: string): number {
  const status = (ENCRYPTION_STATUSES as readonly string[]).indexOf(text)
  if (status < 0) throw misread('a status is unknown')
  return status
}

function readIndex(text: string, length: number): number {
  const index = readCount(text)
  if (index >= length) throw misread('a position is beyond its list')
  return index
}

/** Whether a result was cut, or has more storage classes than are counted: then it is not used. */
export function isBeyond({ kinds }: ReportTally): boolean {
  return kinds.length >= MAX_KINDS || new Set(kinds.map(({ storageClass }) => storageClass)).size > MAX_CLASSES
}
/** As the streamed scan counts them by name (findings/finding-counter.ts). */
const MAX_CLASSES = 100
