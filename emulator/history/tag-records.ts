// Checks that tags are only changed as asked: by a job that replaces tags, or by a session that recorded them before.

import { readWholeBody } from '../s3/body.ts'
import { type HistoryEntry, readHistory } from '../s3/state.ts'
import { batchState } from '../s3-control/state.ts'
import type { ObjectVersion, World } from '../world.ts'
import { isJob, isWorkBucket } from './writers.ts'

type Line = { readonly key?: string; readonly tags?: Readonly<Record<string, string>> | null }

/** What is wrong with a change of tags; undefined if nothing. */
export type JudgeTagging = (entry: HistoryEntry, before: ObjectVersion) => string | undefined

/** Every change must have a record, written before it, of the tags that it changes: only then can it be undone. */
export function judgeTaggingIn(world: World): JudgeTagging {
  const history = readHistory(world)
  const records = new Map<string, { readonly at: number; readonly tags: string }[]>()
  history.forEach(({ bucket, kind, version }, at) => {
    if (kind !== 'written' || !isWorkBucket(bucket) || !version.key.includes('tag-records/')) return
    for (const { key, tags } of readLines(version)) {
      if (key === undefined || tags === undefined || tags === null) continue
      const name = decodeURIComponent(key)
      records.set(name, [...(records.get(name) ?? []), { at, tags: render(Object.entries(tags)) }])
    }
  })
  return (entry, before) => {
    const { version, writer } = entry
    if (render(before.tags) === render(version.tags)) return undefined
    if (isJob(writer) && !isOfTaggingJob(world, entry)) return 'changed its tags'
    const at = history.indexOf(entry)
    const isRecorded = records.get(version.key)?.some((record) => record.at < at && record.tags === render(before.tags))
    return isRecorded ? undefined : 'changed its tags without a record of them'
  }
}

function readLines({ body }: ObjectVersion): Line[] {
  const lines = Buffer.from(readWholeBody(body)).toString('utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Line)
}

/** A job may set exactly the tags that its request names. */
function isOfTaggingJob(world: World, { version, writer }: HistoryEntry): boolean {
  const operation = batchState(world).jobs.get(writer.slice('job:'.length))?.request.operation
  return operation?.name === 'S3PutObjectTagging' && render(operation.tags) === render(version.tags)
}

const render = (tags: Iterable<readonly [string, string]>) =>
  JSON.stringify([...tags].sort(([a], [b]) => (a < b ? -1 : 1)))
