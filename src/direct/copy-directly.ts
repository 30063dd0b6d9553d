// Encrypts a small set of objects in place without a job: check each object, decide, copy conditionally, verify.
//
// Every write is conditional on the ETag that was checked, both of source and destination, so that concurrent writes of
// other clients are never overwritten. Objects up to 5 GiB take one CopyObject, larger ones a multipart copy.

import { MAX_COPY_BYTES } from '../findings/need.ts'
import { areTagsEqual, findLosses, isSameWrite } from '../objects/compare.ts'
import type { ObjectLook, Tags } from '../objects/object-look.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { faultOf, type RetryPolicy, Tries } from '../time/retry.ts'
import { ActionError, messageOf } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { encodeText } from '../words/outside-text.ts'
import { copyInParts } from './copy-in-parts.ts'
import { type DirectDeps, failureOf, type Written } from './direct-deps.ts'
import { type DirectResult, type ObjectOutcome, sumUp } from './direct-outcome.ts'
import { type JudgeRules, judgeObject } from './judge.ts'
import { type OpenUploads, openUploads } from './uploads.ts'

/** How often the copy of an object is started after a conflict, throttling or a lost response. */
const ROUNDS: RetryPolicy = { tries: 3, firstPauseMs: 2_000, spread: 0.5 }
const OBJECTS_AT_ONCE = 8
const PARTS_AT_ONCE = 16

export type DirectTask = JudgeRules & {
  readonly keys: readonly EncodedKey[]
  /** Outcomes known in advance: these objects are neither checked nor changed. */
  readonly knownEnds?: ReadonlyMap<EncodedKey, ObjectOutcome> | undefined
  /** If there are more keys, the task is refused before anything is done. */
  readonly maxObjects: number
  /** What happens to unfinished multipart copies when the signal aborts; kept ones are resumed by the next run. */
  readonly whenInterrupted: 'abort-uploads' | 'keep-uploads'
  readonly objectsAtOnce?: number | undefined
  /** Per object. */
  readonly partsAtOnce?: number | undefined
  /** Objects larger than this are copied in parts; 5 GiB, the most that S3 allows for one copy. */
  readonly wholeMaxBytes?: number | undefined
  readonly partBytes?: number | undefined
}

type Run = {
  readonly task: DirectTask
  readonly deps: DirectDeps
  readonly signal: AbortSignal
  readonly uploads: OpenUploads
  readonly onCopied: (bytes: number) => void
}

/**
 * Encrypts the objects and counts the outcomes. Problems with single objects never make it throw.
 * @throws ActionError REMEDIATION_REFUSED for more keys than `maxObjects`, and the error of a journal that cannot be
 * read
 */
export async function copyDirectly(task: DirectTask, deps: DirectDeps, signal: AbortSignal): Promise<DirectResult> {
  const { keys } = task
  if (keys.length > task.maxObjects) {
    throw new ActionError(
      'REMEDIATION_REFUSED',
      `${keys.length} objects would be copied directly, more than the ${task.maxObjects} allowed.`,
      { hint: 'Let S3 Batch Operations copy them, or allow more objects.' },
    )
  }
  const uploads = await openUploads(deps)
  const ends: (ObjectOutcome | undefined)[] = keys.map(() => undefined)
  let objectsDone = 0
  let bytesCopied = 0n
  const tell = () => deps.onProgress({ objectsDone, objectsTotal: keys.length, bytesCopied })
  const onCopied = (bytes: number) => {
    bytesCopied += BigInt(bytes)
    tell()
  }
  const run = { task, deps, signal, uploads, onCopied }
  await forEachAtOnce(
    keys.entries(),
    task.objectsAtOnce ?? OBJECTS_AT_ONCE,
    async ([index, key]) => {
      ends[index] = await encryptObject(key, run)
      objectsDone++
      tell()
    },
    signal,
  )
  if (!signal.aborted) await uploads.sweep(new Set(keys))
  return { outcomes: sumUp(keys, ends), uploadsLeft: uploads.left, interrupted: signal.aborted }
}

async function encryptObject(key: EncodedKey, run: Run): Promise<ObjectOutcome> {
  const end = run.task.knownEnds?.get(key) ?? (await tryRounds(key, run))
  const mayKeep = end.outcome === 'interrupted' && run.task.whenInterrupted === 'keep-uploads'
  if (mayKeep) {
    run.uploads.keep(key)
    return end
  }
  const owed = await run.uploads.discard(key)
  if (owed === undefined) return end
  const reason = `copied, but annotations are still missing (a later run tries again): ${owed}`
  return { outcome: 'mismatch', bytes: end.bytes, reason }
}

/** Finishes the multipart copies that earlier runs left, if this run makes no copies. */
export async function finishLeftCopies(
  deps: DirectDeps,
): Promise<Pick<DirectResult, 'uploadsLeft'> & { readonly given: number }> {
  const uploads = await openUploads(deps)
  const given = await uploads.sweep(new Set())
  return { given, uploadsLeft: uploads.left }
}

async function tryRounds(key: EncodedKey, run: Run): Promise<ObjectOutcome> {
  const { deps, signal, task } = run
  let bytes = 0
  let mayHaveActed = false
  const rounds = new Tries(ROUNDS, { ...deps, signal })
  try {
    for (;;) {
      const before = await deps.headObject(key, signal)
      const end = judgeObject(before, task)
      if (end !== undefined || before === undefined) return end ?? { outcome: 'gone', bytes }
      bytes = before.size
      const step = await copyOnce(key, before, mayHaveActed, run)
      if ('outcome' in step) return step
      mayHaveActed = step.mayHaveActed
      if (!(await rounds.again())) return { outcome: 'failed', bytes, reason: step.reason }
    }
  } catch (error) {
    if (signal.aborted) return { outcome: 'interrupted', bytes }
    return { outcome: faultOf(error) === 'access-denied' ? 'denied' : 'failed', bytes, reason: messageOf(error) }
  }
}

/** The object could not be copied this time, but another attempt may succeed. */
type Again = { readonly reason: string; readonly mayHaveActed: boolean }

async function copyOnce(
  key: EncodedKey,
  before: ObjectLook,
  hasActed: boolean,
  run: Run,
): Promise<ObjectOutcome | Again> {
  let written: Written & { readonly tags?: Tags }
  try {
    written = await write(key, before, run)
  } catch (error) {
    if (run.signal.aborted) throw error
    return await explainFailure(key, before, hasActed, error, run)
  }
  return await verify(key, before, written, run)
}

async function write(key: EncodedKey, before: ObjectLook, run: Run): Promise<Written & { readonly tags?: Tags }> {
  const { deps, onCopied, signal, task, uploads } = run
  if (before.size <= (task.wholeMaxBytes ?? MAX_COPY_BYTES)) {
    const written = await deps.copyObject(key, before, task.target, signal)
    onCopied(before.size)
    return written
  }
  const partsAtOnce = task.partsAtOnce ?? PARTS_AT_ONCE
  const { partBytes, target } = task
  return await copyInParts(key, before, { target, partsAtOnce, partBytes, uploads, deps, signal, onCopied })
}

async function explainFailure(
  key: EncodedKey,
  before: ObjectLook,
  hasActed: boolean,
  error: unknown,
  run: Run,
): Promise<ObjectOutcome | Again> {
  const failure = failureOf(error)
  const mayHaveActed = hasActed || failure.mayHaveActed === true
  const bytes = before.size
  const reason = messageOf(error)
  switch (failure.fault) {
    case undefined:
      return { outcome: 'failed', bytes, reason }
    case 'access-denied':
      return { outcome: 'denied', bytes, reason }
    case 'archived':
      return { outcome: 'archived', bytes, reason }
    case 'throttled':
      return { reason, mayHaveActed }
    case 'conflict':
      // S3 User Guide, "How to prevent object overwrites": after a 409, a multipart upload has to be started again.
      await run.uploads.discard(key)
      break
    case 'precondition':
    case 'not-found':
    case 'ambiguous':
      break
  }
  const now = await run.deps.headObject(key, run.signal)
  if (now === undefined) return { outcome: 'gone', bytes }
  if (now.lock === 'locked' && now.etag === before.etag && now.versionId === before.versionId) {
    return { outcome: 'locked', bytes, reason: 'it was locked after it was checked' }
  }
  if (isSameWrite(before, now)) {
    // Only tags and annotations, which HeadObject does not show, can have failed the condition.
    return failure.fault === 'precondition' ? { outcome: 'changed', bytes, reason } : { reason, mayHaveActed }
  }
  // An earlier attempt succeeded but its response was lost, which made this one fail: the copy is there.
  if (mayHaveActed && findLosses(before, now, run.task.target).length === 0) return { outcome: 'encrypted', bytes }
  return { outcome: 'changed', bytes, reason }
}

/** What a person must do: a copy does not get the lock, and this action sets none. */
function sayLocksLeft(locks: readonly string[], versionId: string | undefined): string {
  return `it was locked (${locks.join(', ')}) during the copy: version ${encodeText(versionId ?? 'null')} has the lock, its encrypted copy does not. Set it on the copy, too`
}

/** Verifies what was written. A check that fails is a mismatch, never a success. */
async function verify(
  key: EncodedKey,
  before: ObjectLook,
  written: Written & { readonly tags?: Tags },
  { deps, signal, task }: Run,
): Promise<ObjectOutcome> {
  const bytes = before.size
  try {
    const after = await deps.headObject(key, signal)
    if (after === undefined) return { outcome: 'gone', bytes }
    if (after.etag !== written.etag || after.versionId !== written.versionId) {
      return { outcome: 'changed', bytes, reason: 'it was written again right after the copy' }
    }
    const losses = findLosses(before, after, task.target)
    if (written.sourceVersionId !== undefined && written.sourceVersionId !== before.versionId) {
      losses.push(
        'the version that was copied: the same bytes were written again, perhaps with another class or redirect',
      )
    }
    if (written.tags !== undefined && !areTagsEqual(written.tags, await deps.readTags(key, signal))) losses.push('tags')
    const locks = await deps.listLocksLeftOn(key, before.versionId, signal)
    if (locks.length > 0) return { outcome: 'mismatch', bytes, reason: sayLocksLeft(locks, before.versionId) }
    if (losses.length === 0) return { outcome: 'encrypted', bytes }
    return { outcome: 'mismatch', bytes, reason: `not as before: ${losses.join(', ')}` }
  } catch (error) {
    return { outcome: 'mismatch', bytes, reason: `copied, but could not be checked afterwards: ${messageOf(error)}` }
  }
}
