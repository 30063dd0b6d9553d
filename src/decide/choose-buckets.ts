// Decides which buckets of an account the lines of `buckets` take. Pure.

import type { BucketLine } from '../settings/settings-of-a-run.ts'
import { matchesWildcards } from '../words/wildcards.ts'

type Tags = ReadonlyMap<string, string>

/** A bucket of the account; `tags` undefined if they may not be read, or no line needs them. */
export type ListedBucket = { readonly name: string; readonly tags: Tags | undefined }

type Chosen = {
  readonly taken: readonly string[]
  /** Buckets that a line with a tag may take, which cannot be seen: they have no verdict. */
  readonly doubtful: readonly string[]
  /** Buckets that lines would take if no other line left them out. */
  readonly leftOut: readonly string[]
}

/** Leaving out takes precedence over taking, in whatever order the lines are. */
export function chooseBuckets(lines: readonly BucketLine[], buckets: readonly ListedBucket[]): Chosen {
  const [leaving = [], taking = []] = [true, false].map((leavesOut) =>
    lines.filter((line) => line.leavesOut === leavesOut),
  )
  const taken: string[] = []
  const doubtful: string[] = []
  const leftOut: string[] = []
  for (const bucket of buckets) {
    const answers = taking.map((line) => isMeant(line, bucket))
    if (!answers.some((answer) => answer !== 'no')) continue
    // A bucket that might have to be left out is examined: that can only show more.
    if (leaving.some((line) => isMeant(line, bucket) === 'yes')) leftOut.push(bucket.name)
    else if (answers.includes('yes')) taken.push(bucket.name)
    else doubtful.push(bucket.name)
  }
  return { taken, doubtful, leftOut }
}

/** Lines that are about no bucket at all: a typo, or a bucket that is gone. */
export function listIdleLines(lines: readonly BucketLine[], buckets: readonly ListedBucket[]): readonly BucketLine[] {
  return lines.filter((line) => buckets.every((bucket) => isMeant(line, bucket) === 'no'))
}

/** Buckets whose tags decide: no line by name takes them, or a line with a tag might leave them out. */
export function needsTags(lines: readonly BucketLine[], name: string): boolean {
  const byName = (leavesOut: boolean) =>
    lines.some((line) => line.by === 'name' && line.leavesOut === leavesOut && matchesWildcards(line.pattern, name))
  const byTag = (leavesOut: boolean) => lines.some((line) => line.by === 'tag' && line.leavesOut === leavesOut)
  if (byName(true)) return false
  return byName(false) ? byTag(true) : byTag(false)
}

function isMeant(line: BucketLine, { name, tags }: ListedBucket): 'yes' | 'no' | 'unknown' {
  if (line.by === 'name') return matchesWildcards(line.pattern, name) ? 'yes' : 'no'
  if (tags === undefined) return 'unknown'
  return tags.get(line.key) === line.value ? 'yes' : 'no'
}
