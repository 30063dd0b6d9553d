// Records the tags that objects have before they are changed, in files in the work location that are written only once,
// so that a person can set them again.

import { hash } from 'node:crypto'
import type { KeySet } from '../objects/key-set.ts'
import type { Tags } from '../objects/object-look.ts'
import type { Tag } from '../operations/asked-operation.ts'
import { jobOperationOf, type PlannedJob } from '../operations/registry.ts'
import { OBJECTS_PER_RECORD } from '../operations/tag-records.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { isNotFound } from '../time/retry.ts'
import { ActionError } from '../words/errors.ts'
import { type EncodedKey, isEncodedKey } from '../words/object-key.ts'
import type { ObjectReads, WorkFiles } from './batch-deps.ts'
import { addressJobManifest, readJobManifestKeys } from './job-manifest.ts'
import { fingerprintOf } from './job-request.ts'
import type { JobSettings } from './options.ts'

/** The tags of one object. */
export type RecordedTags = {
  readonly key: EncodedKey
  /** Undefined in buckets that never had versioning, and for tags that a job replaces: it names no versions. */
  readonly versionId?: string | undefined
  /** Undefined if there was no such object. */
  readonly tags: Tags | undefined
}

/** What a record is of: the first line of the file. */
type RecordHeader = { readonly bucket: string; readonly tags: readonly Tag[]; readonly existing: string }

const FORM = 1
const READS_AT_ONCE = 16

/** The folder of all records of a bucket; `workPrefix` is empty or ends in "/". */
export const recordFolder = (workPrefix: string, bucket: string) => `${workPrefix}tag-records/${bucket}`

/** Key of a record that is named by its content, so that the same run twice writes it once. */
export function nameByContent(workPrefix: string, bucket: string, text: string): string {
  return `${recordFolder(workPrefix, bucket)}/${hash('sha256', text)}.ndjson`
}

/** One JSON value per line; tags as an object. */
export function renderTagRecord({ bucket, tags, existing }: RecordHeader, rows: readonly RecordedTags[]): string {
  const asked = Object.fromEntries(tags.map(({ key, value }) => [key, value]))
  const lines: unknown[] = [{ form: FORM, bucket, asked, existing }]
  for (const { key, versionId, tags: had } of rows) {
    lines.push({ key, versionId, tags: had === undefined ? null : Object.fromEntries(had) })
  }
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
}

/** @throws ActionError for anything but the record of exactly these keys */
function parseTagRecord(text: string, bucket: string, keys: readonly EncodedKey[], where: string): RecordedTags[] {
  try {
    const [first = '', ...lines] = text.trimEnd().split('\n')
    const header = JSON.parse(first) as Record<string, unknown>
    const rows = lines.map((line) => readRow(JSON.parse(line)))
    const isOfKeys = rows.length === keys.length && rows.every(({ key }, index) => key === keys[index])
    if (header.form !== FORM || header.bucket !== bucket || !isOfKeys) throw new TypeError('another record')
    return rows
  } catch (cause) {
    throw new ActionError('REMEDIATION_FAILED', `${where} is not the record of the tags of these objects.`, {
      hint: 'Nothing was tagged. Only the action should write there: check the object, and who can write to the work location.',
      cause,
    })
  }
}

function readRow(value: unknown): RecordedTags {
  const { key, tags } = value as { readonly key?: unknown; readonly tags?: unknown }
  if (typeof key !== 'string' || !isEncodedKey(key)) throw new TypeError('key')
  if (tags === null) return { key, tags: undefined }
  if (typeof tags !== 'object') throw new TypeError('tags')
  const pairs = Object.entries(tags as Record<string, unknown>).map(([name, text]): [string, string] => {
    if (typeof text !== 'string') throw new TypeError('a tag')
    return [name, text]
  })
  return { key, tags: new Map(pairs) }
}

type RecordDeps = WorkFiles &
  Pick<ObjectReads, 'readTags'> & {
    /** Told after each file: how many objects are recorded. */
    readonly onRecorded: (objects: number) => void
  }

/**
 * Records the tags of all objects of a job before it is created, each file once and for all: whoever runs the same plan
 * again finds the tags as they were before the first job. Keys whose tags were as wanted, which need no task, are added
 * to `asWanted`.
 * @throws ActionError if a record cannot be written or read; then nothing may be tagged
 */
export async function recordTags(
  bucket: string,
  planned: PlannedJob,
  settings: JobSettings,
  deps: RecordDeps,
  signal: AbortSignal,
  asWanted: KeySet,
): Promise<void> {
  const operation = jobOperationOf(planned)
  if (operation.recordsTags !== true || !('tags' in planned)) return
  const { sha256 } = await addressJobManifest({ bucket, parts: planned.group.parts })
  const folder = `${recordFolder(settings.workLocation.prefix, bucket)}/${fingerprintOf(bucket, planned, settings, sha256)}`
  const header = { bucket, tags: planned.tags, existing: 'replace' }
  let [index, recorded] = [0, 0]
  for await (const keys of inRecords(readJobManifestKeys({ bucket, parts: planned.group.parts }))) {
    index++
    const key = `${folder}/${String(index).padStart(7, '0')}.ndjson`
    const where = `s3://${settings.workLocation.bucket}/${key}`
    const known = await deps.readRecord(key)
    const text = known ?? (await deps.writeRecordOnce(key, renderTagRecord(header, await readAll(keys, deps, signal))))
    for (const row of parseTagRecord(text, bucket, keys, where)) {
      if (row.tags && operation.judgeTags?.(planned, row.tags, row.tags) === 'as-wanted') asWanted.add(row.key)
    }
    recorded += keys.length
    deps.onRecorded(recorded)
  }
}

/** The keys, as many at once as one record takes. */
export async function* inRecords(keys: AsyncIterable<EncodedKey>): AsyncGenerator<readonly EncodedKey[]> {
  let some: EncodedKey[] = []
  for await (const key of keys) {
    some.push(key)
    if (some.length < OBJECTS_PER_RECORD) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

/** A run that is stopped records nothing, rather than less. */
async function readAll(
  keys: readonly EncodedKey[],
  { readTags }: RecordDeps,
  signal: AbortSignal,
): Promise<RecordedTags[]> {
  const found = new Map<EncodedKey, Tags | undefined>()
  await forEachAtOnce(
    keys,
    READS_AT_ONCE,
    async (key) => {
      found.set(key, await readTagsIfAny(key, readTags))
    },
    signal,
  )
  if (signal.aborted) throw new ActionError('INTERRUPTED', 'The run was cancelled while it recorded tags.')
  return keys.map((key) => ({ key, tags: found.get(key) }))
}

async function readTagsIfAny(key: EncodedKey, readTags: RecordDeps['readTags']): Promise<Tags | undefined> {
  try {
    return await readTags(key)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
