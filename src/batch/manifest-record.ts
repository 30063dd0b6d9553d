// Knows the record of a job manifest whose rows have no order: which bytes were chosen for these rows, by the first run
// that uploaded them. It lies beside the job manifests, under the identity of the rows, and is written only once.

import { ActionError } from '../words/errors.ts'
import { formatNoun } from '../words/numbers.ts'
import type { WorkFiles } from './batch-deps.ts'
import { type JobManifestAddress, type JobManifestSource, jobManifestKey } from './job-manifest.ts'

/** What was uploaded. */
type ManifestRecord = Pick<JobManifestAddress, 'sha256' | 'etag' | 'rows' | 'bytes'>

const VERSION = 1

/** Key of the record; `workPrefix` is empty or ends in "/". */
export const manifestRecordKey = (workPrefix: string, bucket: string, identity: string): string =>
  `${jobManifestKey(workPrefix, bucket, identity)}.proof.json`

type Place = { readonly bucket: string; readonly prefix: string }

/**
 * The address with the bytes that an earlier run chose for the same rows, if one did.
 * @throws ActionError if the record is not one of these rows
 */
export async function findRecorded(
  sourceBucket: string,
  address: JobManifestAddress,
  place: Place,
  deps: Pick<WorkFiles, 'readRecord'>,
): Promise<JobManifestAddress> {
  const key = manifestRecordKey(place.prefix, sourceBucket, address.identity)
  const text = await deps.readRecord(key)
  return text === undefined ? address : { ...address, ...parseRecord(text, address, `s3://${place.bucket}/${key}`) }
}

/** Records the bytes, unless another run was faster: then all runs use its choice. @throws ActionError as above */
export async function recordChoice(
  { bucket: sourceBucket, parts, proof }: JobManifestSource,
  address: JobManifestAddress,
  place: Place,
  deps: Pick<WorkFiles, 'writeRecordOnce'>,
): Promise<JobManifestAddress> {
  const key = manifestRecordKey(place.prefix, sourceBucket, address.identity)
  const { sha256, etag, rows, bytes } = address
  const joined = proof && { proof, files: parts.map((part) => (typeof part === 'string' ? part : part.stored)) }
  const text = `${JSON.stringify({ version: VERSION, bucket: sourceBucket, identity: address.identity, sha256, etag, rows, bytes, ...joined })}\n`
  return { ...address, ...parseRecord(await deps.writeRecordOnce(key, text), address, `s3://${place.bucket}/${key}`) }
}

/** What it names will be written by a job, so nothing is guessed. */
function parseRecord(text: string, address: JobManifestAddress, where: string): ManifestRecord {
  const { version, identity, sha256, etag, rows, bytes } = readMembers(text)
  const isRecord =
    version === VERSION &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    typeof etag === 'string' &&
    /^[0-9a-f]{32}(-\d+)?$/.test(etag)
  if (isRecord && identity === address.identity && rows === address.rows && bytes === address.bytes) {
    return { sha256, etag, rows: address.rows, bytes: address.bytes }
  }
  const due = `${formatNoun(address.rows, 'row')} in ${address.bytes} bytes`
  throw new ActionError('REMEDIATION_FAILED', `${where} is not the record of a job manifest of ${due}.`, {
    hint: 'Only the action should write there. Nothing was started. Check who can write to the work location, then remove the object.',
  })
}

function readMembers(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}
