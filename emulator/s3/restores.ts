// Restores archived objects: a request is accepted immediately, the copy is available hours later (S3 User Guide,
// "Understanding archive retrieval options", "Restoring objects with Batch Operations").

import { ServiceError } from '../http.ts'
import { type Bucket, type ObjectVersion, serviceState, type World } from '../world.ts'
import { invalidRequest } from './call.ts'
import { changeVersion, findVersion } from './state.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Maximum number of hours in the guide, by storage class or archive tier, and retrieval tier. */
const HOURS: ReadonlyMap<string, number> = new Map([
  ['GLACIER STANDARD', 5],
  ['GLACIER BULK', 12],
  ['DEEP_ARCHIVE STANDARD', 12],
  ['DEEP_ARCHIVE BULK', 48],
  ['ARCHIVE STANDARD', 5],
  ['ARCHIVE BULK', 12],
])

type Restore = {
  readonly bucket: Bucket
  readonly key: string
  readonly versionId: string
  readonly readyAt: number
  readonly expiry: number | undefined
  readonly writer: string
}

export type RestoreRequest = { readonly days: number | undefined; readonly tier: string; readonly writer: string }

/** Accepts a restore request, or throws the error of RestoreObject. */
export function startRestore(world: World, bucket: Bucket, version: ObjectVersion, request: RestoreRequest): void {
  const isTiered = version.storageClass === 'INTELLIGENT_TIERING'
  const archive = isTiered ? (version.accessTier ?? '') : version.storageClass
  const hours = HOURS.get(`${archive} ${request.tier}`)
  if (hours === undefined) {
    throw new ServiceError(403, 'InvalidObjectState', "Restore is not allowed for the object's current storage class")
  }
  if (isTiered !== (request.days === undefined)) {
    throw invalidRequest('ExpirationInDays must be given for archived classes and only for them')
  }
  if (version.restore?.ongoing === true) {
    throw new ServiceError(409, 'RestoreAlreadyInProgress', 'Object restore is already in progress')
  }
  const readyAt = world.clock.now() + hours * HOUR_MS
  const expiry = request.days === undefined ? undefined : readyAt + request.days * DAY_MS
  const { key, versionId } = version
  changeVersion(world, bucket, version, { restore: { ongoing: true } }, request.writer)
  restores(world).push({ bucket, key, versionId, readyAt, expiry, writer: request.writer })
}

/** Makes objects readable whose restores are complete by the clock. */
export function finishRestores(world: World): void {
  const pending = restores(world)
  const due = pending.filter((restore) => restore.readyAt <= world.clock.now())
  for (const restore of due) {
    pending.splice(pending.indexOf(restore), 1)
    const version = findVersion(restore.bucket, restore.key, restore.versionId)
    if (version?.restore?.ongoing !== true) continue
    const change = { restore: { ongoing: false, expiry: restore.expiry } }
    changeVersion(world, restore.bucket, version, change, restore.writer)
  }
}

function restores(world: World): Restore[] {
  return serviceState(world, 's3-batch-restores', () => [])
}
