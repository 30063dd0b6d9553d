// Builds a job manifest: `bucket,key` rows without header or version id, named by the hash of its bytes; and says what
// the rows are determined by, for rows that have no order (ADR 9).

import { createHash } from 'node:crypto'
import type { OperationGroup, RowsProof } from '../findings/findings.ts'
import type { RowPart } from '../findings/row-part.ts'
import { hintFor, readSpooledRows } from '../findings/spool-reader.ts'
import type { Sample } from '../objects/sample.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { createExpectedEtag } from './expected-etag.ts'
import type { Keys } from './read-cells.ts'

/** Rows to exclude because an earlier job processed them. `sample` collects the keys that were found. */
export type Exclusion = { readonly keys: Keys; readonly sample: Sample }

/** Source of the rows: spool files of the scan, without the rows that earlier jobs processed. */
export type JobManifestSource = {
  readonly bucket: string
  /** `bucket,key\n` rows, keys percent-encoded. */
  readonly parts: readonly RowPart[]
  /** What determines the rows that a query wrote (OperationGroup); undefined if there are none. */
  readonly origin?: string | undefined
  /** Set if S3 is to join them. */
  readonly proof?: RowsProof | undefined
  /** A key in several exclusions is counted by the first. */
  readonly exclusions?: readonly Exclusion[]
}

/** The content address of a job manifest, computed before it is uploaded. */
export type JobManifestAddress = {
  /** 64 lower-case hex digits. */
  readonly sha256: string
  /**
   * 64 lower-case hex digits that are the same for the same rows. The hash of the bytes where rows have an order; otherwise
   * of all that determines the rows.
   */
  readonly identity: string
  /** The ETag S3 will return for an upload in parts of `JOB_MANIFEST_PART_BYTES`. */
  readonly etag: string
  readonly rows: number
  readonly bytes: number
  /** Number of excluded rows, by position in `exclusions`. */
  readonly excluded: readonly number[]
}

/**
 * Part size for uploads of job manifests; a smaller one is uploaded in one piece. The size affects the ETag, which is
 * part of a job's identity: with another size, jobs of earlier versions with several parts would not be attached to.
 */
export const JOB_MANIFEST_PART_BYTES = 8 * 1024 ** 2
/** An upload has at most 10,000 parts (S3 User Guide, "Amazon S3 multipart upload limits"). */
export const MAX_JOB_MANIFEST_BYTES = 10_000 * JOB_MANIFEST_PART_BYTES
/** S3 User Guide, "Copy objects": maximum number of tasks of one copy job. */
export const MAX_JOB_TASKS = 20_000_000_000

/** Large enough that a million rows take only a few hundred writes. */
const CHUNK_CHARS = 256 * 1024

/** Key prefix of all job manifests of a bucket; `workPrefix` is empty or ends in "/". */
export function jobManifestPrefix(workPrefix: string, bucket: string): string {
  return `${workPrefix}job-manifests/${bucket}/`
}

export function jobManifestKey(workPrefix: string, bucket: string, sha256: string): string {
  return `${jobManifestPrefix(workPrefix, bucket)}${sha256}.csv`
}

export const sourceOf = (bucket: string, { parts, origin, proof }: OperationGroup): JobManifestSource => ({
  bucket,
  parts,
  origin,
  proof,
})

/** Reads the parts once: computes hashes and counts, and counts excluded rows. */
export async function addressJobManifest(source: JobManifestSource): Promise<JobManifestAddress> {
  const sha256 = createHash('sha256')
  const etag = createExpectedEtag(JOB_MANIFEST_PART_BYTES)
  const excluded = (source.exclusions ?? []).map(() => 0)
  const leftOut = createSetDigest()
  let rows = 0
  let bytes = 0
  for await (const { text, count } of encodeRows(source, (index, key) => {
    excluded[index] = (excluded[index] ?? 0) + 1
    if (source.origin !== undefined) leftOut.add(key)
    source.exclusions?.[index]?.sample.add(key)
  })) {
    sha256.update(text, 'latin1')
    etag.add(text)
    bytes += text.length
    rows += count
  }
  const content = sha256.digest('hex')
  const identity = source.origin === undefined ? content : await identify(source, source.origin, leftOut.finish())
  return { sha256: content, identity, etag: etag.finish(), rows, bytes, excluded }
}

/** Beside what a query wrote, a group may have rows that were judged on the runner: a few, always in the same order. */
async function identify({ bucket, parts }: JobManifestSource, origin: string, leftOut: string): Promise<string> {
  const judged = createHash('sha256')
  const local = parts.filter((part) => typeof part === 'string')
  for await (const key of readKeys({ bucket, parts: local })) judged.update(`${key}\n`, 'latin1')
  return createHash('sha256')
    .update(JSON.stringify([origin, judged.digest('hex'), leftOut]))
    .digest('hex')
}

/** The number of keys and the sum of their hashes, the same in any order; it only tells attempts of one plan apart. */
function createSetDigest() {
  let sum = 0n
  let count = 0
  return {
    add(key: string) {
      sum += BigInt(`0x${createHash('sha256').update(key, 'latin1').digest('hex')}`)
      count++
    },
    finish: () => `${count} ${BigInt.asUintN(256, sum).toString(16)}`,
  }
}

/** The bytes of the job manifest, the same on every call. */
export async function* streamJobManifest(source: JobManifestSource): AsyncGenerator<Uint8Array> {
  for await (const { text } of encodeRows(source)) yield Buffer.from(text, 'latin1')
}

/** The keys in order, without the excluded ones. */
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

/** Accepts only keys: S3 will write to whatever is in a job manifest. */
async function* readKeys({ bucket, parts }: JobManifestSource): AsyncGenerator<EncodedKey> {
  for await (const { key, rest } of readSpooledRows(bucket, parts, brokenPart)) {
    if (rest.length > 0)
      throw brokenPart(
        'a row is not "bucket,encoded key"',
        hintFor(parts.find((part) => typeof part !== 'string') ?? ''),
      )
    yield key
  }
}

function brokenPart(what: string, hint: string): ActionError {
  return new ActionError('REMEDIATION_FAILED', `The rows kept by the scan cannot be used: ${what}.`, {
    hint: `Nothing was started. ${hint}`,
  })
}
