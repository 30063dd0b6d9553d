// Writes the judgement of a row as SQL: what it is, what is wrong with it, and which exception applies. The same words
// as findings/classify.ts, need.ts and find-exception.ts, from the same constants.

import { COPYABLE_STORAGE_CLASSES, MAX_COPY_BYTES, type Need } from '../../findings/need.ts'
import { listTerms } from '../../findings/object-filter.ts'
import { SIZE_BANDS } from '../../findings/scan-tally.ts'
import type { ScanSpec } from '../../findings/spec.ts'
import { ARCHIVE_CLASSES, ARCHIVE_TIERS } from '../../findings/standing.ts'
import { ENCRYPTION_STATUSES } from '../../words/encryption.ts'
import { asksMoreOf, isMultiRegionKey, type KeyRule } from '../../words/key-rule.ts'
import { fitsRule, matchesGlob, startsWith } from './key-patterns.ts'
import type { Asked } from './row-view.ts'
import { listConditions, listUnselected, writeStanding, writeTerms } from './select-row.ts'
import { cases, integer, quote, quoteEach } from './sql-text.ts'

/**
 * What a row is: D delete marker, U unknown status, N noncurrent, X excluded, C compliant, K candidate (has an accepted
 * status, under a key that the report does not show), F finding, ? a flag that is neither true nor false, S set apart
 * because its key is listed more than once.
 */
export const KINDS = ['D', 'U', 'N', 'X', 'C', 'K', 'F', '?', 'S'] as const
export type Kind = (typeof KINDS)[number]

const IS_KNOWN = `e IN ${quoteEach(ENCRYPTION_STATUSES)}`
/** Only these rows are asked whether patterns match. */
const IS_CURRENT = `v = 'L' AND ${IS_KNOWN}`

/** One condition for each pattern of include and exclude, in their order: whether a current row matches. */
export function writePatterns({ include, exclude }: ScanSpec): string[] {
  return [...include, ...exclude].map((glob) => `(${IS_CURRENT} AND coalesce(${matchesGlob(glob)}, false))`)
}

/** Whether a current row is not one that the inventory configuration lists. */
export function writeOutsider({ listedPrefix = '' }: ScanSpec): string {
  return listedPrefix === '' ? 'false' : `(${IS_CURRENT} AND NOT coalesce(${startsWith(listedPrefix)}, false))`
}

/** Whether every current row's key has to be read, and its size is counted. */
export const judgesKeys = ({ include, exclude, listedPrefix = '' }: ScanSpec) =>
  listedPrefix !== '' || include.length + exclude.length > 0

/** Statuses that comply whatever the key of the object is; with a selection, those that it is not about. */
export const listSettled = ({ accepted, keyRule, selection }: ScanSpec) =>
  selection === undefined ? accepted.filter((status) => !asksMoreOf(status, keyRule)) : listUnselected({ selection })

/** The kind of a row. `m0`, `m1` … are the patterns. */
export function writeKind(spec: ScanSpec, report: Asked['report']): string {
  const { include, exclude, selection } = spec
  const patterns = [...include, ...exclude].map((_, index) => `m${index}`)
  const included = patterns.slice(0, include.length)
  const isExcluded = [
    ...(included.length === 0 ? [] : [`NOT (${included.join(' OR ')})`]),
    ...patterns.slice(include.length),
  ]
  return cases(
    [
      [`v = '?'`, `'?'`],
      [`v = 'D'`, `'D'`],
      [`NOT ${IS_KNOWN}`, `'U'`],
      [`v = 'N'`, `'N'`],
      ...(isExcluded.length === 0 ? [] : [[isExcluded.join(' OR '), `'X'`] as const]),
      ...(selection === undefined
        ? judgeByPolicy(spec, report)
        : [[`NOT ${writeTerms(selection.terms, report)}`, `'C'`] as const]),
    ],
    `'F'`,
  )
}

type Judged = readonly [condition: string, kind: string]

function judgeByPolicy(spec: ScanSpec, { format }: Asked['report']): readonly Judged[] {
  const { accepted, keyRule } = spec
  const settled = listSettled(spec)
  const asks = accepted.filter((status) => asksMoreOf(status, keyRule))
  return [
    // Which of its versions is the current one is not certain: the object itself is asked.
    ...(format === 'Iceberg' && accepted.length > 0
      ? [[`disputed AND e IN ${quoteEach(accepted)}`, `'K'`] as const]
      : []),
    ...(settled.length === 0 ? [] : [[`e IN ${quoteEach(settled)}`, `'C'`] as const]),
    ...judgeByColumn(asks, keyRule, format === 'Iceberg'),
    ...(asks.length === 0 ? [] : [[`e IN ${quoteEach(asks)}`, `'K'`] as const]),
  ]
}

/** As findings/classify.ts, for rows with one of the statuses `asks`. `showsKey`: whether rows have the ARN of their key. */
function judgeByColumn(
  asks: readonly string[],
  { kmsKeyArn, bucketKey }: KeyRule,
  showsKey: boolean,
): readonly Judged[] {
  const isBare = `e = 'SSE-KMS' AND bucket_key`
  const byBucketKey: readonly Judged[] =
    bucketKey && asks.includes('SSE-KMS') ? [[`${isBare} = 'DISABLED'`, `'F'`]] : []
  if (kmsKeyArn === undefined)
    return [...byBucketKey, ...byBucketKey.map((): Judged => [`${isBare} = 'ENABLED'`, `'C'`])]
  if (!showsKey || asks.length === 0) return byBucketKey
  const isShown = `e IN ${quoteEach(asks)} AND key_arn <> ''`
  const complies = bucketKey ? ` AND (e <> 'SSE-KMS' OR bucket_key = 'ENABLED')` : ''
  const isSame = matchesKey(kmsKeyArn)
  return [...byBucketKey, [`${isShown} AND NOT ${isSame}`, `'F'`], [`${isShown} AND ${isSame}${complies}`, `'C'`]]
}

/** As words/key-rule.ts: replicas of a multi-Region key, whose ARNs differ in the Region, are the same key. */
function matchesKey(kmsKeyArn: string): string {
  if (!isMultiRegionKey(kmsKeyArn)) return `(key_arn = ${quote(kmsKeyArn)})`
  const parts = kmsKeyArn.split(':').map((part, index) => `split_part(key_arn, ':', ${index + 1}) = ${quote(part)}`)
  return `(${parts.filter((_, index) => index !== 3).join(' AND ')})`
}

/** Why a finding is one, or how a selected object stands. */
export const writeGround = ({ spec, report }: Asked): string =>
  spec.selection === undefined ? writeNeed(report) : writeStanding(report)

/** The need of a finding, in the order of findings/need.ts. */
function writeNeed({ columns, format }: Pick<Asked['report'], 'columns' | 'format'>): string {
  const hasSize = columns.includes('size')
  const need = (word: Need) => `'${word}'`
  const isArchive = `s IN ${quoteEach([...ARCHIVE_CLASSES])}`
  return cases(
    [
      [`e = 'SSE-C'`, need('sse-c')],
      [`e = 'DSSE-KMS'`, need('dsse-kms')],
      [`e IN ('SSE-S3', 'SSE-KMS') AND lock = 'none'`, need('rekey')],
      [`e IN ('SSE-S3', 'SSE-KMS')`, `'rekey-' || lock`],
      [`lock <> 'none'`, `'encrypt-' || lock`],
      [`acl <> 'private'`, `'encrypt-acl-' || acl`],
      [`s = ''`, need('encrypt-class-unknown')],
      [isArchive, need('encrypt-archived')],
      [`s NOT IN ${quoteEach(COPYABLE_STORAGE_CLASSES)}`, need('encrypt-class-unsupported')],
      [`tier IN ${quoteEach([...ARCHIVE_TIERS])} AND s = 'INTELLIGENT_TIERING'`, need('encrypt-archived')],
      [`tier IN ${quoteEach([...ARCHIVE_TIERS])}`, need('encrypt-archived-oddly')],
      ...(format === 'Iceberg' ? [[`s = 'INTELLIGENT_TIERING'`, need('encrypt-tier-unknown')] as const] : []),
      ...(hasSize ? [[`b > ${integer(MAX_COPY_BYTES)}`, need('encrypt-large')] as const] : []),
    ],
    need('encrypt'),
  )
}

/** Position of the first exception that applies, as text; '' if none does. */
export function writeException({ spec, report }: Asked): string {
  const whens = spec.exceptions.flatMap((rule, index) => {
    const key = fitsRule(rule)
    const conditions = [...listConditions(listTerms(rule), report), ...(key === undefined ? [] : [key])]
    return conditions.length === 0 ? [] : [[conditions.join(' AND '), `'${index}'`] as const]
  })
  return cases(whens, `''`)
}

/** Position of the size band (SIZE_BANDS), as text. */
export function writeBand(hasSize: boolean): string {
  if (!hasSize) return `''`
  const limited = SIZE_BANDS.slice(0, -1)
  return cases(
    limited.map(({ maxBytes }, band) => [`b <= ${integer(maxBytes)}`, `'${band}'`] as const),
    `'${limited.length}'`,
  )
}

/** A key in this project's encoding (words/object-key.ts), of k. */
export const ENCODED_KEY = `replace(replace(replace(url_encode(k), '+', '%20'), '%2F', '/'), '*', '%2A')`

/** `quote` of encoded keys, for a condition on ek. */
export const isOneOf = (keys: readonly string[]) =>
  keys.length === 0 ? 'false' : `ek IN (${keys.map(quote).join(', ')})`
