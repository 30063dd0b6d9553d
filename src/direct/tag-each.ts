// Tags objects one by one and keeps the tags that they have: reads, records, reads again, writes, and reads what is there.
//
// S3 has no condition for PutObjectTagging. Exactly the version that was read is tagged, and its tags are read again right
// before the write: only tags that another client sets between these two requests can be lost.

import { readJobManifestKeys } from '../batch/job-manifest.ts'
import { inRecords, nameByContent, type RecordedTags, renderTagRecord } from '../batch/tag-records.ts'
import { areTagsEqual } from '../objects/compare.ts'
import type { Tags } from '../objects/object-look.ts'
import type { Tag } from '../operations/asked-operation.ts'
import type { PlannedOneByOne } from '../operations/registry.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { faultOf } from '../time/retry.ts'
import { messageOf } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { MAX_OBJECT_TAGS } from '../words/object-tags.ts'
import { createOutcomeCounter, type OneByOneEnd, type OneByOneResult } from './one-by-one.ts'

const OBJECTS_AT_ONCE = 8

/** The tags of a version. */
type TaggedVersion = { readonly versionId: string | undefined; readonly tags: Tags }

/** What tagging needs from outside. Errors carry the fault. */
export type TagDeps = {
  /** GetObjectTagging of the current version, or of the one given; undefined if there is none. */
  readonly readTagged: (
    key: EncodedKey,
    versionId: string | undefined,
    signal: AbortSignal,
  ) => Promise<TaggedVersion | undefined>
  /** PutObjectTagging of that version. */
  readonly writeTags: (key: EncodedKey, tagged: TaggedVersion, signal: AbortSignal) => Promise<void>
  /** Writes a text to the work location unless it is there. */
  readonly writeRecordOnce: (key: string, text: string) => Promise<unknown>
  readonly workPrefix: string
  readonly onProgress: (done: number) => void
}

type Run = { readonly planned: PlannedOneByOne; readonly deps: TagDeps; readonly signal: AbortSignal }

/** A version that is to be tagged: as recorded, and the tags it is to have. */
type ToTag = { readonly key: EncodedKey; readonly before: TaggedVersion; readonly wanted: Tags }

/**
 * Tags the objects of the plan. Problems with single objects never make it throw; if the tags of objects cannot be
 * recorded, neither they nor the objects after them are tagged.
 */
export async function tagEach(
  bucket: string,
  { planned: all, deps, signal }: Omit<Run, 'planned'> & { readonly planned: readonly PlannedOneByOne[] },
): Promise<OneByOneResult> {
  const counter = createOutcomeCounter()
  const tell = (key: EncodedKey, end: OneByOneEnd) => {
    counter.add(key, end)
    deps.onProgress(1)
  }
  let trouble: OneByOneEnd | undefined
  for (const planned of all) {
    for await (const keys of inRecords(readJobManifestKeys({ bucket, parts: planned.group.parts }))) {
      if (trouble !== undefined) for (const key of keys) tell(key, trouble)
      else trouble = await tagSome(bucket, keys, { planned, deps, signal }, tell)
    }
  }
  return { outcomes: counter.outcomes(), interrupted: signal.aborted }
}

type Tell = (key: EncodedKey, end: OneByOneEnd) => void

/** Records the tags of some objects, then tags them. Returns why none of them could be tagged. */
async function tagSome(
  bucket: string,
  keys: readonly EncodedKey[],
  run: Run,
  tell: Tell,
): Promise<OneByOneEnd | undefined> {
  const { signal } = run
  const told = new Set<EncodedKey>()
  const end: Tell = (key, how) => {
    told.add(key)
    tell(key, how)
  }
  const toTag: ToTag[] = []
  const look = async (key: EncodedKey) => {
    const next = await decideSafely(key, run)
    if ('outcome' in next) end(key, next)
    else toTag.push(next)
  }
  await forEachAtOnce(keys, OBJECTS_AT_ONCE, look, signal)
  const trouble = toTag.length === 0 || signal.aborted ? undefined : await record(bucket, toTag, run)
  if (trouble === undefined) {
    await forEachAtOnce(toTag, OBJECTS_AT_ONCE, async (item) => end(item.key, await tagSafely(item, run)), signal)
  }
  for (const key of keys) if (!told.has(key)) tell(key, trouble ?? { outcome: 'interrupted' })
  return trouble
}

async function record(
  bucket: string,
  toTag: readonly ToTag[],
  { planned, deps, signal }: Run,
): Promise<OneByOneEnd | undefined> {
  const rows = toTag.map(({ key, before }): RecordedTags => ({ key, ...before })).sort(byKey)
  const text = renderTagRecord({ bucket, tags: planned.tags, existing: planned.existing }, rows)
  try {
    await deps.writeRecordOnce(nameByContent(deps.workPrefix, bucket, text), text)
    return undefined
  } catch (error) {
    const { outcome, reason = '' } = explain(error, signal)
    return { outcome, reason: `its tags could not be recorded: ${reason}` }
  }
}

const byKey = (a: RecordedTags, b: RecordedTags) => (a.key < b.key ? -1 : 1)

async function decideSafely(key: EncodedKey, run: Run): Promise<OneByOneEnd | ToTag> {
  try {
    const before = await run.deps.readTagged(key, undefined, run.signal)
    if (before === undefined) return { outcome: 'gone' }
    const end = decide(before.tags, run.planned)
    return end instanceof Map ? { key, before, wanted: end } : (end as OneByOneEnd)
  } catch (error) {
    return explain(error, run.signal)
  }
}

/** The tags that an object is to have, or why it is not tagged. Pure. */
function decide(
  before: Tags,
  { tags, existing }: { readonly tags: readonly Tag[]; readonly existing: PlannedOneByOne['existing'] },
): OneByOneEnd | Tags {
  const isWanted = tags.every(({ key, value }) => before.get(key) === value)
  if (isWanted) return { outcome: 'already' }
  if (existing === 'keep' && before.size > 0) return { outcome: 'skipped', reason: 'it has tags' }
  const wanted = new Map([...before, ...tags.map(({ key, value }) => [key, value] as const)])
  if (wanted.size <= MAX_OBJECT_TAGS) return wanted
  return {
    outcome: 'not-possible',
    reason: `it would have ${wanted.size} tags, and S3 allows ${MAX_OBJECT_TAGS}`,
  }
}

async function tagSafely(item: ToTag, run: Run): Promise<OneByOneEnd> {
  try {
    return await tagOne(item, run)
  } catch (error) {
    return explain(error, run.signal)
  }
}

async function tagOne({ key, before, wanted }: ToTag, { deps, signal }: Run): Promise<OneByOneEnd> {
  const { versionId } = before
  const now = await deps.readTagged(key, versionId, signal)
  if (now === undefined) return { outcome: 'gone' }
  // The record would not have these tags, so they must not be replaced.
  if (!areTagsEqual(now.tags, before.tags)) return { outcome: 'changed', reason: 'its tags were changed meanwhile' }
  await deps.writeTags(key, { versionId, tags: wanted }, signal)
  const after = await deps.readTagged(key, undefined, signal)
  if (after === undefined) return { outcome: 'gone' }
  if (after.versionId === versionId && areTagsEqual(after.tags, wanted)) return { outcome: 'done' }
  return { outcome: 'changed', reason: 'it was changed right after it was tagged' }
}

function explain(error: unknown, signal: AbortSignal): OneByOneEnd {
  if (signal.aborted) return { outcome: 'interrupted' }
  return { outcome: faultOf(error) === 'access-denied' ? 'denied' : 'failed', reason: messageOf(error) }
}
