// Compares a run's claims with what was written: nothing may be called compliant or complete that is not.

import { deliveries } from '../inventory/deliveries.ts'
import { isLocked } from '../s3/object-lock.ts'
import { type HistoryEntry, readHistory } from '../s3/state.ts'
import type { ObjectVersion, World } from '../world.ts'
import { unseenLockLosses } from './locks.ts'
import { isCopier } from './writers.ts'

/** The claims of a run: its exit code and the parsed JSON report. */
export type RunClaims = {
  readonly exitCode: number | null
  readonly verdict: string | undefined
  /** Of an operation that has no verdict. */
  readonly status?: string | undefined
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
  /** Absent for an operation that has none. */
  readonly verdict?: string
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

/** The claims of a run that the world contradicts. `historyLength` is that at the start of the run. */
export function checkClaims(world: World, claims: RunClaims, historyLength: number): string[] {
  const problems: string[] = []
  const { buckets } = (claims.report ?? { buckets: [] }) as ReportClaim
  const isGreen = claims.exitCode === 0
  const hasStatus = claims.verdict === '' && (claims.status ?? '') !== ''
  if (isGreen && !hasStatus && claims.verdict !== 'COMPLIANT' && claims.verdict !== 'NON_COMPLIANT')
    problems.push(`exit code 0 with verdict ${claims.verdict ?? 'none'}`)
  if (
    claims.verdict === 'COMPLIANT' &&
    (buckets.length === 0 || buckets.some(({ verdict }) => verdict !== 'COMPLIANT'))
  )
    problems.push('COMPLIANT, but not for each bucket')
  for (const claim of buckets) {
    if (claim.verdict === undefined) continue
    const truth = findTruth(world, claim)
    if (truth === undefined) continue
    problems.push(...checkCoverage(world, claim))
    problems.push(...checkVerdict(claim, truth, findCurrent(readHistory(world).slice(0, historyLength), claim.bucket)))
    if (claim.remediationStatus === 'COMPLETE') problems.push(...checkComplete(world, claim, truth, historyLength))
  }
  return problems
}

/**
 * Current objects at the listing of the report that a claim is based on, by key; undefined for reports forged by a
 * test.
 */
function findTruth(world: World, claim: BucketClaim): ReadonlyMap<string, ObjectVersion> | undefined {
  const key = claim.report?.inventoryManifestKey
  // If two reports were delivered to one place, the later one counts.
  const delivery = deliveries(world).findLast((one) => one.manifestKey === key && one.sourceBucket === claim.bucket)
  if (delivery === undefined || delivery.forged) return undefined
  return findCurrent(
    readHistory(world).slice(0, delivery.historyLength),
    claim.bucket,
    ({ key, lastModified }) => key.startsWith(delivery.filterPrefix) && lastModified <= delivery.at,
  )
}

/** The configuration shows what a report is limited to: a part of a bucket may not be reported as the whole. */
function checkCoverage(world: World, { bucket, verdict, report }: BucketClaim): string[] {
  const filter = world.buckets.get(bucket)?.inventory.get(report?.configurationId ?? '')?.filterPrefix ?? ''
  if (verdict === 'INSUFFICIENT_DATA' || filter === '' || report?.coverage.kind !== 'whole') return []
  return [`${bucket}: called ${verdict} as a whole, by a configuration limited to ${filter}`]
}

/** Current objects of a bucket after `history`, considering only the versions that `counts` accepts. */
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

/** `before`: the objects at the start of the run; only they show the key of objects that the report calls accepted. */
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

/** KMS Developer Guide, "Multi-Region keys": replicas are one key with the same id, account and partition. */
const nameKey = (arn: string | undefined): string | undefined =>
  arn?.replace(/:kms:[^:]+:(\d{12}:key\/mrk-)/, ':kms:*:$1')

/**
 * COMPLETE means that every finding of the report was encrypted with its lock, or is gone; later writes are not the
 * run's responsibility.
 */
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
