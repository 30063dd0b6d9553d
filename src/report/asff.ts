// Renders a run in the AWS Security Finding Format, for BatchImportFindings of Security Hub: one finding per bucket, also
// if it passed, so that Security Hub updates the finding of an earlier run.

import type { RunResult } from '../result/run-result.ts'
import { type BucketCheck, CONTROL, GENERATOR, listChecks } from './bucket-check.ts'

/** Lengths that Security Hub accepts (Security Hub User Guide, "Required top-level ASFF attributes"), in characters. */
const MAX_TITLE = 256
const MAX_DESCRIPTION = 1024
const MAX_ADVICE = 512

/** As the controls of Security Hub rate unencrypted objects (S3.17); no answer is not a finding about objects. */
const SEVERITY = { passed: 'INFORMATIONAL', failed: 'MEDIUM', unknown: 'LOW' } as const
const COMPLIANCE = { passed: 'PASSED', failed: 'FAILED', unknown: 'WARNING' } as const

/**
 * A JSON array, ending in a newline. A request takes 100 findings, all of the caller's own Region and account. Buckets
 * whose account or Region is unknown are left out: no finding can be imported without them.
 */
export function renderAsff(result: RunResult): string {
  const findings = listChecks(result).flatMap((check) => describeFinding(check, result))
  return `${JSON.stringify(findings, undefined, 2)}\n`
}

function describeFinding(check: BucketCheck, { context }: RunResult) {
  const { account, region, partition, status } = check
  if (account === undefined || region === undefined) return []
  return {
    SchemaVersion: '2018-10-08',
    Id: check.id,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 's3-encryption-compliance',
    GeneratorId: GENERATOR,
    AwsAccountId: account,
    Region: region,
    Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    // Security Hub keeps the first CreatedAt of an Id, and takes an update only if UpdatedAt is later.
    CreatedAt: context.startedAt.toISOString(),
    UpdatedAt: context.finishedAt.toISOString(),
    Severity: { Label: SEVERITY[status] },
    Title: cut(check.title, MAX_TITLE),
    Description: cut(check.description, MAX_DESCRIPTION),
    Remediation: { Recommendation: { Text: cut(check.advice, MAX_ADVICE) } },
    ...(context.runUrl.startsWith('https://') && { SourceUrl: context.runUrl }),
    ProductFields: listFields(check, context.actionVersion),
    Resources: [
      {
        Type: 'AwsS3Bucket',
        Id: check.arn,
        Partition: partition,
        Region: region,
        Details: { AwsS3Bucket: { Name: check.bucket, OwnerAccountId: account } },
      },
    ],
    Compliance: { Status: COMPLIANCE[status], ...describeReason(check) },
    RecordState: 'ACTIVE',
  }
}

const describeReason = ({ reason, description }: BucketCheck) =>
  reason === undefined
    ? {}
    : { StatusReasons: [{ ReasonCode: reason, Description: cut(description, MAX_DESCRIPTION) }] }

function listFields({ objects, findings, asOf }: BucketCheck, version: string): Record<string, string> {
  const fields = {
    ObjectsScanned: objects,
    Findings: findings,
    ObjectsAsOf: asOf,
    ActionVersion: version,
    Control: CONTROL,
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[`s3-encryption-compliance/${name}`, String(value)]],
    ),
  )
}

const cut = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`)
