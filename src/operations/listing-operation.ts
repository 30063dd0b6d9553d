// Defines the operation of a job that is only created so that S3 lists objects for it, and is never run.

import type { JobOperation } from '@aws-sdk/client-s3-control'

/**
 * It reads objects and changes none (S3 User Guide, "Compute checksums"): should somebody confirm such a job before the
 * run cancels it, nothing is lost.
 */
export const LISTING_OPERATION: JobOperation = { S3ComputeObjectChecksum: {} }
