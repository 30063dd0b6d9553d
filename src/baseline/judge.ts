// Decides whether a findings file can be the baseline of this run: the same buckets under the same policy, all of them
// with a verdict. Anything else is refused: a baseline that does not fit must never count as an empty one, or as a full one.

import type { Verdict } from '../decide/verdict.ts'
import { formatDate, formatDuration, formatNoun } from '../words/numbers.ts'
import { encodeText } from '../words/outside-text.ts'
import { BaselineProblem } from './baseline.ts'
import type { Sidecar } from './sidecar.ts'

/** A bucket of this run. */
export type BucketNow = {
  readonly bucket: string
  readonly verdict: Verdict
  readonly policySha256: string
  /** Undefined if the bucket has no source. */
  readonly source: { readonly asOf: Date; readonly scope: string } | undefined
}

/** Buckets named in one message. */
const MAX_NAMED = 3
/** Beyond this, what is new since the baseline says little about what a change did. */
const OLD_MS = 7 * 24 * 3_600_000

/** @throws BaselineProblem if the baseline says nothing about the findings of these buckets */
export function judgeBaseline({ buckets }: Pick<Sidecar, 'buckets'>, now: readonly BucketNow[]): void {
  const common = now.flatMap((bucket) => {
    const known = buckets.get(bucket.bucket)
    return known === undefined ? [] : [{ bucket, known }]
  })
  if (common.length === 0) {
    throw new BaselineProblem(
      `it is about ${name([...buckets.keys()])}, and this run is about ${name(now.map(({ bucket }) => bucket))}`,
      'Compare with a findings file of a run over the same buckets.',
    )
  }
  const others = common.filter(({ bucket, known }) => bucket.policySha256 !== known.policySha256)
  if (others.length > 0) {
    throw new BaselineProblem(
      `it was written under another policy or selection of ${name(others.map(({ bucket }) => bucket.bucket))}`,
      'Set accepted-encryption, kms-key-arn, require-bucket-key, include and exclude in both workflows alike, or let the scheduled scan write a new file under the new policy.',
    )
  }
  const blind = common.filter(({ known }) => known.verdict === 'INSUFFICIENT_DATA')
  if (blind.length > 0) {
    throw new BaselineProblem(
      `the run that wrote it had no verdict about ${name(blind.map(({ bucket }) => bucket.bucket))}`,
      'Compare with the file of a run that had a verdict about every bucket. Its log says why it had none.',
    )
  }
}

/** The sources of the buckets that both know. */
const listPairs = ({ buckets }: Pick<Sidecar, 'buckets'>, now: readonly BucketNow[]) =>
  now.flatMap(({ bucket, source }) => {
    const before = buckets.get(bucket)?.source
    return source === undefined || before === undefined ? [] : [{ bucket, source, before }]
  })

/** The oldest source of what is compared. Epoch if the file does not say. */
export const dateBaseline = (sidecar: Pick<Sidecar, 'buckets'>, now: readonly BucketNow[]): Date =>
  new Date(
    listPairs(sidecar, now).reduce<number | undefined>(
      (oldest, { before }) => Math.min(oldest ?? Number.POSITIVE_INFINITY, before.asOf.getTime()),
      undefined,
    ) ?? 0,
  )

/** What a reader must know to understand the numbers. */
export function listNotes(sidecar: Pick<Sidecar, 'buckets'>, now: readonly BucketNow[]): readonly string[] {
  const pairs = listPairs(sidecar, now)
  const added = now.filter(({ bucket }) => !sidecar.buckets.has(bucket)).map(({ bucket }) => bucket)
  const gone = [...sidecar.buckets.keys()].filter((known) => !now.some(({ bucket }) => bucket === known))
  const newer = pairs.filter(({ source, before }) => before.asOf > source.asOf)
  const old = pairs.filter(({ source, before }) => source.asOf.getTime() - before.asOf.getTime() > OLD_MS)
  const wider = pairs.filter(({ source, before }) => source.scope !== before.scope)
  const age = Math.max(0, ...old.map(({ source, before }) => source.asOf.getTime() - before.asOf.getTime()))
  return [
    ...(added.length === 0 ? [] : [`The baseline does not name ${name(added)}: every finding there counts as new.`]),
    ...(gone.length === 0
      ? []
      : [`The baseline also names ${name(gone)}, which this run does not look at: no number here is about it.`]),
    ...(newer.length === 0
      ? []
      : [
          `The baseline is of a newer report of ${name(newer.map(({ bucket }) => bucket))} (${formatDate(newer[0]?.before.asOf ?? new Date(0))}) than this run's: what was found in between counts as resolved.`,
        ]),
    ...(old.length === 0
      ? []
      : [
          `The baseline is ${formatDuration(age)} older than this run's report of ${name(old.map(({ bucket }) => bucket))}: new findings may be older than the change that is checked.`,
        ]),
    ...(wider.length === 0
      ? []
      : [
          `The baseline covers another part of ${name(wider.map(({ bucket }) => bucket))} than this run: what only one of them lists counts as new, or as resolved.`,
        ]),
  ]
}

/** `bucket a`, `the buckets a, b, c and 5 more`, `no bucket`. */
function name(buckets: readonly string[]): string {
  if (buckets.length === 0) return 'no bucket'
  const shown = buckets.slice(0, MAX_NAMED).map(encodeText).join(', ')
  if (buckets.length === 1) return `bucket ${shown}`
  const more = buckets.length - MAX_NAMED
  return `the ${formatNoun(buckets.length, 'bucket')} ${shown}${more > 0 ? ` and ${more} more` : ''}`
}
