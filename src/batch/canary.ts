// Tries a plan on a few objects: chooses them, records their state before, and finds what the copy changed (ADR 6).

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { rowsInMemory } from '../findings/row-part.ts'
import { areAnnotationsKept, areTagsEqual, findLosses, isSameWrite } from '../objects/compare.ts'
import { findDifference } from '../objects/difference.ts'
import type { AnnotationEntry, ObjectLook } from '../objects/object-look.ts'
import { createSpreadSample } from '../objects/sample.ts'
import { CANARY_OBJECTS, MAX_CANARY_LOOKS } from '../operations/canary-rule.ts'
import type { PlannedCopy } from '../operations/put-object-copy.ts'
import type { PlannedTrial } from '../operations/registry.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import type { Timing } from '../time/retry.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { ObjectReads, WorkFiles } from './batch-deps.ts'
import {
  type CanaryObject,
  type CanaryRecord,
  canaryRecordKey,
  parseCanaryRecord,
  renderCanaryRecord,
} from './canary-record.ts'
import { chooseForFunction, isTriedByFunction, readAfterFunction } from './invoke-canary.ts'
import { type JobManifestSource, readJobManifestKeys } from './job-manifest.ts'
import type { CanaryReading } from './job-outcome.ts'
import type { RemediationOptions } from './options.ts'
import { endOf } from './start.ts'
import { chooseTagged, isTriedByTags, readTagged } from './tag-canary.ts'
import { partsToTry } from './trial-rows.ts'
import { LOOKS_AT_ONCE } from './verify.ts'

/** What the canary objects are chosen from: the remaining rows, and the fingerprint of the whole plan. */
export type CanarySource = { readonly rows: JobManifestSource; readonly fingerprint: string }

/**
 * The canary of a plan: the one that an earlier run recorded, or a new one, recorded before anything is copied.
 * @throws ActionError if no object can prove anything, or if a copy is known to lose something
 */
export async function prepareCanary(
  planned: PlannedTrial,
  { rows, fingerprint }: CanarySource,
  options: RemediationOptions,
  deps: WorkFiles & ObjectReads & Timing,
): Promise<CanaryRecord> {
  const { bucket } = rows
  const key = canaryRecordKey(options.workLocation.prefix, bucket, fingerprint)
  const parse = (text: string) => {
    return parseCanaryRecord(text, { bucket, fingerprint }, `s3://${options.workLocation.bucket}/${key}`)
  }
  const known = await deps.readRecord(key)
  if (known !== undefined) return await confirmRows(parse(known), bucket, planned)
  const objects = await choose(planned, { ...rows, parts: partsToTry(rows) }, options, deps)
  const text = renderCanaryRecord({ bucket, fingerprint, lookedAt: deps.now(), objects })
  // Another run may have been faster; then all runs use its choice.
  return await confirmRows(parse(await deps.writeRecordOnce(key, text)), bucket, planned)
}

async function choose(
  planned: PlannedTrial,
  rows: JobManifestSource,
  options: RemediationOptions,
  deps: ObjectReads,
): Promise<CanaryObject[]> {
  if (isTriedByFunction(planned)) return await chooseForFunction(rows, deps)
  return isCopy(planned) ? await chooseObjects(planned, rows, options, deps) : await chooseTagged(rows, deps)
}

/** A canary may only contain objects of the plan. */
async function confirmRows(record: CanaryRecord, bucket: string, { group }: PlannedTrial): Promise<CanaryRecord> {
  const missing = new Set<string>(record.objects.map(({ key }) => key))
  for (const parts of [partsToTry(group), group.parts]) {
    if (missing.size > 0) for await (const key of readJobManifestKeys({ bucket, parts })) missing.delete(key)
  }
  if (missing.size === 0) return record
  throw new ActionError('REMEDIATION_FAILED', 'The record of the canary names objects that are not in the plan.', {
    hint: 'Nothing was started. Check who can write to the work location.',
  })
}

/**
 * The canary as a separate job: the same operation, for the rows of the record only.
 */
export function planCanaryJob(planned: PlannedTrial, { bucket, objects }: CanaryRecord): PlannedTrial {
  const rows = rowsInMemory(objects.map(({ key }) => `${bucket},${key}\n`).join(''))
  const bytes = objects.reduce((sum, { look }) => sum + BigInt(look?.size ?? 0), 0n)
  const group = {
    ...planned.group,
    tally: { objects: objects.length, bytes },
    parts: [rows],
    origin: undefined,
    proof: undefined,
  }
  return { ...planned, group, canaryObjects: 0, isCanary: true }
}

/** Of the objects that have not changed since the report, those with the most properties to lose. */
async function chooseObjects(
  planned: PlannedCopy,
  rows: JobManifestSource,
  options: RemediationOptions,
  deps: ObjectReads,
): Promise<CanaryObject[]> {
  const sample = createSpreadSample(MAX_CANARY_LOOKS, MAX_CANARY_LOOKS)
  let count = 0
  for await (const key of readJobManifestKeys(rows)) {
    sample.add(key)
    count++
  }
  const looks = await lookAtAll(sample.items() as readonly EncodedKey[], deps)
  const usable = [...looks].filter(([, look]) => isAsReported(look, planned, options))
  if (usable.length === 0) {
    throw new ActionError(
      'REMEDIATION_FAILED',
      `No canary could be chosen: none of ${looks.size} objects checked matches the inventory report.`,
      { hint: 'Nothing was copied. Wait for the next inventory report.' },
    )
  }
  // Of rows that S3 joins, only a part is here.
  const all = rows.proof === undefined ? count : planned.group.tally.objects
  refuseKnownLosses(planned, usable, looks, all)
  const annotated = await listAnnotations(usable, deps)
  const chosen = annotated.sort((a, b) => countLosable(b) - countLosable(a)).slice(0, CANARY_OBJECTS)
  const objects: CanaryObject[] = []
  for (const object of chosen) objects.push({ ...object, tags: await deps.readTags(object.key) })
  return objects
}

const isCopy = (planned: PlannedTrial): planned is PlannedCopy => !isTriedByTags(planned) && !isTriedByFunction(planned)

/** What is known of an object before its tags are read. */
type Candidate = Omit<CanaryObject, 'tags' | 'look'> & { readonly look: ObjectLook }

/** Lists the annotations of all candidates: neither the report nor HeadObject shows which objects have any. */
async function listAnnotations(
  usable: readonly (readonly [EncodedKey, ObjectLook])[],
  deps: ObjectReads,
): Promise<Candidate[]> {
  const lists = new Map<EncodedKey, readonly AnnotationEntry[]>()
  await forEachAtOnce(usable, LOOKS_AT_ONCE, async ([key]) => {
    lists.set(key, await deps.listAnnotations(key))
  })
  return usable.map(([key, look]) => ({ key, look, annotations: lists.get(key) ?? [] }))
}

async function lookAtAll(keys: readonly EncodedKey[], deps: ObjectReads): Promise<Map<EncodedKey, ObjectLook>> {
  const looks = new Map<EncodedKey, ObjectLook | undefined>(keys.map((key) => [key, undefined]))
  await forEachAtOnce(keys, LOOKS_AT_ONCE, async (key) => {
    looks.set(key, await deps.headObjectWithChecksum(key))
  })
  return new Map([...looks].flatMap(([key, look]) => (look === undefined ? [] : [[key, look] as const])))
}

function isAsReported(look: ObjectLook, planned: PlannedCopy, { accepted }: RemediationOptions): boolean {
  const isFinding = !accepted.includes(look.encryption) && findDifference(look, planned.target) !== undefined
  const isOld = look.lastModified <= planned.unmodifiedSince.getTime()
  return (
    isFinding && isOld && !look.archived && look.lock !== 'locked' && look.storageClass === planned.group.storageClass
  )
}

/** Number of kinds of properties of an object that a copy could lose. */
function countLosable({ look, annotations }: Candidate): number {
  const { metadata, tagCount = 0, headers, checksum } = look
  const has = [metadata.size > 0, tagCount > 0, annotations.length > 0, headers.size > 1, checksum !== undefined]
  return has.filter(Boolean).length
}

function refuseKnownLosses(
  { naming }: PlannedCopy,
  usable: readonly (readonly [EncodedKey, ObjectLook])[],
  looks: ReadonlyMap<EncodedKey, ObjectLook>,
  rows: number,
): void {
  const redirects = usable.filter(([, { websiteRedirect }]) => websiteRedirect !== undefined).length
  if (redirects > 0) {
    throw new ActionError(
      'REMEDIATION_REFUSED',
      `${redirects} of ${looks.size} objects checked have a website redirect, which a copy would lose.`,
      { hint: 'Nothing was copied. Exclude the keys with redirects, and copy them manually.' },
    )
  }
  if (naming !== 'new-object-metadata' || usable.some(([, { metadata }]) => metadata.size > 0)) return
  const isAllSeen = looks.size === rows
  if (isAllSeen && [...looks.values()].every(({ metadata }) => metadata.size === 0)) return
  throw new ActionError(
    'REMEDIATION_REFUSED',
    `The bucket default encryption is not SSE-S3, and naming SSE-S3 in the job may drop user metadata. None of ${looks.size} objects checked has any to test with.`,
    {
      hint: 'Nothing was copied. Set the bucket default encryption to SSE-S3 (AES256) for the time of the job, or choose target-encryption SSE-KMS.',
    },
  )
}

/** A job that copied some of the canary objects, and the keys of its failed tasks. */
export type CanaryJob = { readonly job: JobDescriptor; readonly failed: readonly string[] }

/** Reads the canary objects again after the jobs that copied them have ended. */
export async function readCanary(
  record: CanaryRecord,
  planned: PlannedTrial,
  jobs: readonly CanaryJob[],
  deps: ObjectReads,
): Promise<CanaryReading> {
  const failed = new Set(jobs.flatMap((job) => job.failed))
  if (isTriedByFunction(planned)) return await readAfterFunction(record, failed, deps)
  return isCopy(planned)
    ? await readCopied(record, planned, jobs, failed, deps)
    : await readTagged(record, planned, failed, deps)
}

async function readCopied(
  record: CanaryRecord,
  planned: PlannedCopy,
  jobs: readonly CanaryJob[],
  failed: ReadonlySet<string>,
  deps: ObjectReads,
): Promise<CanaryReading> {
  const endedAt = Math.max(...jobs.map(({ job }) => endOf(job) ?? 0))
  const startedAt = Math.min(...jobs.map(({ job }) => job.CreationTime?.getTime() ?? 0))
  const losses: { key: EncodedKey; properties: string[] }[] = []
  let kept = 0
  let metadataKept = 0
  for (const { key, look: before, tags, annotations } of record.objects) {
    if (before === undefined || failed.has(key)) continue
    const after = await deps.headObjectWithChecksum(key)
    // Deleted, not copied, or modified by another client before or after the job: this copy is not the cause.
    if (after === undefined || isSameWrite(before, after)) continue
    if (after.lastModified > endedAt || after.lastModified < wholeSeconds(startedAt)) continue
    const properties = findLosses(before, after, planned.target)
    if (!areTagsEqual(tags, await deps.readTags(key))) properties.push('tags')
    if (!areAnnotationsKept(annotations, await deps.listAnnotations(key))) properties.push('annotations')
    if (properties.length > 0) losses.push({ key, properties })
    else kept++
    if (properties.length === 0 && before.metadata.size > 0) metadataKept++
  }
  const had = (has: (object: CanaryObject) => boolean) => record.objects.filter(has).length
  const withMetadata = had(({ look }) => (look?.metadata.size ?? 0) > 0)
  return {
    objects: record.objects.length,
    withMetadata,
    withTags: had(({ tags }) => tags.size > 0),
    kept,
    metadataKept,
    losses,
  }
}

/** HTTP dates have a precision of one second. */
const wholeSeconds = (ms: number) => Math.floor(ms / 1000) * 1000
