// Stores the state of canary objects before the copy, as JSON in the work location that is written only once.

import type { AnnotationEntry, ObjectChecksum, ObjectLook, Tags } from '../objects/object-look.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import { type EncodedKey, isEncodedKey } from '../words/object-key.ts'

/** The state of one canary object before the copy. */
export type CanaryObject = {
  readonly key: EncodedKey
  /** Undefined if only its tags are compared. */
  readonly look: ObjectLook | undefined
  readonly tags: Tags
  readonly annotations: readonly AnnotationEntry[]
}

/** The objects on which a plan is tried, and their state before. */
export type CanaryRecord = {
  readonly bucket: string
  /** Fingerprint of the plan that is tried. */
  readonly fingerprint: string
  /** Epoch milliseconds. */
  readonly lookedAt: number
  readonly objects: readonly CanaryObject[]
}

const VERSION = 1

/** Key of the record of a plan; `workPrefix` is empty or ends in "/". */
export function canaryRecordKey(workPrefix: string, bucket: string, fingerprint: string): string {
  return `${workPrefix}canaries/${bucket}/${fingerprint}.json`
}

/** Values are stored, too, so that a person can restore what a copy lost. Maps become lists of pairs. */
export function renderCanaryRecord(record: CanaryRecord): string {
  const keepMaps = (_name: string, value: unknown) => (value instanceof Map ? [...value] : value)
  return `${JSON.stringify({ version: VERSION, ...record }, keepMaps, 1)}\n`
}

/**
 * Parses a record.
 * @throws ActionError for anything unexpected: the objects it names will be written, so nothing is guessed
 */
export function parseCanaryRecord(
  text: string,
  of: Pick<CanaryRecord, 'bucket' | 'fingerprint'>,
  where: string,
): CanaryRecord {
  try {
    const { version, bucket, fingerprint, lookedAt, objects } = readMembers(JSON.parse(text))
    if (version !== VERSION || bucket !== of.bucket || fingerprint !== of.fingerprint) throw new TypeError('its plan')
    const read = readList(objects).map(readCanaryObject)
    if (read.length === 0) throw new TypeError('no object')
    return { bucket: of.bucket, fingerprint: of.fingerprint, lookedAt: readNumber(lookedAt), objects: read }
  } catch (cause) {
    throw new ActionError('REMEDIATION_FAILED', `${where} is not the record of a canary of this plan.`, {
      hint: 'Only the action should write there. Check the object, and who can write to the work location.',
      cause,
    })
  }
}

function readCanaryObject(value: unknown): CanaryObject {
  const { key, look, tags, annotations } = readMembers(value)
  if (typeof key !== 'string' || !isEncodedKey(key)) throw new TypeError('key')
  return {
    key,
    look: look === undefined ? undefined : readLook(readMembers(look)),
    tags: readPairs(tags),
    annotations: readList(annotations).map(readAnnotation),
  }
}

function readLook(look: Readonly<Record<string, unknown>>): ObjectLook {
  return {
    etag: readText(look.etag),
    versionId: readOptionalText(look.versionId),
    lastModified: readNumber(look.lastModified),
    size: readNumber(look.size),
    storageClass: readText(look.storageClass),
    headers: readPairs(look.headers),
    metadata: readPairs(look.metadata),
    hiddenMetadata: readNumber(look.hiddenMetadata),
    websiteRedirect: readOptionalText(look.websiteRedirect),
    tagCount: look.tagCount === undefined ? undefined : readNumber(look.tagCount),
    checksum: look.checksum === undefined ? undefined : readChecksum(readMembers(look.checksum)),
    archived: look.archived === true,
    restoring: look.restoring === true,
    // A locked object cannot be used to try a plan.
    lock: 'unknown',
    encryption: readStatus(look.encryption),
    kmsKeyArn: readOptionalText(look.kmsKeyArn),
    bucketKey: look.bucketKey === true,
  }
}

function readChecksum({ algorithm, value, type }: Readonly<Record<string, unknown>>): ObjectChecksum {
  const isWhole = type === 'FULL_OBJECT'
  if (!isWhole && type !== 'COMPOSITE') throw new TypeError('checksum')
  return { algorithm: readText(algorithm), value: readText(value), type: isWhole ? 'FULL_OBJECT' : 'COMPOSITE' }
}

function readAnnotation(value: unknown): AnnotationEntry {
  const { name, etag, size, lastModified } = readMembers(value)
  return { name: readText(name), etag: readText(etag), size: readNumber(size), lastModified: readNumber(lastModified) }
}

function readStatus(value: unknown): EncryptionStatus {
  const status = ENCRYPTION_STATUSES.find((known) => known === value)
  if (status === undefined) throw new TypeError('encryption')
  return status
}

function readPairs(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    readList(value).map((pair) => {
      const [name, text] = readList(pair)
      return [readText(name), readText(text)]
    }),
  )
}

function readMembers(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('an object')
  return value as Readonly<Record<string, unknown>>
}

function readList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('a list')
  return value
}

function readText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a text')
  return value
}

const readOptionalText = (value: unknown) => (value === undefined ? undefined : readText(value))

function readNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TypeError('a number')
  return value
}
