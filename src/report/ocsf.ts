// Renders a run as events of the Open Cybersecurity Schema Framework: one compliance finding (class 2003) per bucket.

import type { RunResult } from '../result/run-result.ts'
import { type BucketCheck, CONTROL, GENERATOR, listChecks } from './bucket-check.ts'

/** The first in which a compliance finding has `resources`; later versions read it, too. */
const SCHEMA_VERSION = '1.3.0'

/** Numbers and captions of the schema. */
const CATEGORY = { category_uid: 2, category_name: 'Findings' } as const
const CLASS = { class_uid: 2003, class_name: 'Compliance Finding' } as const
const CREATE = {
  activity_id: 1,
  activity_name: 'Create',
  type_uid: 200301,
  type_name: 'Compliance Finding: Create',
} as const
const SEVERITY = {
  passed: { severity_id: 1, severity: 'Informational' },
  failed: { severity_id: 3, severity: 'Medium' },
  unknown: { severity_id: 2, severity: 'Low' },
} as const
const LIFECYCLE = {
  passed: { status_id: 4, status: 'Resolved' },
  failed: { status_id: 1, status: 'New' },
  unknown: { status_id: 1, status: 'New' },
} as const
const COMPLIANCE = {
  passed: { status_id: 1, status: 'Pass' },
  failed: { status_id: 3, status: 'Fail' },
  unknown: { status_id: 2, status: 'Warning' },
} as const
/** Account types of the schema: 10 is an AWS account. */
const AWS_ACCOUNT = { type_id: 10, type: 'AWS Account' } as const

/** A JSON array of events, ending in a newline. */
export function renderOcsf(result: RunResult): string {
  return `${JSON.stringify(
    listChecks(result).map((check) => describeEvent(check, result)),
    undefined,
    2,
  )}\n`
}

function describeEvent(check: BucketCheck, { context, acceptedEncryption }: RunResult) {
  const { status, partition, region, account } = check
  const time = context.finishedAt.getTime()
  return {
    ...CATEGORY,
    ...CLASS,
    ...CREATE,
    ...SEVERITY[status],
    ...LIFECYCLE[status],
    time,
    message: check.description,
    metadata: {
      version: SCHEMA_VERSION,
      profiles: ['cloud'],
      product: {
        name: 's3-encryption-compliance',
        vendor_name: 's3-encryption-compliance',
        version: context.actionVersion,
      },
    },
    cloud: {
      provider: 'AWS',
      ...(region && { region }),
      ...(account && { account: { uid: account, name: account, ...AWS_ACCOUNT } }),
    },
    finding_info: {
      uid: check.id,
      title: check.title,
      desc: check.description,
      types: ['Compliance'],
      created_time: time,
      ...(context.runUrl.startsWith('https://') && { src_url: context.runUrl }),
      analytic: { uid: GENERATOR, name: CONTROL, type_id: 1, type: 'Rule' },
    },
    compliance: {
      ...COMPLIANCE[status],
      control: CONTROL,
      requirements: [`Encryption is one of ${acceptedEncryption.join(', ')}`],
      ...(check.reason && { status_code: check.reason }),
    },
    resources: [
      {
        type: 'AWS::S3::Bucket',
        uid: check.arn,
        name: check.bucket,
        ...(region && { region }),
        cloud_partition: partition,
      },
    ],
    remediation: { desc: check.advice },
    // What the schema has no place for.
    unmapped: { objects: check.objects, findings: check.findings, as_of: check.asOf },
  }
}
