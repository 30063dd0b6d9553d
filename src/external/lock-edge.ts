// Reads object locks from AWS. HeadObject omits its lock headers both for an object without a lock and for callers
// without the permission (S3 API Reference, "HeadObject"), so each lock is requested explicitly: then a refusal is an
// error.

import {
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  type HeadObjectCommandOutput,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3'
import type { ObjectVersionSeen } from '../batch/lost-locks.ts'
import { isLocked, type ObjectLock } from '../findings/object-lock.ts'
import { decodeKey, type EncodedKey } from '../words/object-key.ts'
import { needing } from './attempt.ts'
import { errorNameOf } from './aws-errors.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { calling } from './faults.ts'
import type { ActionOf } from './permissions.ts'
import { serverDateOf } from './watch-calls.ts'

const LISTED_AT_ONCE = 100

type Retention = {
  readonly mode: string | undefined
  readonly until: Date | undefined
  readonly hold: string | undefined
  readonly $metadata: object
}

/** Whether HeadObject shows a lock in force. False proves nothing: the caller may not have the permission. */
export function showsLock(answer: HeadObjectCommandOutput): boolean {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ObjectLockEventHold: hold, $metadata } = answer
  return isLocked(toLock({ mode, until, hold, $metadata }, answer.ObjectLockLegalHoldStatus))
}

/**
 * The lock of a version, or of the current one without a version id, by two requests.
 * @throws ActionError with its fault: `access-denied` if the role may not see locks, `not-found` if the object does not
 * exist
 */
export async function readLock(
  source: BucketHandle,
  key: EncodedKey,
  versionId: string | undefined,
  signal: AbortSignal | undefined,
): Promise<ObjectLock> {
  const input = { Bucket: source.bucket, Key: decodeKey(key), VersionId: versionId, ExpectedBucketOwner: source.owner }
  const options = signal === undefined ? {} : { abortSignal: signal }
  const about = <T>(permission: ActionOf<'SeeLocks'>, ask: () => Promise<T>) =>
    calling(needing('SeeLocks', permission, `${bucketArn(source)}/${key}`), () => orNone(ask))
  const [retained, held] = await Promise.all([
    about('s3:GetObjectRetention', () => source.client.send(new GetObjectRetentionCommand(input), options)),
    about('s3:GetObjectLegalHold', () => source.client.send(new GetObjectLegalHoldCommand(input), options)),
  ])
  const { Mode: mode, RetainUntilDate: until, EventHold: hold } = retained?.Retention ?? {}
  return toLock({ mode, until, hold, $metadata: retained?.$metadata ?? {} }, held?.LegalHold?.Status)
}

/** S3 API Reference, "GetObjectRetention": 404 NoSuchObjectLockConfiguration for a version without retention. */
async function orNone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (errorNameOf(error) === 'NoSuchObjectLockConfiguration') return undefined
    throw error
  }
}

/** Uses S3's own clock; without it, a retention counts as active. */
function toLock({ mode, until, hold, $metadata }: Retention, legalHold: string | undefined): ObjectLock {
  const now = serverDateOf({ $metadata }) ?? 0
  const ends = until?.getTime() ?? (mode === undefined ? undefined : Number.MAX_SAFE_INTEGER)
  return {
    legalHold: legalHold === 'ON',
    eventHold: hold === 'ON',
    retainUntil: ends !== undefined && ends > now ? ends : undefined,
  }
}

/** Versions of the key, newest first, up to the first that is not newer than `since`; includes delete markers. */
export async function listVersionsSince(
  source: BucketHandle,
  key: EncodedKey,
  since: Date,
  signal: AbortSignal,
): Promise<ObjectVersionSeen[]> {
  const name = decodeKey(key)
  const attempt = needing('FindTheVersionsThatWereCopied', 's3:ListBucketVersions', bucketArn(source))
  const seen: ObjectVersionSeen[] = []
  let markers: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined = {}
  while (markers !== undefined) {
    const command: ListObjectVersionsCommand = new ListObjectVersionsCommand({
      Bucket: source.bucket,
      Prefix: name,
      MaxKeys: LISTED_AT_ONCE,
      EncodingType: 'url',
      ExpectedBucketOwner: source.owner,
      ...markers,
    })
    const page = await calling(attempt, () => source.client.send(command, { abortSignal: signal }))
    for (const [isDeleteMarker, listed] of [
      [false, page.Versions ?? []],
      [true, page.DeleteMarkers ?? []],
    ] as const) {
      for (const { Key = '', VersionId = 'null', IsLatest: isLatest = false, LastModified } of listed) {
        if (decodeListedKey(Key) !== name) continue
        seen.push({ versionId: VersionId, isLatest, isDeleteMarker, lastModified: LastModified ?? new Date(0) })
      }
    }
    const isEnough = seen.some(({ lastModified }) => lastModified <= since)
    const next = decodeListedKey(page.NextKeyMarker ?? '')
    // Other keys with this prefix follow.
    markers =
      page.IsTruncated && next === name && !isEnough
        ? { KeyMarker: next, ...(page.NextVersionIdMarker && { VersionIdMarker: page.NextVersionIdMarker }) }
        : undefined
  }
  seen.sort((one, other) => Number(other.isLatest) - Number(one.isLatest) || +other.lastModified - +one.lastModified)
  const oldest = seen.findIndex(({ lastModified }) => lastModified <= since)
  return oldest < 0 ? seen : seen.slice(0, oldest + 1)
}

/** S3 API Reference, "ListObjectVersions": with the encoding type url, a plus is a space. */
const decodeListedKey = (key: string) => decodeURIComponent(key.replaceAll('+', ' '))
