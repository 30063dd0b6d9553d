// Knows the job manifest that S3 joins from files of a query: what it is named by, when it is possible, and its parts.

import { createHash } from 'node:crypto'
import type { JobOperation } from '@aws-sdk/client-s3-control'
import type { ByteRange, RowSource, StoredFile } from '../findings/row-part.ts'
import type { PlannedJob } from '../operations/registry.ts'
import { ActionError } from '../words/errors.ts'
import { STREAMED } from '../words/job-manifest-way.ts'
import { formatBytes, formatCount } from '../words/numbers.ts'
import type { JoinedPart, WorkFiles } from './batch-deps.ts'
import {
  addressJobManifest,
  type JobManifestAddress,
  type JobManifestSource,
  jobManifestKey,
  streamJobManifest,
} from './job-manifest.ts'
import { canonicalJson } from './job-meaning.ts'
import { bareEtag } from './job-request.ts'
import { MIN_PART_BYTES, type Piece, planJoin } from './join-parts.ts'
import type { RemediationOptions } from './options.ts'
import { isTrialPart } from './trial-rows.ts'

/** Part of every name: another version of the action may join otherwise. */
const JOIN_VERSION = 'joined v1'

/**
 * All rows of a group that S3 can join, named by all that determines them; undefined if they must be read. A canary is
 * left out of the job after it, so it must be chosen from rows that were set apart.
 */
export function addressJoined(planned: PlannedJob, operation: JobOperation): JobManifestAddress | undefined {
  const { origin, proof } = planned.group
  const hasCanary = 'canaryObjects' in planned && planned.canaryObjects > 0
  if (origin === undefined || proof === undefined) return undefined
  if (hasCanary && !planned.group.parts.some(isTrialPart)) return undefined
  const name = [JOIN_VERSION, origin, canonicalJson(operation)]
  const sha256 = createHash('sha256').update(JSON.stringify(name)).digest('hex')
  // The ETag is known when the object is there.
  return { sha256, identity: sha256, etag: '', rows: proof.rows, bytes: proof.bytes, excluded: [] }
}

/**
 * The rows without those that `source` excludes, as far as they are set apart; undefined if what is left of these is not
 * small. Named by `whole`, and by what is left out.
 */
export async function addressWithout(
  source: JobManifestSource,
  whole: JobManifestAddress,
): Promise<JobManifestAddress | undefined> {
  const trial = source.parts.filter(isTrialPart)
  const kept = await addressJobManifest({ ...source, parts: trial })
  // S3 copies no part as small as this, so that the runner always puts these rows into one.
  if (kept.bytes >= MIN_PART_BYTES) return undefined
  const all = trial.reduce((sum, { stored }) => sum + (stored?.bytes ?? 0), 0)
  const name = [JOIN_VERSION, whole.identity, kept.identity]
  const sha256 = createHash('sha256').update(JSON.stringify(name)).digest('hex')
  const { excluded } = kept
  const rows = whole.rows - excluded.reduce((sum, count) => sum + count, 0)
  return { sha256, identity: sha256, etag: '', rows, bytes: whole.bytes - all + kept.bytes, excluded }
}

/**
 * Rows that were meant to be joined, and must be read after all.
 * @throws ActionError REMEDIATION_REFUSED if they are more than pass through a runner
 */
export function refuseToStream({ group: { proof, storageClass } }: Pick<PlannedJob, 'group'>): void {
  if (proof === undefined || (proof.rows <= STREAMED.rows && proof.bytes <= STREAMED.bytes)) return
  throw new ActionError(
    'REMEDIATION_REFUSED',
    `The job manifest of ${formatCount(proof.rows)} rows (${storageClass}) cannot be joined inside S3: rows of an earlier job must be left out, and ${formatBytes(BigInt(proof.bytes))} are too much for the runner.`,
    {
      hint: 'Nothing was started. Remediate the bucket in parts with include, or wait for a report that no longer lists what earlier jobs did.',
    },
  )
}

type Place = Pick<RemediationOptions, 'workLocation'>

/** Has S3 join the files to the object. @throws ActionError if it cannot, or if the object is not what was proven */
export async function joinJobManifest(
  source: JobManifestSource,
  address: JobManifestAddress,
  { workLocation }: Place,
  deps: Pick<WorkFiles, 'joinJobManifest'>,
): Promise<JobManifestAddress> {
  const { proof, bucket } = source
  if (proof === undefined) throw new ActionError('INTERNAL_ERROR', 'Rows that were not proven were to be joined.')
  const key = jobManifestKey(workLocation.prefix, bucket, address.sha256)
  const { etag } = await deps.joinJobManifest({
    key,
    bytes: address.bytes,
    // Beside the object, so that one without its record can be told from any other.
    metadata: { rows: String(address.rows), checksum: proof.checksum },
    parts: listParts(await listFiles(source)),
  })
  return { ...address, etag: bareEtag(etag) }
}

/** The files to join: all as they are, or, where rows are left out, those set apart as one without these rows. */
async function listFiles(source: JobManifestSource): Promise<readonly JoinedFile[]> {
  const { parts, exclusions = [] } = source
  const stored = parts.filter(isStored)
  if (exclusions.length === 0) return stored.map(toFile)
  const chunks: Uint8Array[] = []
  for await (const chunk of streamJobManifest({ ...source, parts: stored.filter(isTrialPart) })) chunks.push(chunk)
  const kept = Buffer.concat(chunks)
  const read = (range: ByteRange) => [kept.subarray(range.start, range.end)]
  return [...stored.filter((part) => !isTrialPart(part)).map(toFile), { bytes: kept.length, stored: undefined, read }]
}

type StoredSource = RowSource & { readonly stored: StoredFile }
const isStored = (part: JobManifestSource['parts'][number]): part is StoredSource =>
  typeof part !== 'string' && part.stored !== undefined

/** Undefined `stored`: its bytes are on the runner, and less than S3 copies as a part. */
type JoinedFile = {
  readonly bytes: number
  readonly stored: StoredFile | undefined
  readonly read: (range: ByteRange) => ReturnType<RowSource['read']>
}

const toFile = ({ stored, read }: StoredSource): JoinedFile => ({ bytes: stored.bytes, stored, read })

/** @throws ActionError REMEDIATION_REFUSED if S3 cannot join them */
function listParts(files: readonly JoinedFile[]): JoinedPart[] {
  try {
    return planJoin(files.map(({ bytes }) => bytes)).map((part): JoinedPart => {
      if (part.by === 'runner') return { read: () => readPieces(files, part.pieces) }
      const { file, start, end } = part.piece
      const { stored } = files[file] ?? {}
      if (stored === undefined) throw new RangeError('rows on the runner are too many for one part')
      return { from: stored, range: start === 0 && end === stored.bytes ? undefined : { start, end } }
    })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ActionError('REMEDIATION_REFUSED', `S3 cannot join the job manifest: ${error.message}.`, {
      hint: 'Nothing was started. Remediate the bucket in parts with include.',
    })
  }
}

/** At most a few times 5 MiB. */
async function readPieces(files: readonly JoinedFile[], pieces: readonly Piece[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for (const { file, start, end } of pieces) {
    for await (const chunk of (files[file] as JoinedFile).read({ start, end })) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
