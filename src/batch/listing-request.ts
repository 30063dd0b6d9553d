// Builds the request for a listing job: S3's manifest generator lists the objects with one encryption status for it, and
// it is cancelled before it runs.

import type { CreateJobCommandInput, ObjectEncryptionFilter } from '@aws-sdk/client-s3-control'
import { LISTING_OPERATION } from '../operations/listing-operation.ts'
import type { EncryptionStatus } from '../words/encryption.ts'
import { bucketArnOf, buildCompletionReport, hashParts, tagJob } from './job-request.ts'
import type { ListingLimits } from './listing-filter.ts'
import type { JobSettings } from './options.ts'

/** What S3 lists for a job. */
export type ListingWish = {
  readonly bucket: string
  readonly status: EncryptionStatus
  readonly limits: ListingLimits
}

export type ListingSettings = Omit<JobSettings, 'proof'> & {
  /** The same for all jobs of one run, and different in every run. */
  readonly nonce: string
}

/** S3 API Reference, "ObjectEncryptionFilter": exactly one of them in a filter. */
const FILTERS: Readonly<Record<EncryptionStatus, ObjectEncryptionFilter>> = {
  'SSE-S3': { SSES3: {} },
  'SSE-KMS': { SSEKMS: {} },
  'DSSE-KMS': { DSSEKMS: {} },
  'SSE-C': { SSEC: {} },
  'NOT-SSE': { NOTSSE: {} },
}

/** Key prefix of all generated job manifests of a bucket; `workPrefix` is empty or ends in "/". */
export function generatedManifestPrefix(workPrefix: string, bucket: string): string {
  return `${workPrefix}generated-manifests/${bucket}/`
}

/** The job is suspended once S3 has listed the objects: it runs only if somebody confirms it, and changes no object. */
export function buildListingRequest(wish: ListingWish, settings: ListingSettings): CreateJobCommandInput {
  const { bucket, status, limits } = wish
  const { account, partition, workLocation } = settings
  const token = hashParts(['listing', account, bucket, status, JSON.stringify(limits), settings.nonce])
  return {
    AccountId: account,
    ConfirmationRequired: true,
    Operation: LISTING_OPERATION,
    Report: buildCompletionReport(bucket, settings),
    ClientRequestToken: token,
    ManifestGenerator: {
      S3JobManifestGenerator: {
        ExpectedBucketOwner: account,
        SourceBucket: bucketArnOf(partition, bucket),
        EnableManifestOutput: true,
        ManifestOutputLocation: {
          ExpectedManifestBucketOwner: workLocation.owner,
          Bucket: bucketArnOf(partition, workLocation.bucket),
          // S3 adds the slash.
          ManifestPrefix: generatedManifestPrefix(workLocation.prefix, bucket).slice(0, -1),
          ManifestEncryption: { SSES3: {} },
          ManifestFormat: 'S3InventoryReport_CSV_20211130',
        },
        Filter: { ...limits, MatchAnyObjectEncryption: [FILTERS[status]] },
      },
    },
    Description: describeListing(wish),
    Tags: tagJob(bucket, token.slice(0, 16)),
    Priority: settings.priority,
    RoleArn: settings.roleArn,
  }
}

const describeListing = ({ bucket, status }: ListingWish) => `${LISTING} ${bucket} ${status}: not to be confirmed`
const LISTING = 's3-encryption-compliance listing v1'

/** Whether a job's description is that of a listing job for the bucket. */
export const isListingOf = (bucket: string, description: string | undefined) =>
  description?.startsWith(`${LISTING} ${bucket} `) === true
