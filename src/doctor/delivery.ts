// Decides whether S3 may deliver the reports of a bucket, from the policies of the destination bucket and of the
// reports' key (S3 User Guide, "Configuring Amazon S3 Inventory"), and which statements let it. Pure.

import type { InventoryLocation } from '../inventory/report.ts'
import { askPolicy, type Policy, type PolicyAnswer } from '../policies/policy.ts'

/** S3's own name as the caller that writes reports. */
const SERVICE = { service: 's3.amazonaws.com' }

export type DeliveryQuestion = {
  readonly partition: string
  readonly sourceBucket: string
  /** Account of the source bucket. */
  readonly account: string
  readonly location: Pick<InventoryLocation, 'destinationBucket' | 'prefix'>
  /** The KMS key that the configuration names; undefined if it names none. */
  readonly reportKey: string | undefined
}

const arnOf = (partition: string, path: string) => `arn:${partition}:s3:::${path}`

/** What the policy of the destination bucket says about S3's PutObject of a report. */
export function askAboutDelivery(policy: Policy, question: DeliveryQuestion): PolicyAnswer {
  const { partition, location } = question
  const resource = arnOf(partition, `${location.destinationBucket}/${location.prefix}2026-01-01T01-00Z/manifest.json`)
  const encryption: readonly (readonly [string, string])[] =
    question.reportKey === undefined
      ? []
      : [
          ['s3:x-amz-server-side-encryption', 'aws:kms'],
          ['s3:x-amz-server-side-encryption-aws-kms-key-id', question.reportKey],
        ]
  const known = new Map([
    ...sourceKeys(question),
    ['s3:x-amz-acl', 'bucket-owner-full-control'],
    ...encryption,
  ] as const)
  return askPolicy(policy, { caller: SERVICE, action: 's3:PutObject', resource, known })
}

/** What the policy of the reports' key says about S3's GenerateDataKey. */
export function askAboutReportKey(
  policy: Policy,
  question: DeliveryQuestion & { readonly keyArn: string },
): PolicyAnswer {
  const known = new Map(sourceKeys(question))
  return askPolicy(policy, { caller: SERVICE, action: 'kms:GenerateDataKey', resource: question.keyArn, known })
}

const sourceKeys = ({ partition, sourceBucket, account }: DeliveryQuestion): (readonly [string, string])[] => [
  ['aws:sourcearn', arnOf(partition, sourceBucket)],
  ['aws:sourceaccount', account],
  ['aws:securetransport', 'true'],
  ['aws:principalisawsservice', 'true'],
  ['aws:viaawsservice', 'false'],
]

/** As docs/iam/destination-bucket-policy.json has it. */
export const allowDelivery = ({ partition, sourceBucket, account, location }: DeliveryQuestion) => ({
  Sid: 'LetS3DeliverReports',
  Effect: 'Allow',
  Principal: SERVICE_PRINCIPAL,
  Action: 's3:PutObject',
  Resource: arnOf(partition, `${location.destinationBucket}/*`),
  Condition: {
    ArnLike: { 'aws:SourceArn': arnOf(partition, sourceBucket) },
    StringEquals: { 'aws:SourceAccount': account, 's3:x-amz-acl': 'bucket-owner-full-control' },
  },
})

/** As docs/iam/report-key-policy.json has it. */
export const allowReportKey = ({ partition, sourceBucket, account }: DeliveryQuestion) => ({
  Sid: 'LetS3EncryptReports',
  Effect: 'Allow',
  Principal: SERVICE_PRINCIPAL,
  Action: 'kms:GenerateDataKey',
  Resource: '*',
  Condition: {
    ArnLike: { 'aws:SourceArn': arnOf(partition, sourceBucket) },
    StringEquals: { 'aws:SourceAccount': account },
  },
})

const SERVICE_PRINCIPAL = { Service: SERVICE.service }
