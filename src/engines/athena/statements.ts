// Writes the statements of one scan: the tally of all rows, the findings listed more than once, and the rows to keep.

import { MAX_HELD_BACK_SAMPLES, MAX_SAMPLES } from '../../findings/scan-tally.ts'
import type { ScanSpec } from '../../findings/spec.ts'
import { type Ground, listActedOn } from './ground.ts'
import {
  ENCODED_KEY,
  isOneOf,
  judgesKeys,
  type Kind,
  listSettled,
  writeBand,
  writeException,
  writeGround,
  writeKind,
  writeOutsider,
  writePatterns,
} from './judge-row.ts'
import { type Asked, countsAllSizes, type RowFormat, showsMistimed, writeRowView } from './row-view.ts'
import { quote, quoteEach } from './sql-text.ts'

/** What groups of a tally are about, as grouping() numbers them: p, kind, prefix; a bit is set if that is left out. */
export const OF_FILE = 3
export const OF_KIND = 5
export const OF_PREFIX = 6

/** As many prefixes as findings show. */
const TOP_PREFIXES = 10
/** More kinds of rows than any true report has; a result cut here is not used. */
export const MAX_KINDS = 20_000
/** Doubled rows that are compared in the runner. */
export const MAX_SET_APART = 1_000
const SAMPLES = Math.max(MAX_SAMPLES, MAX_HELD_BACK_SAMPLES)

/** Athena API Reference, "StartQueryExecution": QueryString. */
export const MAX_STATEMENT_CHARS = 262_144

/**
 * The common tables up to `f`, each row with its judgement. Rows with one of the keys `setApart` are of kind S.
 * Whatever only findings need is '' for others.
 */
export function writeJudged(asked: Asked, setApart: readonly string[]): string {
  const { spec, report } = asked
  const hasSize = report.columns.includes('size')
  const patterns = writePatterns(spec).map((condition, index) => `, ${condition} AS m${index}`)
  const ofFinding = (expression: string) => `CASE WHEN kind IN ('K', 'F') THEN ${expression} ELSE '' END`
  return [
    `WITH r AS (${asked.view ?? writeRowView(asked)})`,
    `g AS (SELECT *${patterns.join('')} FROM r)`,
    `h AS (SELECT *, ${writeKind(spec, report)} AS row_kind FROM g)`,
    `i AS (SELECT *, CASE WHEN row_kind IN ${quoteEach(listReadKinds(spec))} THEN ${ENCODED_KEY} END AS ek FROM h)`,
    `j AS (SELECT *, CASE WHEN row_kind IN ('K', 'F') AND ${isOneOf(setApart)} THEN 'S' ELSE row_kind END AS kind FROM i)`,
    `f AS (SELECT *, ${ofFinding(writeGround(asked))} AS need, ${ofFinding(writeException(asked))} AS x, ${ofFinding(writeBand(hasSize))} AS band FROM j)`,
  ].join(', ')
}

/** Kinds of rows whose keys and sizes the streamed scan reads from a columnar file, too. */
const listReadKinds = (spec: ScanSpec): readonly Kind[] => (judgesKeys(spec) ? ['X', 'C', 'K', 'F'] : ['K', 'F'])

/** Rows whose sizes the streamed scan reads from a columnar file: of a selection, all that are tested. */
function writeIsRead(spec: ScanSpec): string {
  const kinds = `kind IN ${quoteEach([...listReadKinds(spec), 'S'])}`
  if (spec.selection === undefined) return kinds
  const settled = listSettled(spec)
  return `(${kinds} OR (kind = 'C'${settled.length === 0 ? '' : ` AND e NOT IN ${quoteEach(settled)}`}))`
}

/**
 * Everything that is counted, in one scan: a row for each file, for each kind of row, and for each of the prefixes with
 * the most findings.
 */
export function writeTally(asked: Asked, setApart: readonly string[]): string {
  const isTold = `kind = 'F' AND x = ''`
  const shown = (expression: string) => `CASE WHEN ${isTold} THEN ${expression} ELSE '' END AS`
  const rows =
    `SELECT *, CASE WHEN kind IN ('D', '?', 'S') THEN '' WHEN kind = 'U' THEN substr(e, 1, 64) ELSE e END AS status, ` +
    `${shown('s')} class, ${shown('need')} told_need, CASE WHEN kind = 'F' THEN x ELSE '' END AS exception, ${shown('band')} told_band, ` +
    `CASE WHEN ${isTold} THEN substr(ek, 1, strpos(ek, '/')) END AS prefix, ` +
    `CASE WHEN ${isTold} THEN ek || ' ' || coalesce(CAST(b AS varchar), '') END AS sample FROM f`
  const groups =
    `SELECT grouping(p, kind, prefix) AS what, p, kind, status, class, told_need, exception, told_band, prefix, ${listMeasures(asked)} ` +
    `FROM (${rows}) judged GROUP BY GROUPING SETS ((p), (kind, status, class, told_need, exception, told_band), (prefix))`
  const ranked = `SELECT *, row_number() OVER (PARTITION BY what ORDER BY n DESC, prefix) AS place FROM (${groups}) u WHERE what <> ${OF_PREFIX} OR prefix IS NOT NULL`
  const kept = `what = ${OF_FILE} OR (what = ${OF_KIND} AND place <= ${MAX_KINDS}) OR (what = ${OF_PREFIX} AND place <= ${TOP_PREFIXES})`
  return `${writeJudged(asked, setApart)} SELECT ${tallyColumns(asked).join(', ')} FROM (${ranked}) w WHERE ${kept}`
}

/** The columns of a tally's result, in order. */
export function tallyColumns({ spec }: Pick<Asked, 'spec'>): string[] {
  const patterns = [...spec.include, ...spec.exclude].map((_, index) => `m${index}`)
  return [...GROUP_COLUMNS, ...MEASURE_COLUMNS, ...patterns]
}
const GROUP_COLUMNS = ['what', 'p', 'kind', 'status', 'class', 'told_need', 'exception', 'told_band', 'prefix'] as const
const MEASURE_COLUMNS = [
  'n',
  'bytes',
  'newest',
  'samples',
  'foreign_rows',
  'broken_keys',
  'doubtful_keys',
  'outsiders',
  'unsized_rows',
  'untimed_rows',
] as const

function listMeasures(asked: Asked): string {
  const { spec, report } = asked
  const reads = writeIsRead(spec)
  // In UTF-8: an escape is three characters for one byte.
  const tooLong = `length(ek) - 2 * (length(ek) - length(replace(ek, '%', ''))) > 1024`
  const acted = listActedOn(spec)
  const isTimed = report.columns.includes('lastmodifieddate')
  const untimed = [
    ...(isTimed && acted.length > 0 ? [`kind = 'F' AND x = '' AND need IN ${quoteEach(acted)} AND t IS NULL`] : []),
    ...(showsMistimed(asked) ? [`kind IN ('C', 'F') AND mistimed`] : []),
  ]
  return [
    'count(*) AS n',
    'sum(b) AS bytes',
    'max(t) AS newest',
    `array_join(min(sample, ${SAMPLES}), ',') AS samples`,
    `count_if(bucket IS DISTINCT FROM ${quote(report.sourceBucket)}) AS foreign_rows`,
    `count_if(broken OR coalesce(${tooLong}, false)) AS broken_keys`,
    `count_if(${DOUBTFUL_KEY[report.format]}) AS doubtful_keys`,
    `count_if(${writeOutsider(spec)}) AS outsiders`,
    `count_if(unsized${countsAllSizes(report) ? '' : ` AND ${reads}`}) AS unsized_rows`,
    `count_if(${untimed.length === 0 ? 'false' : untimed.join(' OR ')}) AS untimed_rows`,
    ...[...spec.include, ...spec.exclude].map((_, index) => `max(CASE WHEN m${index} THEN 1 ELSE 0 END) AS m${index}`),
  ].join(', ')
}

/**
 * What the engine makes of bytes that are not UTF-8 cannot be told from the character itself, outside of CSV. In a table
 * of S3 Metadata two keys could become one that way, so that all keys are asked.
 */
const DOUBTFUL_KEY: Readonly<Record<RowFormat, string>> = {
  CSV: 'false',
  ORC: `coalesce(strpos(ek, '%EF%BF%BD'), 0) > 0`,
  Parquet: `coalesce(strpos(ek, '%EF%BF%BD'), 0) > 0`,
  Iceberg: 'coalesce(strpos(k, chr(65533)), 0) > 0',
}

const ROW_COLUMNS = ['ek', 'kind', 'e', 's', 'need', 'x', 'b', 't'] as const
/** The columns of the statements below, in order. */
export type RowCells = Readonly<Record<(typeof ROW_COLUMNS)[number], string | undefined>>
export const rowColumns: readonly (keyof RowCells)[] = ROW_COLUMNS

/** The rows of findings and candidates whose keys are listed more than once. */
export function writeDoubles(asked: Asked): string {
  const counted = `SELECT *, count(*) OVER (PARTITION BY ek) AS listed FROM f WHERE kind IN ('K', 'F')`
  return `${writeJudged(asked, [])} SELECT ${ROW_COLUMNS.join(', ')} FROM (${counted}) d WHERE listed > 1 LIMIT ${MAX_SET_APART + 1}`
}

/** The rows of findings with one of these needs, and of candidates, in the order of their keys. */
export function writeRows(asked: Asked, setApart: readonly string[], needs: readonly Ground[]): string {
  const isKept =
    needs.length === 0 ? `kind = 'K'` : `kind = 'K' OR (kind = 'F' AND x = '' AND need IN ${quoteEach(needs)})`
  return `${writeJudged(asked, setApart)} SELECT ${ROW_COLUMNS.join(', ')} FROM f WHERE ${isKept} ORDER BY ek`
}

/**
 * The rows of all findings, whatever is done about them, and of candidates. In the order of their keys only if some are
 * for a job manifest: sorting all of them is work that a file in any order does not need.
 */
export function writeEveryFinding(asked: Asked, setApart: readonly string[], isOrdered: boolean): string {
  const select = `${writeJudged(asked, setApart)} SELECT ${ROW_COLUMNS.join(', ')} FROM f WHERE kind = 'K' OR (kind = 'F' AND x = '')`
  return isOrdered ? `${select} ORDER BY ek` : select
}
