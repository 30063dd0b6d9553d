// Computes the claims of a JSON report again, from the inventory reports it names, and compares. Reads only: with the
// permissions of a scan.

import { availableParallelism } from 'node:os'
import { judgeBucket } from '../decide/verdict.ts'
import { startScanCrew } from '../engines/inventory-scan/pool.ts'
import type { Deps } from '../external/deps.ts'
import { describeEvidence } from '../report/evidence.ts'
import { describeScan } from '../report/json-findings.ts'
import { digestJudgedBy } from '../report/policy-digest.ts'
import {
  type RecordedBucket,
  type RecordedScan,
  readRecordedRun,
  readRecordedTarget,
} from '../settings/recorded-run.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { ActionError, messageOf } from '../words/errors.ts'
import { say } from '../words/outside-text.ts'
import { type Access, openAccess } from './access.ts'
import { findSource } from './find-source.ts'
import type { FoundSource } from './found-source.ts'
import { openBucket } from './open-bucket.ts'
import { scanBucket } from './scan-bucket.ts'

/** `same`: computed again with the same result. `different`: the report is wrong. `unknown`: it can't be computed again. */
export type Verified = {
  /** A bucket, or the predicate. */
  readonly about: string
  readonly outcome: 'same' | 'different' | 'unknown'
  /** Sentences that may be shown anywhere. */
  readonly why: readonly string[]
}

export type VerifyQuestion = {
  /** Text of the JSON report. */
  readonly report: string
  /** Text of the predicate that was made with it, if there is one. */
  readonly evidence?: string | undefined
  /** Where S3 is asked first about buckets whose Region the report does not say; undefined: AWS_REGION, us-east-1. */
  readonly region: string | undefined
}

/**
 * One result for the predicate, if there is one, and one for each bucket.
 * @throws Error if the text is not a report
 */
export async function verifyReport(
  { report, evidence, region }: VerifyQuestion,
  deps: Deps,
): Promise<readonly Verified[]> {
  const verified: Verified[] = []
  const buckets = readRecordedRun(report)
  if (evidence !== undefined) verified.push(compareEvidence(report, evidence))
  for (const recorded of buckets)
    verified.push(await verifyBucket(recorded, { region: region ?? deps.env.AWS_REGION ?? 'us-east-1', deps }))
  return verified
}

type Verifying = { readonly region: string; readonly deps: Deps }

function compareEvidence(report: string, evidence: string): Verified {
  const isSame = describeEvidence(report) === evidence
  return {
    about: 'the predicate',
    outcome: isSame ? 'same' : 'different',
    why: isSame ? [] : ['The predicate is not the one of this report.'],
  }
}

async function verifyBucket(recorded: RecordedBucket, { region, deps }: Verifying): Promise<Verified> {
  const { bucket: about } = recorded
  const reason = findObstacle(recorded)
  if (reason !== undefined) return { about, outcome: 'unknown', why: [reason] }
  try {
    const target = readRecordedTarget(recorded, recorded.region ?? region)
    if (digestOf(target) !== recorded.policySha256) return { about, outcome: 'unknown', why: [NOT_ALL_SHOWN] }
    const accessOf = await openAccess([target], deps)
    const access = accessOf(target)
    if (access instanceof ActionError) throw access
    return { about, ...(await compute(target, recorded, access, deps)) }
  } catch (error) {
    return { about, outcome: 'unknown', why: [messageOf(error)] }
  }
}

const NOT_ALL_SHOWN =
  'The report does not show all that the bucket was judged by: keys are not listed in it (list-keys), or it was changed.'

const OTHER_SOURCES: ReadonlyMap<string | undefined, string> = new Map([
  ['list', 'a listing of the bucket'],
  ['metadata', 'a table of S3 Metadata'],
  ['manifest-generator', "S3's manifest generator"],
])

/** Why the claim cannot be computed again; undefined if it can. */
function findObstacle({ verdict, source, scan, report, policy }: RecordedBucket): string | undefined {
  if (verdict === 'INSUFFICIENT_DATA') return 'The report claims nothing about this bucket.'
  if (verdict === undefined || scan === undefined) return 'The report has no verdict for this bucket.'
  if (source?.kind !== 'inventory' || report === undefined)
    return `The verdict is from ${OTHER_SOURCES.get(source?.kind) ?? 'another source'}, which told about that moment: only inventory reports can be read again.`
  if (policy?.kmsKeyArn !== undefined || policy?.requireBucketKey === true)
    return 'The policy requires a KMS key, which was looked up object by object at that moment.'
  return undefined
}

const digestOf = ({ accepted, keyRule, maxFindings, include, exclude, exceptions }: BucketTarget) =>
  digestJudgedBy({
    policy: { acceptedEncryption: accepted, keyRule, maxFindings },
    scope: { include, exclude },
    exceptions,
  })

async function compute(
  target: BucketTarget,
  recorded: RecordedBucket,
  access: Access,
  deps: Deps,
): Promise<Omit<Verified, 'about'>> {
  const wanted = { use: 'source', bucket: target.bucket, owner: access.identity.account } as const
  const { region, handle: source } = await openBucket(wanted, target.region, access)
  const finding = { ...access, deps, ownRates: new Map() }
  const found = await findRecorded(await findSource(target, { region, source }, finding), recorded)
  const why = compareReports(found, recorded)
  if (why.length > 0) return { outcome: 'unknown', why }
  const scan = await scanAgain(target, { found, source }, deps)
  const contradicted = scan.rows === 0 && (await found.isContradicted())
  const { verdict } = judgeBucket(scan, { ...rulesOf(target), emptyReportContradicted: contradicted })
  const differences = [
    ...compareAge(recorded),
    ...(verdict === recorded.verdict
      ? []
      : [say`The verdict is ${verdict}; the report says ${recorded.verdict ?? 'nothing'}.`]),
    ...compareScans(recorded.scan, JSON.parse(JSON.stringify(describeScan(scan, true))) as RecordedScan),
  ]
  return { outcome: differences.length === 0 ? 'same' : 'different', why: differences }
}

const rulesOf = ({ maxFindings, include, allowsPartialInventory }: BucketTarget) => ({
  maxFindings,
  include,
  allowsPartialInventory,
})

/** The source as it was: its reports of then, and their age of then, which decides about exceptions. */
async function findRecorded(now: FoundSource, { report, reports, source }: RecordedBucket): Promise<FoundSource> {
  const delivered = (reports ?? [report]).flatMap((one) => (one === undefined ? [] : [Date.parse(one.deliveredAt)]))
  const found = await now.findApproved({
    parsed: { deliveredBy: Math.max(...delivered) },
    maxAgeMs: Number.POSITIVE_INFINITY,
  })
  const ageMs = (source?.ageSeconds ?? 0) * 1000
  return { ...found, dataSource: { ...found.dataSource, ageMs } }
}

function compareReports(
  { report, reports = report && [report] }: FoundSource,
  { report: one, reports: several = one && [one] }: RecordedBucket,
): readonly string[] {
  const md5s = (reports ?? []).map(({ manifestMd5 }) => manifestMd5)
  const known = (several ?? []).map(({ inventoryManifestMd5 }) => inventoryManifestMd5)
  if (md5s.toSorted().join() !== known.toSorted().join())
    return ['The inventory report is not there any more, or another has taken its place.']
  const kinds = (reports ?? []).map(({ location }) => location.coverage.kind)
  const told = (several ?? []).map(({ coverage }) => coverage?.kind ?? 'unknown')
  return kinds.toSorted().join() === told.toSorted().join()
    ? []
    : [
        'What the inventory configuration covers has changed, or can no longer be read: whether the report listed the whole bucket cannot be checked.',
      ]
}

async function scanAgain(
  target: BucketTarget,
  { found, source }: { readonly found: FoundSource; readonly source: Parameters<typeof scanBucket>[1]['source'] },
  deps: Deps,
) {
  const folder = deps.makeTemporaryFolder()
  const crew = startScanCrew(availableParallelism(), deps)
  try {
    const scene = { found, facts: undefined, crew, source, folder }
    return await scanBucket(target, scene, { deps, sayProgress: deps.log.progress, findingRows: undefined })
  } finally {
    await crew.stop()
  }
}

/** A verdict from a report that was too old was none. */
function compareAge({ report, reports = report && [report] }: RecordedBucket): readonly string[] {
  const old = (reports ?? []).some(({ ageSeconds, maxAgeSeconds }) => ageSeconds > maxAgeSeconds)
  return old ? ['The inventory report was older than the run allowed.'] : []
}

const COMPARED = [
  'rows',
  'current',
  'noncurrent',
  'deleteMarkers',
  'excluded',
  'excepted',
  'findings',
  'findingsByStatus',
] as const

function compareScans(recorded: RecordedScan | undefined, again: RecordedScan): readonly string[] {
  const [told, found] = [recorded, again].map(
    (scan) => new Map(COMPARED.flatMap((name) => listLeaves(name, scan?.[name]))),
  )
  const names = new Set([...(told?.keys() ?? []), ...(found?.keys() ?? [])])
  return [...names].flatMap((name) => {
    const [theirs, ours] = [told, found].map((leaves) => leaves?.get(name) ?? 'nothing')
    return theirs === ours ? [] : [say`${name}: the inventory says ${ours ?? ''}, the report ${theirs ?? ''}.`]
  })
}

/** `findings.objects`, `current.SSE-S3.bytes`, and what is there, as text. */
function listLeaves(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[name, String(value)]]
  return Object.entries(value).flatMap(([member, inner]) => listLeaves(`${name}.${member}`, inner))
}
