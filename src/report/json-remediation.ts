// Describes a plan and its outcome in the JSON report.

import type { CanaryReading, JobOutcome } from '../batch/job-outcome.ts'
import type { LockCheck } from '../batch/lost-locks.ts'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import { type DirectOutcomeOfPlan, listOutcomes } from '../direct/direct-outcome.ts'
import type { PlannedWork } from '../operations/registry.ts'
import type { Estimate } from '../price/estimate.ts'
import { encodeText, safeText } from '../words/outside-text.ts'
import { count, type Json, tally, told } from './json-values.ts'

export function describePlan(plan: BucketPlan): Json {
  return {
    jobs: plan.jobs.map(describeWork),
    directCopies: plan.directCopies.map(describeWork),
    oneByOne: plan.oneByOne?.map(describeWork),
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

/** `outcomes` contains only those that occurred; it is missing until a run may carry out the copies. */
export function describeDirect({ planned, result }: DirectOutcomeOfPlan, listKeys: boolean): Json {
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

export function describeJob(job: JobOutcome, listKeys: boolean): Json {
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
      failures: rows.failures.map(({ cause, httpStatus, errorCode, message, tasks, hint, samples }) => ({
        cause,
        httpStatus: encodeText(httpStatus),
        errorCode: encodeText(errorCode),
        message: message === undefined ? undefined : safeText(message),
        tasks,
        hint,
        samples: listKeys ? samples : undefined,
      })),
      results: rows.results?.map(({ text, tasks }) => ({ text: text === undefined ? null : safeText(text), tasks })),
      progressDisagrees: rows.progressDisagrees && { ...rows.progressDisagrees },
    },
    verification: verification && {
      checked: verification.checked,
      asTarget: verification.asTarget,
      resolved: verification.resolved,
      mismatches: verification.mismatches.length,
    },
    completionReport: job.completionReport && {
      manifest: encodeText(`${job.completionReport.bucket}/${job.completionReport.key}`),
      manifestSha256: job.completionReport.sha256,
    },
    reasons: job.reasons.map(safeText),
  }
}

function describeCanary({ losses, changes, ...counts }: CanaryReading, listKeys: boolean): Json {
  return {
    ...counts,
    changes: changes && [...changes].map(([what, objects]) => ({ what: safeText(what), objects })),
    losses: losses.map(({ key, properties }) => ({
      key: listKeys ? key : undefined,
      properties: properties.map(safeText),
    })),
  }
}

export function describeLockCheck({ checked, lost, samples }: LockCheck, listKeys: boolean): Json {
  return {
    checked,
    lost,
    samples: listKeys
      ? samples.map(({ key, versionId, locks }) => ({ key, versionId: encodeText(versionId), locks }))
      : undefined,
  }
}
