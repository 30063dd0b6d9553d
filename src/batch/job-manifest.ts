// Knows a job manifest: `bucket,key` rows without header or version id, named by the hash of its bytes.

import { createHash } from 'node:crypto'
import { readSpooledRows } from '../findings/spool-reader.ts'
import type { Sample } from '../objects/sample.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { createExpectedEtag } from './expected-etag.ts'
import type { Keys } from './read-cells.ts'

/** Rows to leave out because an earlier job dealt with them. `sample` collects the keys that were met. */
export type Exclusion = { readonly keys: Keys; readonly sample: Sample }

/** Where the rows come from: spool files of the scan, less what earlier jobs dealt with. */
export type JobManifestSource = {
  readonly bucket: string
  /** Files of `bucket,key\n` rows, keys percent-encoded. */
  readonly parts: readonly string[]
  /** The first exclusion that holds a key counts it. */
  readonly exclusions?: readonly Exclusion[]
}

/** The content address: what the bytes are, known before they are sent anywhere. */
export type JobManifestAddress = {
  /** 64 lower-case hex digits. */
  readonly sha256: string
  /** What S3 will answer for an upload in parts of `JOB_MANIFEST_PART_BYTES`. */
  readonly etag: string
  readonly rows: number
  readonly bytes: number
  /** Rows left out, by position in `exclusions`. */
  readonly excluded: readonly number[]
}

/**
 * Job manifests are uploaded in parts of this size, a smaller one in one piece. The size decides the ETag, and that is part
 * of what makes a job the same one: with another size, jobs of earlier versions with several parts are not joined.
 */
export const JOB_MANIFEST_PART_BYTES = 8 * 1024 ** 2
/** An upload has at most 10,000 parts (S3 User Guide, "Amazon S3 multipart upload limits"). */
export const MAX_JOB_MANIFEST_BYTES = 10_000 * JOB_MANIFEST_PART_BYTES
/** S3 User Guide, "Copy objects": tasks of one copy job. */
export const MAX_JOB_TASKS = 20_000_000_000

/** Big enough that a million rows are a few hundred writes. */
const CHUNK_CHARS = 256 * 1024

/** Key prefix of all job manifests of a bucket; `workPrefix` is empty or ends in "/". */
export function jobManifestPrefix(workPrefix: string, bucket: string): string {
  return `${workPrefix}job-manifests/${bucket}/`
}

export function jobManifestKey(workPrefix: string, bucket: string, sha256: string): string {
  return `${jobManifestPrefix(workPrefix, bucket)}${sha256}.csv`
}

/** Reads the parts once: hashes, counts, and what was left out. */
export async function addressJobManifest(source: JobManifestSource): Promise<JobManifestAddress> {
  const sha256 = createHash('sha256')
  const etag = createExpectedEtag(JOB_MANIFEST_PART_BYTES)
  const excluded = (source.exclusions ?? []).map(() => 0)
  let rows = 0
  let bytes = 0
  for await (const { text, count } of encodeRows(source, (index, key) => {
    excluded[index] = (excluded[index] ?? 0) + 1
    source.exclusions?.[index]?.sample.add(key)
  })) {
    sha256.update(text, 'latin1')
    etag.add(text)
    bytes += text.length
    rows += count
  }
  return { sha256: sha256.digest('hex'), etag: etag.finish(), rows, bytes, excluded }
}

/** The bytes of the job manifest, the same at every call. */
export async function* streamJobManifest(source: JobManifestSource): AsyncGenerator<Uint8Array> {
  for await (const { text } of encodeRows(source)) yield Buffer.from(text, 'latin1')
}

/** The keys in order, exclusions left out. */
export async function* readJobManifestKeys(source: JobManifestSource): AsyncGenerator<EncodedKey> {
  for await (const key of readKeys(source)) if (findExclusion(source, key) < 0) yield key
}

async function* encodeRows(
  source: JobManifestSource,
  onExcluded: (exclusion: number, key: string) => void = () => undefined,
): AsyncGenerator<{ readonly text: string; readonly count: number }> {
  let text = ''
  let count = 0
  for await (const key of readKeys(source)) {
    const exclusion = findExclusion(source, key)
    if (exclusion >= 0) {
      onExcluded(exclusion, key)
      continue
    }
    text += `${source.bucket},${key}\n`
    count++
    if (text.length < CHUNK_CHARS) continue
    yield { text, count }
    text = ''
    count = 0
  }
  if (count > 0) yield { text, count }
}

const findExclusion = (source: JobManifestSource, key: string) =>
  source.exclusions?.findIndex(({ keys }) => keys.has(key)) ?? -1

/** Nothing but keys: whatever stands in a job manifest is what S3 will write to. */
async function* readKeys({ bucket, parts }: JobManifestSource): AsyncGenerator<EncodedKey> {
  for await (const { key, rest } of readSpooledRows(bucket, parts, brokenPart)) {
    if (rest.length > 0) throw brokenPart('a row is not "bucket,encoded key"')
    yield key
  }
}

function brokenPart(what: string): ActionError {
  return new ActionError('REMEDIATION_FAILED', `The rows kept by the scan cannot be used: ${what}.`, {
    hint: 'Nothing was started. Check the free disk space on the runner, and run again.',
  })
}
