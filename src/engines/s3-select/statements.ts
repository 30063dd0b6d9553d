// Writes the two statements that S3 Select answers for a CSV inventory file: what can be counted is counted by S3, and
// only the rows that must be judged one by one are returned (S3 User Guide, "SQL reference for S3 Select"). How S3 Select
// reads a row that is no proper CSV is not documented. So the first statement sees fields with their quotes, and counts
// the rows that can be read in one way only.

import { listDetailColumns, needsLook, type ScanPolicy } from '../../findings/classify.ts'
import type { ColumnName } from '../../inventory/report.ts'
import { ENCRYPTION_STATUSES } from '../../words/encryption.ts'

export type SelectStatements = {
  /** One row: the numbers of `TallyColumns`, in this order. */
  readonly tally: string
  /** Rows of `columns`. */
  readonly rows: string
  readonly columns: readonly ColumnName[]
  /** By index into ENCRYPTION_STATUSES: whether the current rows with that status are returned. */
  readonly isReturned: readonly boolean[]
}

/** Numbers before those of each status: current rows, their bytes, noncurrent rows, their bytes. */
export const TALLY_START = ['rows', 'of the bucket', 'with flags', 'delete markers', 'proper', 'characters'] as const
export const NUMBERS_PER_STATUS = 4

/** `columns`: those of the file, in their order. Nothing from a report becomes part of a statement. */
export function writeStatements(columns: readonly ColumnName[], bucket: string, policy: ScanPolicy): SelectStatements {
  const isReturned = ENCRYPTION_STATUSES.map((_, status) => needsLook(status, policy))
  const rows = new RowTerms(columns, quote)
  const raw = new RowTerms(columns, quoteRaw)
  const perStatus = ENCRYPTION_STATUSES.flatMap((status) => {
    const [current, noncurrent] = [raw.ofStatus(status, 'true'), raw.ofStatus(status, 'false')]
    return [count(current), raw.sumBytes(current), count(noncurrent), raw.sumBytes(noncurrent)]
  })
  const start = [
    'COUNT(*)',
    count(`${raw.term('bucket')} = ${quoteRaw(bucket)}`),
    count(raw.hasFlags),
    count(raw.isMarker),
    count(raw.isProper),
    `SUM(${columns.map((column) => `CHAR_LENGTH(${raw.term(column)})`).join(' + ')})`,
  ]
  const details = listDetailColumns(policy.spec).filter((column) => columns.includes(column))
  const wanted = columns.filter((column) => ALWAYS.has(column) || details.includes(column))
  const statuses = ENCRYPTION_STATUSES.filter((_, index) => isReturned[index])
  return {
    tally: `SELECT ${[...start, ...perStatus].join(', ')} FROM S3Object s`,
    rows: `SELECT ${wanted.map((column) => rows.term(column)).join(', ')} FROM S3Object s WHERE ${rows.areWanted(statuses)}`,
    columns: wanted,
    isReturned,
  }
}

const ALWAYS: ReadonlySet<ColumnName> = new Set([
  'bucket',
  'key',
  'islatest',
  'isdeletemarker',
  'size',
  'encryptionstatus',
])

export const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
/** A text as it stands in the file. */
const quoteRaw = (text: string) => quote(`"${text}"`)
/** As in the streamed scan: longer numbers are no size of an object. */
const MAX_SIZE_DIGITS = 15
const NEVER = "'' = '-'"
const ALWAYS_TRUE = "'' = ''"
export const count = (condition: string) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`

/** Conditions on the columns of a file; those that it lacks hold for every row. */
class RowTerms {
  readonly #columns: readonly ColumnName[]
  readonly #quote: typeof quote

  constructor(columns: readonly ColumnName[], quoted: typeof quote) {
    this.#columns = columns
    this.#quote = quoted
  }

  term(column: ColumnName): string {
    return `s._${this.#columns.indexOf(column) + 1}`
  }

  get isMarker(): string {
    return this.#is('isdeletemarker', 'true') ?? NEVER
  }

  get hasFlags(): string {
    const flags = ['islatest', 'isdeletemarker'].filter((column) => this.#columns.includes(column))
    return and(flags.map((column) => `${this.term(column)} IN ${this.#list(['true', 'false'])}`))
  }

  ofStatus(status: string, isLatest: 'true' | 'false'): string {
    const latest = this.#is('islatest', isLatest) ?? (isLatest === 'true' ? ALWAYS_TRUE : NEVER)
    return and([...this.#isObject(), latest, `${this.term('encryptionstatus')} = ${this.#quote(status)}`])
  }

  sumBytes(condition: string): string {
    if (!this.#columns.includes('size')) return count(NEVER)
    return `SUM(CASE WHEN ${condition} THEN CAST(${this.#size} AS INT) ELSE 0 END)`
  }

  /** Current rows with these statuses, and every row whose status is none of the known ones. */
  areWanted(statuses: readonly string[]): string {
    const status = this.term('encryptionstatus')
    const latest = this.#is('islatest', 'true') ?? ALWAYS_TRUE
    const current = statuses.length === 0 ? NEVER : and([latest, `${status} IN ${this.#list(statuses)}`])
    return and([...this.#isObject(), `(${current} OR NOT ${status} IN ${this.#list(ENCRYPTION_STATUSES)})`])
  }

  /**
   * Only for fields with their quotes: all columns are there, each between two quotes and without another one; there is a
   * key; and the size is digits alone, or of a delete marker. A cast and back tells digits from other numbers.
   */
  get isProper(): string {
    const fields = this.#columns.map(
      (column) => `${this.term(column)} LIKE '"%"' AND NOT ${this.term(column)} LIKE '"%"%"'`,
    )
    const hasKey = `NOT ${this.term('key')} = ${this.#quote('')}`
    if (!this.#columns.includes('size')) return and([...fields, hasKey])
    const field = this.term('size')
    const isNumber = `CHAR_LENGTH(${field}) <= ${2 + MAX_SIZE_DIGITS} AND NOT ${field} LIKE '"-%' AND CAST(CAST(${this.#size} AS INT) AS STRING) = ${this.#size}`
    const isSize = `(CASE WHEN ${field} = ${this.#quote('')} THEN (CASE WHEN ${this.isMarker} THEN 1 ELSE 0 END) WHEN ${isNumber} THEN 1 ELSE 0 END) = 1`
    return and([...fields, hasKey, isSize])
  }

  /** What is between the quotes. */
  get #size(): string {
    const field = this.term('size')
    return `SUBSTRING(${field}, 2, CHAR_LENGTH(${field}) - 2)`
  }

  #list(texts: readonly string[]): string {
    return `(${texts.map(this.#quote).join(', ')})`
  }

  #isObject(): readonly string[] {
    return [this.#is('isdeletemarker', 'false') ?? ALWAYS_TRUE]
  }

  #is(column: ColumnName, value: string): string | undefined {
    return this.#columns.includes(column) ? `${this.term(column)} = ${this.#quote(value)}` : undefined
  }
}

const and = (conditions: readonly string[]) => (conditions.length === 0 ? ALWAYS_TRUE : conditions.join(' AND '))
