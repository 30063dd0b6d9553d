// Tries a plan that only changes tags on a few objects: chooses those with the most tags, and compares the tags before
// and after.

import type { Tags } from '../objects/object-look.ts'
import { createSpreadSample } from '../objects/sample.ts'
import { CANARY_OBJECTS, MAX_CANARY_LOOKS } from '../operations/canary-rule.ts'
import { jobOperationOf, type PlannedTrial } from '../operations/registry.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { isNotFound } from '../time/retry.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { ObjectReads } from './batch-deps.ts'
import type { CanaryObject, CanaryRecord } from './canary-record.ts'
import { type JobManifestSource, readJobManifestKeys } from './job-manifest.ts'
import type { CanaryReading } from './job-outcome.ts'
import { LOOKS_AT_ONCE } from './verify.ts'

type TagReads = Pick<ObjectReads, 'readTags'>

/** True for a plan whose objects are compared by their tags only. */
export const isTriedByTags = (planned: PlannedTrial) => jobOperationOf(planned).judgeTags !== undefined

/** @throws ActionError if there is no object left to try */
export async function chooseTagged(rows: JobManifestSource, deps: TagReads): Promise<CanaryObject[]> {
  const sample = createSpreadSample(MAX_CANARY_LOOKS, MAX_CANARY_LOOKS)
  for await (const key of readJobManifestKeys(rows)) sample.add(key)
  const found = new Map<EncodedKey, Tags | undefined>()
  const keys = sample.items() as readonly EncodedKey[]
  await forEachAtOnce(keys, LOOKS_AT_ONCE, async (key) => {
    found.set(key, await readIfAny(key, deps))
  })
  const objects = keys.flatMap((key): CanaryObject[] => {
    const tags = found.get(key)
    return tags === undefined ? [] : [{ key, look: undefined, tags, annotations: [] }]
  })
  if (objects.length === 0) {
    throw new ActionError('REMEDIATION_FAILED', `No canary could be chosen: none of ${keys.length} objects exists.`, {
      hint: 'Nothing was tagged. Wait for the next inventory report.',
    })
  }
  return objects.sort((a, b) => b.tags.size - a.tags.size).slice(0, CANARY_OBJECTS)
}

/** Reads the tags again after the job has ended. `failed`: keys of its failed tasks. */
export async function readTagged(
  { objects }: CanaryRecord,
  planned: PlannedTrial,
  failed: ReadonlySet<string>,
  deps: TagReads,
): Promise<CanaryReading> {
  const losses: { key: EncodedKey; properties: readonly string[] }[] = []
  let kept = 0
  for (const { key, tags: before } of objects) {
    const after = failed.has(key) ? undefined : await readIfAny(key, deps)
    const judged = after && jobOperationOf(planned).judgeTags?.(planned, before, after)
    if (judged === 'as-wanted') kept++
    else if (judged !== undefined && judged !== 'untouched') losses.push({ key, properties: judged })
  }
  const withTags = objects.filter(({ tags }) => tags.size > 0).length
  return { objects: objects.length, withMetadata: 0, withTags, kept, metadataKept: 0, losses }
}

async function readIfAny(key: EncodedKey, { readTags }: TagReads): Promise<Tags | undefined> {
  try {
    return await readTags(key)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
