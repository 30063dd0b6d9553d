// Tries a plan that calls a function on a few objects: the function must succeed for each, and the objects must still be
// there. What it changed, as far as HeadObject shows, is told.

import { describeChanges } from '../objects/compare.ts'
import type { ObjectLook } from '../objects/object-look.ts'
import { createSpreadSample } from '../objects/sample.ts'
import { CANARY_OBJECTS } from '../operations/canary-rule.ts'
import { jobOperationOf, type PlannedTrial } from '../operations/registry.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { ObjectReads } from './batch-deps.ts'
import type { CanaryObject, CanaryRecord } from './canary-record.ts'
import { type JobManifestSource, readJobManifestKeys } from './job-manifest.ts'
import type { CanaryReading } from './job-outcome.ts'

type Looks = Pick<ObjectReads, 'headObject'>

/** True for a plan whose objects are handed to a function. */
export const isTriedByFunction = (planned: PlannedTrial) => jobOperationOf(planned).byFunction === true

/** Twice as many as are needed, because some may be gone. */
const MAX_LOOKS = CANARY_OBJECTS * 2

/** @throws ActionError if there is no object left to try */
export async function chooseForFunction(rows: JobManifestSource, deps: Looks): Promise<CanaryObject[]> {
  const sample = createSpreadSample(MAX_LOOKS, MAX_LOOKS)
  for await (const key of readJobManifestKeys(rows)) sample.add(key)
  const objects: CanaryObject[] = []
  for (const key of sample.items() as readonly EncodedKey[]) {
    const look = objects.length < CANARY_OBJECTS ? await deps.headObject(key) : undefined
    if (look !== undefined) objects.push({ key, look, tags: new Map(), annotations: [] })
  }
  if (objects.length > 0) return objects
  throw new ActionError('REMEDIATION_FAILED', 'No canary could be chosen: none of the objects looked at exists.', {
    hint: 'The function was not called. Wait for the next inventory report.',
  })
}

/** Looks at the objects again after the job has ended. `failed`: keys of its failed tasks. */
export async function readAfterFunction(
  { objects }: CanaryRecord,
  failed: ReadonlySet<string>,
  deps: Looks,
): Promise<CanaryReading> {
  const losses: { key: EncodedKey; properties: readonly string[] }[] = []
  const changes = new Map<string, number>()
  let kept = 0
  for (const { key, look: before } of objects) {
    if (before === undefined || failed.has(key)) continue
    const after = await deps.headObject(key)
    if (after === undefined) losses.push({ key, properties: ['the object itself'] })
    else kept++
    for (const name of listNames(before, after)) changes.set(name, (changes.get(name) ?? 0) + 1)
  }
  return { objects: objects.length, withMetadata: 0, withTags: 0, kept, metadataKept: 0, changes, losses }
}

const listNames = (before: ObjectLook, after: ObjectLook | undefined) =>
  after === undefined ? [] : describeChanges(before, after)
