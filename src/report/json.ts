// Knows the JSON report: the whole result for other programs, as docs/report.schema.json publishes it.

import type { CanaryReading, JobOutcome } from '../batch/job-outcome.ts'
import type { LockCheck } from '../batch/lost-locks.ts'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import { type DirectOutcomeOfPlan, listOutcomes } from '../direct/direct-outcome.ts'
import type { ToldException } from '../findings/exception.ts'
import type { FindingSample, Findings, KeyEvidence } from '../findings/findings.ts'
import type { Coverage } from '../inventory/coverage.ts'
import type { InventoryReport } from '../inventory/report.ts'
import type { PlannedWork } from '../operations/registry.ts'
import type { Estimate } from '../price/estimate.ts'
import { remediationOf } from '../result/ending.ts'
import {
  type ApprovedReport,
  type BucketPolicy,
  type BucketResult,
  hasOnePolicy,
  type RunResult,
} from '../result/run-result.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus, type ObjectCount } from '../words/encryption.ts'
import { encodeText, safeText } from '../words/outside-text.ts'
import { sumExcepted } from './exceptions-section.ts'
import { hideKeys } from './hide-keys.ts'
import { listMissingColumns } from './missing-columns.ts'

/** Grows by one when a reader of the old form could be misled; new fields alone do not change it. */
export const RESULT_SCHEMA_VERSION = 1

/** What JSON can carry, a time in ISO form. Undefined members are left out. */
type Json = string | number | boolean | Date | null | undefined | readonly Json[] | { readonly [name: string]: Json }

/** Pretty-printed, ending in a newline. Keys and AWS's texts are percent-encoded; without `listKeys` there are none. */
export function renderJson(result: RunResult): string {
  return `${hideKeys(JSON.stringify(describeRun(result), undefined, 2), result)}\n`
}

function describeRun(result: RunResult): Json {
  const { context } = result
  return {
    schemaVersion: RESULT_SCHEMA_VERSION,
    verdict: result.verdict,
    reason: result.reason,
    conclusion: { ok: result.conclusion.ok, message: result.conclusion.message },
    run: {
      repository: context.repository,
      eventName: context.eventName,
      runId: context.runId,
      runUrl: context.runUrl,
      actionVersion: context.actionVersion,
      startedAt: context.startedAt.toISOString(),
      finishedAt: context.finishedAt.toISOString(),
    },
    policy: hasOnePolicy(result) ? describePolicy(result) : undefined,
    remediation: describeRemediation(result.remediation),
    planId: result.planId,
    keysListed: result.listKeys,
    buckets: result.buckets.map((bucket) => describeBucket(bucket, result)),
    errors: result.errors.map((error) => ({ code: error.code, ...told(error) })),
    issue: result.issue && { ...result.issue },
    warnings: result.warnings.map(safeText),
  }
}

function describeBucket(bucket: BucketResult, { remediation, listKeys }: RunResult): Json {
  const { judgement, report, scan, plan, remediationError: error } = bucket
  return {
    bucket: bucket.bucket,
    region: bucket.region,
    account: bucket.account,
    verdict: judgement.verdict,
    reason: judgement.reason,
    ...told(judgement),
    policy: bucket.policy && describePolicy(bucket.policy),
    selection:
      listKeys && bucket.scope
        ? { include: bucket.scope.include.map(safeText), exclude: bucket.scope.exclude.map(safeText) }
        : undefined,
    report: report && describeInventoryReport(report, listKeys),
    scan: scan && describeScan(scan, listKeys),
    exceptions: bucket.exceptions?.map((told) => describeException(told, listKeys)),
    plan: plan && describePlan(plan),
    approvedPlan: bucket.approved && describeApproved(bucket.approved),
    preflight: bucket.preflight?.map(({ name, status, ...check }) => {
      return { check: name, status, found: safeText(check.found), hint: check.hint && safeText(check.hint) }
    }),
    jobs: bucket.jobs.map((job) => describeJob(job, listKeys)),
    directCopies: bucket.direct && describeDirect(bucket.direct, listKeys),
    lockCheck: bucket.lockCheck && describeLockCheck(bucket.lockCheck, listKeys),
    remediationStatus: remediationOf(bucket, remediation.mode),
    remediationError: error && told(error),
  }
}

function describeApproved({ report, scan, leftOut, notPlanned }: ApprovedReport): Json {
  return {
    inventoryManifestMd5: report.manifestMd5,
    createdAt: report.manifest.createdAt.toISOString(),
    deliveredAt: new Date(report.deliveredAt).toISOString(),
    ageSeconds: Math.floor(report.ageMs / 1000),
    findings: tally(scan.findings),
    leftOut: leftOut.size,
    notPlanned,
  }
}

function describeLockCheck({ checked, lost, samples }: LockCheck, listKeys: boolean): Json {
  return {
    checked,
    lost,
    samples: listKeys
      ? samples.map(({ key, versionId, locks }) => ({ key, versionId: encodeText(versionId), locks }))
      : undefined,
  }
}

function describeRemediation({ mode, status, refusal }: RunResult['remediation']): Json {
  if (refusal === undefined) return { mode, status }
  return { mode: refusal.asked, status, refusal: { code: 'REMEDIATION_REFUSED', ...told(refusal) } }
}

function describePolicy({ acceptedEncryption, keyRule, maxFindings }: BucketPolicy): Json {
  return {
    acceptedEncryption,
    kmsKeyArn: keyRule?.kmsKeyArn,
    requireBucketKey: keyRule?.bucketKey === true ? true : undefined,
    maxFindings,
  }
}

function describeInventoryReport(report: InventoryReport, listKeys: boolean): Json {
  const { location, manifest } = report
  return {
    configurationId: encodeText(location.configurationId),
    destinationBucket: encodeText(location.destinationBucket),
    inventoryManifestKey: encodeText(report.manifestKey),
    inventoryManifestMd5: report.manifestMd5,
    createdAt: manifest.createdAt.toISOString(),
    ageSeconds: Math.floor(report.ageMs / 1000),
    maxAgeSeconds: Math.floor(report.maxAgeMs / 1000),
    format: manifest.format,
    missingColumns: listMissingColumns(manifest.columns).map(({ column }) => column),
    frequency: location.frequency,
    includedVersions: location.includedVersions,
    ...describeCoverage(location.coverage, listKeys),
    passedOver: report.passedOver.map(({ folder, why }) => ({ folder: encodeText(folder), why: safeText(why) })),
  }
}

function describeCoverage(coverage: Coverage, listKeys: boolean) {
  const isPrefix = coverage.kind === 'prefix'
  return {
    coverage: { kind: coverage.kind, why: coverage.kind === 'unknown' ? safeText(coverage.why) : undefined },
    limitedToPrefix: isPrefix,
    filterPrefix: listKeys && isPrefix ? encodeText(coverage.prefix) : undefined,
  }
}

function describeScan(scan: Findings, listKeys: boolean): Json {
  return {
    rows: scan.rows,
    current: byStatus(scan.current),
    noncurrent: byStatus(scan.noncurrent),
    deleteMarkers: scan.deleteMarkers,
    excluded: tally(scan.excluded),
    excepted: tally(sumExcepted(scan)),
    findings: tally(scan.findings),
    findingsByStatus: byStatus(scan.findingsByStatus),
    findingsByStorageClass: [...scan.findingsByStorageClass].map(([storageClass, of]) => ({
      storageClass: encodeText(storageClass),
      ...tally(of),
    })),
    findingsBySize: scan.findingsBySize.map(({ label, tally: of }) => ({ label, ...tally(of) })),
    topPrefixes: listKeys ? scan.topPrefixes.map(({ prefix, tally: of }) => ({ prefix, ...tally(of) })) : undefined,
    heldBack: [...scan.heldBack].map(([reason, held]) => ({
      reason,
      ...tally(held.tally),
      samples: listKeys ? held.samples.map(describeSample) : undefined,
    })),
    samples: listKeys ? scan.samples.map(describeSample) : undefined,
    evidence: scan.evidence && describeEvidence(scan.evidence),
    duplicates: scan.duplicates === undefined ? null : { ...scan.duplicates },
    unknownStatus: { rows: scan.unknownStatus.rows, values: scan.unknownStatus.values.map(encodeText) },
    files: scan.proof.files.map((file) => ({
      key: encodeText(file.key),
      bytes: file.size,
      rows: file.rows,
      proof: file.proof,
      bytesFetched: file.bytesFetched,
    })),
  }
}

function describeEvidence({ missing, ...counts }: KeyEvidence): Json {
  return {
    ...counts,
    breaches: { ...counts.breaches },
    missing: missing && { reason: missing.reason, ...told(missing) },
  }
}

function describeException({ exception, daysLeft, excepted, missingColumns }: ToldException, listKeys: boolean): Json {
  const { rule, owner, reason, expires } = exception
  return {
    prefix: listKeys && rule.prefix !== undefined ? encodeText(rule.prefix) : undefined,
    suffix: listKeys && rule.suffix !== undefined ? encodeText(rule.suffix) : undefined,
    largerThanBytes: rule.largerThan,
    smallerThanBytes: rule.smallerThan,
    olderThanSeconds: rule.olderThanMs && rule.olderThanMs / 1000,
    newerThanSeconds: rule.newerThanMs && rule.newerThanMs / 1000,
    owner: safeText(owner),
    reason: safeText(reason),
    expires,
    daysLeft,
    missingColumns,
    ...tally(excepted),
  }
}

function describeSample({ key, status, storageClass, size, heldBack }: FindingSample): Json {
  return { key, status, storageClass: encodeText(storageClass), bytes: size, heldBack }
}

function describePlan(plan: BucketPlan): Json {
  return {
    jobs: plan.jobs.map(describeWork),
    directCopies: plan.directCopies.map(describeWork),
    estimate: describeEstimate(plan.estimate),
    warnings: plan.warnings.map(safeText),
    lockLooks: plan.objectLock && { ...plan.objectLock },
    refusal: plan.refusal && told(plan.refusal),
  }
}

function describeEstimate({ usd, monthlyUsd, lines, rates }: Estimate): Json {
  return {
    usd: usd ?? null,
    monthlyUsd: monthlyUsd ?? null,
    lines: lines.map(({ what, quantity = null, unit, paid, usd = null, isPriced }) => ({
      what: safeText(what),
      quantity,
      unit,
      paid,
      usd,
      isPriced,
    })),
    rates: {
      group: rates.group,
      date: rates.date,
      source: rates.source,
      note: rates.note && safeText(rates.note),
      isPriced: rates.isPriced,
    },
  }
}

const describeWork = ({ operation, group, ...own }: PlannedWork): Json => ({
  operation,
  storageClass: encodeText(group.storageClass),
  ...tally(group.tally),
  ...own,
})

/** `outcomes` holds what happened only; nothing is there while the copies wait for a run that may act. */
function describeDirect({ planned, result }: DirectOutcomeOfPlan, listKeys: boolean): Json {
  return {
    objects: planned.reduce((sum, { group }) => sum + group.tally.objects, 0),
    outcomes:
      result &&
      listOutcomes(result).map(({ outcome, tally: of, samples }) => ({
        outcome,
        ...tally(of),
        samples: listKeys ? samples.map(({ key, reason }) => ({ key, reason: reason && safeText(reason) })) : undefined,
      })),
    uploadsLeft: result?.uploadsLeft.map(({ key, uploadId, reason }) => ({
      key: listKeys ? key : undefined,
      uploadId: encodeText(uploadId),
      reason: safeText(reason),
    })),
    interrupted: result?.interrupted,
  }
}

function describeJob(job: JobOutcome, listKeys: boolean): Json {
  const { reconciliation: rows, verification } = job
  return {
    jobId: encodeText(job.jobId),
    operation: job.operation,
    storageClass: encodeText(job.storageClass),
    isCanary: job.isCanary,
    canary: job.canary && describeCanary(job.canary, listKeys),
    state: job.state,
    status: encodeText(job.status),
    origin: job.origin,
    objects: job.objects,
    bytes: job.bytes === undefined ? null : count(job.bytes),
    url: job.url,
    tasks: rows && {
      succeeded: rows.succeeded,
      failed: rows.failed,
      notAttempted: rows.notAttempted,
      failures: rows.failures.map(({ cause, httpStatus, errorCode, tasks, hint, samples }) => ({
        cause,
        httpStatus: encodeText(httpStatus),
        errorCode: encodeText(errorCode),
        tasks,
        hint,
        samples: listKeys ? samples : undefined,
      })),
      progressDisagrees: rows.progressDisagrees && { ...rows.progressDisagrees },
    },
    verification: verification && {
      checked: verification.checked,
      asTarget: verification.asTarget,
      resolved: verification.resolved,
      mismatches: verification.mismatches.length,
    },
    reasons: job.reasons.map(safeText),
  }
}

function describeCanary({ losses, ...counts }: CanaryReading, listKeys: boolean): Json {
  return {
    ...counts,
    losses: losses.map(({ key, properties }) => ({
      key: listKeys ? key : undefined,
      properties: properties.map(safeText),
    })),
  }
}

/** A message and its hint, each through the gate: outside text may be inside. */
function told(text: { readonly message: string; readonly hint?: string | undefined }): {
  message: string
  hint: string | undefined
} {
  return { message: safeText(text.message), hint: text.hint === undefined ? undefined : safeText(text.hint) }
}

function byStatus(tallies: Readonly<Record<EncryptionStatus, ObjectCount>>): Json {
  return Object.fromEntries(ENCRYPTION_STATUSES.map((status) => [status, tally(tallies[status])]))
}

/** `bytes` is null where the scan did not read sizes, or the report has none. */
function tally({ objects, bytes }: ObjectCount): { readonly objects: number; readonly bytes: number | string | null } {
  return { objects, bytes: bytes === undefined ? null : count(bytes) }
}

/** A number while JSON readers keep it exact, a decimal string above 2^53 - 1. */
function count(bytes: bigint): number | string {
  return bytes <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bytes) : bytes.toString()
}
