// Knows how to judge a world's history: whether, whatever happened, no write of a client was lost, nothing was copied
// or restored twice, no property got lost on the way, and nobody called compliant what was not. Every sentence it returns is a
// violation of a promise of the action; no sentence at all is what tests expect. It shares nothing with the action.

import { createHash } from 'node:crypto'
import { deliveries } from './inventory/deliveries.ts'
import { losesLock, unseenLockLosses } from './lock-history.ts'
import { readWholeBody } from './s3/body.ts'
import { isLocked } from './s3/object-lock.ts'
import { bodySha256, type HistoryEntry, readHistory } from './s3/store.ts'
import { batchState, type Job } from './s3-control/state.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from './stage.ts'
import { answerTo } from './unsettled.ts'
import type { Body, ObjectVersion, World } from './world.ts'

/** Jobs and signed sessions copy; everybody else (`seed`, a test's own name, S3 itself) is a client of the bucket. */
const isJob = (writer: string): boolean => writer.startsWith('job:')
const isCopier = (writer: string): boolean => isJob(writer) || writer.startsWith('arn:')
/** Each account has one of its own, whose name begins so (stage.ts). */
const isWorkBucket = (bucket: string): boolean => bucket.startsWith(WORK_BUCKET)
const isDataBucket = (bucket: string): boolean => !bucket.startsWith(DESTINATION_BUCKET) && !isWorkBucket(bucket)
const hasSameBytes = (one: Body, other: Body): boolean => one === other || bodySha256(one) === bodySha256(other)

/**
 * What is wrong with the history so far; empty when every promise was kept. Where a run was cut short (killed, cancelled), a
 * copy in parts may still be owed the annotations that a later run has to give it.
 */
export function checkHistory(world: World, { isCutShort = false }: { readonly isCutShort?: boolean } = {}): string[] {
  return [
    ...checkWrites(world, isCutShort),
    ...[...batchState(world).jobs.values()].flatMap((job) => checkJob(world, job)),
    ...checkWorkBucket(world),
  ]
}

/** Follows every key of the data buckets from write to write. */
function checkWrites(world: World, isCutShort: boolean): string[] {
  const problems: string[] = []
  const isUnseen = unseenLockLosses(world)
  const runsTasksTwice = answerTo(world, 'task-runs') === 'twice'
  /** By bucket and key: what is current, and how often copiers wrote it since a client did, by encryption. */
  const keys = new Map<string, KeyState>()
  for (const entry of readHistory(world)) {
    const { at, bucket, kind, version, writer } = entry
    if (!isDataBucket(bucket)) continue
    const name = `${bucket}/${version.key}`
    const state: KeyState = keys.get(name) ?? { current: undefined, copies: new Map(), owed: undefined }
    keys.set(name, state)
    const say = (what: string): number => problems.push(`${name}: ${writer} ${what}`)
    if (kind === 'removed') {
      if (isCopier(writer)) say(`removed version ${version.versionId}`)
      if (state.current?.versionId === version.versionId) state.current = undefined
    } else if (kind === 'changed') {
      const isCurrent = state.current?.versionId === version.versionId
      if (isCurrent && state.current !== undefined) {
        if (isCopier(writer)) {
          for (const lost of listLosses(state.current, version)) say(`changed its ${lost}`)
          if (JSON.stringify(state.current.lock) !== JSON.stringify(version.lock)) say('changed its lock')
          if (version.restore?.ongoing === true) checkRestore(state.current, at, say)
          checkAnnotating(state.current, version, say)
        } else state.owed = stillOwed(state, version)
        state.current = version
      }
    } else {
      // That S3 itself runs a task twice is nobody's doing.
      const isAgain = runsTasksTwice && isJob(writer) && state.current?.writer === writer
      if (isCopier(writer) && !isAgain) {
        checkCopy(state, version, say)
        if (losesLock(state.current, version, at) && !isUnseen.has(entry)) say('lost its lock')
        if (version.lock?.eventHold === true && state.current?.lock?.eventHold !== true)
          say('put it under an event hold')
      } else if (!isCopier(writer)) {
        state.copies.clear()
        state.owed = undefined
      }
      state.current = version
    }
  }
  for (const [name, { current, owed }] of isCutShort ? [] : keys) {
    if (current !== undefined && owed !== undefined && !hasAnnotations(current, owed))
      problems.push(`${name}: ${current.writer} lost its annotations`)
  }
  return problems
}

/** Of one key: what is current, how often copiers wrote it since a client did, and what a copy in parts still has to get. */
type KeyState = {
  current: ObjectVersion | undefined
  copies: Map<string, number>
  owed: ObjectVersion['annotations']
}

/** S3 User Guide, "Annotating your objects": a copy in parts gets its annotations after it was made, one by one. */
const getsAnnotationsLater = ({ partCount, writer }: ObjectVersion): boolean =>
  partCount !== undefined && !isJob(writer)

/** Every text of `wanted`, under its name. */
function hasAnnotations({ annotations }: ObjectVersion, wanted: ObjectVersion['annotations']): boolean {
  return [...(wanted ?? [])].every(([name, { payload }]) => {
    const found = annotations?.get(name)
    return found !== undefined && Buffer.compare(found.payload, payload) === 0
  })
}

/** What a client writes or removes itself is not owed any more. */
function stillOwed({ current, owed }: KeyState, after: ObjectVersion): KeyState['owed'] {
  const isTouched = (name: string): boolean => current?.annotations?.get(name) !== after.annotations?.get(name)
  return owed === undefined ? undefined : new Map([...owed].filter(([name]) => !isTouched(name)))
}

/** A copier may add annotations to its own copy; what somebody wrote there stays. */
function checkAnnotating(before: ObjectVersion, after: ObjectVersion, say: (what: string) => number): void {
  if (!hasAnnotations(after, before.annotations)) say('replaced or removed an annotation')
  if (after.annotations !== before.annotations && !isCopier(before.writer)) say('annotated what is not its copy')
}

/** A copier may only write what is there at that moment, encrypted now, and once. */
function checkCopy(state: KeyState, version: ObjectVersion, say: (what: string) => number): void {
  const { current, copies } = state
  if (version.isDeleteMarker) return void say('deleted it')
  if (current === undefined || current.isDeleteMarker) return void say('wrote a key that had no object')
  if (!hasSameBytes(current.body, version.body)) say(`replaced what ${current.writer} wrote by other bytes`)
  for (const lost of listLosses(current, version)) say(`lost its ${lost}`)
  if (getsAnnotationsLater(version)) state.owed = current.annotations
  else if (!hasAnnotations(version, current.annotations)) say('lost its annotations')
  if (version.encryption.status === 'NOT-SSE') say('wrote it without encryption')
  const kind = `${version.encryption.status} ${version.encryption.kmsKeyArn ?? ''}`
  const times = (copies.get(kind) ?? 0) + 1
  copies.set(kind, times)
  if (times > 1) say(`copied it for the ${times}th time`)
}

/** A restore is paid for: only what is archived and not encrypted may be restored, and only while no restore of it lives. */
function checkRestore(before: ObjectVersion, at: number, say: (what: string) => number): void {
  const { encryption, restore } = before
  if (encryption.status !== 'NOT-SSE') say(`restored it although it is ${encryption.status}`)
  const lives = restore !== undefined && (restore.ongoing || (restore.expiry ?? Number.POSITIVE_INFINITY) > at)
  if (lives) say('restored it a second time')
}

/** Names of the properties two versions do not share; the website redirect is documented as lost by jobs. */
function listLosses(before: ObjectVersion, after: ObjectVersion): string[] {
  const losses: string[] = []
  if (before.size !== after.size) losses.push('size')
  if (before.storageClass !== after.storageClass) losses.push('storage class')
  for (const kind of ['headers', 'metadata', 'tags'] as const) {
    if (renderMap(before[kind]) !== renderMap(after[kind])) losses.push(kind)
  }
  if (before.grants.length > 0 && JSON.stringify(before.grants) !== JSON.stringify(after.grants)) losses.push('grants')
  if (before.checksum !== undefined && before.checksum.algorithm !== after.checksum?.algorithm) losses.push('checksum')
  if (!isJob(after.writer) && before.websiteRedirect !== after.websiteRedirect) losses.push('website redirect')
  return losses
}

const renderMap = (map: ReadonlyMap<string, string>): string => JSON.stringify([...map].sort())

/** Succeeded tasks left an encrypted version, and no job was ever given version ids. */
function checkJob(world: World, job: Job): string[] {
  const problems: string[] = []
  const { operation } = job.request
  if (job.request.manifest !== undefined && (job.tasks ?? []).some(({ versionId }) => versionId !== undefined)) {
    problems.push(`job ${job.id} names versions`)
  }
  if (operation.name !== 'S3PutObjectCopy' && operation.name !== 'S3UpdateObjectEncryption') return problems
  const encrypted = new Set(
    readHistory(world)
      .filter(({ writer, version }) => writer === `job:${job.id}` && version.encryption.status !== 'NOT-SSE')
      .map(({ bucket, version }) => `${bucket}/${version.key}`),
  )
  for (const [index, { succeeded }] of job.results.entries()) {
    const task = job.tasks?.[index]
    if (succeeded && task !== undefined && !encrypted.has(`${task.bucket}/${task.key}`))
      problems.push(`job ${job.id} succeeded for ${task.writtenKey}, which has no encrypted version of it`)
  }
  return problems
}

/** Job manifests are what their names say, and nobody but a person removes anything. */
function checkWorkBucket(world: World): string[] {
  return readHistory(world).flatMap(({ bucket, kind, version, writer }) => {
    if (!isWorkBucket(bucket)) return []
    if (kind === 'removed' || version.isDeleteMarker)
      return isCopier(writer) ? [`${bucket}/${version.key}: ${writer} removed it`] : []
    const [, sha256] = /\/job-manifests\/.*\/([0-9a-f]{64})\.csv$/.exec(`/${version.key}`) ?? []
    if (sha256 === undefined || !isCopier(writer)) return []
    const actual = createHash('sha256').update(readWholeBody(version.body)).digest('hex')
    return actual === sha256 ? [] : [`${bucket}/${version.key}: its content has the SHA-256 ${actual}`]
  })
}

/** What a run said of itself: exit code, and the parsed JSON report. */
export type RunClaims = {
  readonly exitCode: number | null
  readonly verdict: string | undefined
  readonly remediationStatus: string | undefined
  readonly report: unknown
}

type ObjectCount = { readonly objects: number }
type Policy = {
  readonly acceptedEncryption: readonly string[]
  readonly kmsKeyArn?: string
  readonly requireBucketKey?: boolean
  readonly maxFindings: number
}
type BucketClaim = {
  readonly bucket: string
  readonly verdict: string
  readonly policy?: Policy
  readonly report?: {
    readonly inventoryManifestKey: string
    readonly configurationId: string
    readonly coverage: { readonly kind: string }
  }
  readonly scan?: { readonly excluded: ObjectCount; readonly excepted: ObjectCount; readonly findings: ObjectCount }
  readonly remediationStatus: string
}
type ReportClaim = { readonly buckets: readonly BucketClaim[] }

/** Which of a run's claims the world contradicts. `historyLength` is that of the moment the run began. */
export function checkClaims(world: World, claims: RunClaims, historyLength: number): string[] {
  const problems: string[] = []
  const { buckets } = (claims.report ?? { buckets: [] }) as ReportClaim
  const isGreen = claims.exitCode === 0
  if (isGreen && claims.verdict !== 'COMPLIANT' && claims.verdict !== 'NON_COMPLIANT')
    problems.push(`exit code 0 with verdict ${claims.verdict ?? 'none'}`)
  if (
    claims.verdict === 'COMPLIANT' &&
    (buckets.length === 0 || buckets.some(({ verdict }) => verdict !== 'COMPLIANT'))
  )
    problems.push('COMPLIANT, but not for each bucket')
  for (const claim of buckets) {
    const truth = findTruth(world, claim)
    if (truth === undefined) continue
    problems.push(...checkCoverage(world, claim))
    problems.push(...checkVerdict(claim, truth, findCurrent(readHistory(world).slice(0, historyLength), claim.bucket)))
    if (claim.remediationStatus === 'COMPLETE') problems.push(...checkComplete(world, claim, truth, historyLength))
  }
  return problems
}

/** Current objects at the listing of the report a claim rests on, by key; undefined for reports a test made up. */
function findTruth(world: World, claim: BucketClaim): ReadonlyMap<string, ObjectVersion> | undefined {
  const key = claim.report?.inventoryManifestKey
  // A report delivered twice to one place is the later one.
  const delivery = deliveries(world).findLast((one) => one.manifestKey === key && one.sourceBucket === claim.bucket)
  if (delivery === undefined || delivery.forged) return undefined
  return findCurrent(
    readHistory(world).slice(0, delivery.historyLength),
    claim.bucket,
    ({ key, lastModified }) => key.startsWith(delivery.filterPrefix) && lastModified <= delivery.at,
  )
}

/** What a configuration is limited to can be known from it: nobody may call its part of a bucket the whole. */
function checkCoverage(world: World, { bucket, verdict, report }: BucketClaim): string[] {
  const filter = world.buckets.get(bucket)?.inventory.get(report?.configurationId ?? '')?.filterPrefix ?? ''
  if (verdict === 'INSUFFICIENT_DATA' || filter === '' || report?.coverage.kind !== 'whole') return []
  return [`${bucket}: called ${verdict} as a whole, by a configuration limited to ${filter}`]
}

/** Current objects of a bucket after `history`, of the versions that `counts`. */
function findCurrent(
  history: readonly HistoryEntry[],
  name: string,
  counts: (version: ObjectVersion) => boolean = () => true,
): ReadonlyMap<string, ObjectVersion> {
  const current = new Map<string, ObjectVersion>()
  for (const { bucket, kind, version } of history) {
    if (bucket !== name || !counts(version)) continue
    const known = current.get(version.key)
    if (kind === 'removed') {
      if (known?.versionId === version.versionId) current.delete(version.key)
    } else if (kind === 'written' || known?.versionId === version.versionId) current.set(version.key, version)
  }
  return current
}

/** `before`: the objects when the run began, which alone show the key of what the report calls accepted. */
function checkVerdict(
  { bucket, verdict, policy, scan }: BucketClaim,
  truth: ReadonlyMap<string, ObjectVersion>,
  before: ReadonlyMap<string, ObjectVersion>,
): string[] {
  if (verdict === 'INSUFFICIENT_DATA' || policy === undefined || scan === undefined) return []
  const found = [...truth.values()].filter((version) => {
    const isAccepted = policy.acceptedEncryption.includes(version.encryption.status)
    const seen = isAccepted && !version.isDeleteMarker ? before.get(version.key) : version
    return seen !== undefined && isFinding(seen, policy)
  }).length
  const { excluded, excepted, findings } = scan
  const left = found - excluded.objects - excepted.objects
  const problems: string[] = []
  if (verdict === 'COMPLIANT' && left > policy.maxFindings)
    problems.push(`${bucket}: called COMPLIANT with ${found} findings`)
  if (left > findings.objects) problems.push(`${bucket}: ${findings.objects} findings told, there are ${found}`)
  if (found < findings.objects && policy.acceptedEncryption.length > 1)
    problems.push(`${bucket}: ${findings.objects} findings told, there are only ${found}`)
  return problems
}

function isFinding({ isDeleteMarker, encryption }: ObjectVersion, policy: Policy): boolean {
  if (isDeleteMarker) return false
  const { status, kmsKeyArn, bucketKey } = encryption
  if (!policy.acceptedEncryption.includes(status)) return true
  if (policy.requireBucketKey === true && status === 'SSE-KMS' && bucketKey !== true) return true
  return policy.kmsKeyArn !== undefined && nameKey(kmsKeyArn) !== nameKey(policy.kmsKeyArn)
}

/** KMS Developer Guide, "Multi-Region keys": replicas are one key, whose id, account and partition are the same. */
const nameKey = (arn: string | undefined): string | undefined =>
  arn?.replace(/:kms:[^:]+:(\d{12}:key\/mrk-)/, ':kms:*:$1')

/** COMPLETE means that every finding of the report was encrypted with its lock, or is gone; later writes are their writers' affair. */
function checkComplete(
  world: World,
  { bucket, policy }: BucketClaim,
  truth: ReadonlyMap<string, ObjectVersion>,
  historyLength: number,
): string[] {
  if (policy === undefined) return []
  const since = readHistory(world).slice(historyLength)
  const lostLocks = new Set(
    [...unseenLockLosses(world)].filter((entry) => entry.bucket === bucket).map((entry) => entry.version.key),
  )
  return [...truth.values()].flatMap((version) => {
    if (!isFinding(version, policy)) return []
    const now = world.buckets.get(bucket)?.objects.get(version.key)?.at(-1)
    if (now !== undefined && lostLocks.has(version.key) && !isLocked(now, world.clock.now()))
      return [`${bucket}/${version.key}: COMPLETE, but its copy lacks the lock of the version before`]
    if (now === undefined || !isFinding(now, policy)) return []
    const isNewer = since.some(
      (entry) => entry.bucket === bucket && entry.version.key === version.key && !isCopier(entry.writer),
    )
    return isNewer ? [] : [`${bucket}/${version.key}: COMPLETE, but it is ${now.encryption.status}`]
  })
}
