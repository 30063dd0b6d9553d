// Renders the JSON report: the whole result for other programs, as specified by docs/report.schema.json.

import { remediationOf } from '../result/end-of-remediation.ts'
import {
  type ApprovedReport,
  type BucketPolicy,
  type BucketResult,
  hasOnePolicy,
  type RunResult,
  type ToldIssue,
} from '../result/run-result.ts'
import { explainBucket, tellSelection } from '../result/selection-ending.ts'
import { NO_OBJECTS } from '../words/encryption.ts'
import { safeText } from '../words/outside-text.ts'
import { describeAccountsAsJson } from './accounts-section.ts'
import { hideKeys } from './hide-keys.ts'
import { describeBaseline } from './json-baseline.ts'
import { describeException, describeInventoryReport, describeScan, describeSource } from './json-findings.ts'
import { describeDirect, describeJob, describeLockCheck, describePlan } from './json-remediation.ts'
import { type Json, tally, told } from './json-values.ts'
import { describeOneByOneAsJson } from './one-by-one-section.ts'
import { digestJudgedBy } from './policy-digest.ts'
import { describePostureAsJson } from './posture-section.ts'

/** Incremented when a reader of the old form could be misled; new fields alone do not change it. */
export const RESULT_SCHEMA_VERSION = 1

/** Pretty-printed, ending in a newline. Keys and AWS's texts are percent-encoded; without `listKeys` there are none. */
export function renderJson(result: RunResult): string {
  return `${hideKeys(JSON.stringify(describeRun(result), undefined, 2), result)}\n`
}

function describeRun(result: RunResult): Json {
  const { context } = result
  return {
    schemaVersion: RESULT_SCHEMA_VERSION,
    ...(result.selection === undefined
      ? { verdict: result.verdict, reason: result.reason }
      : { operation: { ...result.selection } }),
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
    accounts: describeAccountsAsJson(result),
    buckets: result.buckets.map((bucket) => describeBucket(bucket, result)),
    errors: result.errors.map((error) => ({ code: error.code, ...told(error) })),
    issue: result.issue && describeIssue(result.issue),
    baseline: result.baseline && describeBaseline(result.baseline, result.listKeys),
    findingsFile: result.findingsFile && { ...result.findingsFile, path: safeText(result.findingsFile.path) },
    warnings: result.warnings.map(safeText),
  }
}

const describeIssue = ({ number, url, action, note, trend }: ToldIssue): Json => ({
  number,
  url,
  action,
  note,
  trend: trend?.map(({ hour, verdict, findings }) => ({
    at: new Date(hour * HOUR_MS).toISOString(),
    verdict,
    findings,
  })),
})
const HOUR_MS = 3_600_000

function describeBucket(bucket: BucketResult, result: RunResult): Json {
  const { remediation, listKeys } = result
  const { dataSource, report, plan, remediationError: error } = bucket
  return {
    bucket: bucket.bucket,
    region: bucket.region,
    account: bucket.account,
    takenBy: bucket.takenBy?.map(safeText),
    ...(bucket.asked === undefined ? describeVerdict(bucket, listKeys) : describeOperation(bucket, remediation.mode)),
    selection:
      listKeys && bucket.scope
        ? { include: bucket.scope.include.map(safeText), exclude: bucket.scope.exclude.map(safeText) }
        : undefined,
    posture: bucket.posture && describePostureAsJson(bucket.posture, result),
    source: dataSource && describeSource(dataSource),
    report: report && describeInventoryReport(report, listKeys),
    reports: bucket.reports?.map((one) => describeInventoryReport(one, listKeys)),
    plan: plan && describePlan(plan),
    approvedPlan: bucket.approved && describeApproved(bucket.approved),
    preflight: bucket.preflight?.map(({ name, status, ...check }) => {
      return { check: name, status, found: safeText(check.found), hint: check.hint && safeText(check.hint) }
    }),
    jobs: bucket.jobs.map((job) => describeJob(job, listKeys)),
    oneByOne: bucket.oneByOne && describeOneByOneAsJson(bucket.oneByOne, listKeys),
    directCopies: bucket.direct && describeDirect(bucket.direct, listKeys),
    lockCheck: bucket.lockCheck && describeLockCheck(bucket.lockCheck, listKeys),
    remediationStatus:
      bucket.asked === undefined
        ? remediationOf(bucket, remediation.mode)
        : tellSelection(bucket, remediation.mode).status,
    remediationError: error && told(error),
  }
}

function describeVerdict({ exceptions, judgement, policy, scan, scope }: BucketResult, listKeys: boolean) {
  return {
    verdict: judgement.verdict,
    reason: judgement.reason,
    ...told(judgement),
    policy: policy && describePolicy(policy),
    policySha256:
      policy && digestJudgedBy({ policy, scope, exceptions: exceptions?.map(({ exception }) => exception) }),
    scan: scan && describeScan(scan, listKeys),
    exceptions: exceptions?.map((exception) => describeException(exception, listKeys)),
  }
}

/** Of an operation for selected objects, which says nothing about compliance. */
function describeOperation(bucket: BucketResult, mode: RunResult['remediation']['mode']) {
  const { done, left } = tellSelection(bucket, mode)
  return {
    ...told(explainBucket(bucket) ?? { message: '' }),
    operation: {
      selected: tally(bucket.scan?.findings ?? NO_OBJECTS),
      done,
      recordsAt: bucket.recordsAt,
      left: left.map(({ why, objects, advice }) => ({ why: safeText(why), objects, advice: safeText(advice) })),
    },
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
