// Chooses how the rows of findings become job manifests when Athena reads the report, and says why. Pure.

import { type JobManifestWay, STREAMED } from '../../words/job-manifest-way.ts'
import { formatBytes, formatCount, formatNoun } from '../../words/numbers.ts'

/** The limits of `auto`, which are ours. */
export const WAY_LIMITS = {
  /** GetQueryResults returns a thousand rows a call: ten thousand calls, some ten minutes, and about 1 GB on disk. */
  runnerRows: 10_000_000,
  ...STREAMED,
} as const
/** "Exceeded limit of 100 open writers for partitions/buckets" (Athena User Guide, "Partitioning and bucketing"). */
export const MAX_WRITERS = 100
/** One for most rows, and one for those that are set apart for a trial. */
const FOLDERS_OF_A_GROUP = 2

export type WayChoice = { readonly way: JobManifestWay; readonly why: string }

type Circumstances = {
  readonly asked: 'auto' | JobManifestWay
  readonly rows: number
  /** Groups of rows: each becomes a job manifest. */
  readonly groups: number
  /** Why Athena cannot write files of rows to a place of ours; undefined if it can. */
  readonly unwritable: string | undefined
}

/** Before the rows are written: whether Athena writes them as files. */
export function chooseWay({ asked, rows, groups, unwritable }: Circumstances): WayChoice {
  const many = formatNoun(rows, 'row')
  if (asked === 'runner') return { way: 'runner', why: 'job-manifest is runner' }
  if (groups * FOLDERS_OF_A_GROUP > MAX_WRITERS)
    return { way: 'runner', why: `${groups} groups of rows, and Athena writes at most ${MAX_WRITERS} folders` }
  if (asked !== 'auto') return { way: asked, why: `job-manifest is ${asked}` }
  if (rows <= WAY_LIMITS.runnerRows)
    return { way: 'runner', why: `${many}, up to ${formatCount(WAY_LIMITS.runnerRows)}` }
  if (unwritable !== undefined) return { way: 'runner', why: `${many}, and ${unwritable}` }
  if (rows <= WAY_LIMITS.rows) return { way: 'athena-streamed', why: `${many}, up to ${formatCount(WAY_LIMITS.rows)}` }
  return { way: 'athena-joined', why: many }
}

/** After the rows are written, of which the size is then known: rows of great length are joined, too. */
export function chooseBySize(choice: WayChoice, asked: 'auto' | JobManifestWay, bytes: number): WayChoice {
  if (asked !== 'auto' || choice.way !== 'athena-streamed' || bytes <= WAY_LIMITS.bytes) return choice
  return {
    way: 'athena-joined',
    why: `${formatBytes(BigInt(bytes))}, more than ${formatBytes(BigInt(WAY_LIMITS.bytes))}`,
  }
}
