// Knows whose writes are copies of the action, and which buckets hold data.

import { DESTINATION_BUCKET, WORK_BUCKET } from '../stage.ts'

/** Jobs and signed sessions copy; everybody else (`seed`, a test's own name, S3 itself) is a client of the bucket. */
export const isJob = (writer: string): boolean => writer.startsWith('job:')

/** Jobs of S3 Batch Operations, and signed sessions. */
export const isCopier = (writer: string): boolean => isJob(writer) || writer.startsWith('arn:')

/** Each account has one of its own, whose name begins so (stage.ts). */
export const isWorkBucket = (bucket: string): boolean => bucket.startsWith(WORK_BUCKET)

/** Neither for reports nor for work. */
export const isDataBucket = (bucket: string): boolean => !bucket.startsWith(DESTINATION_BUCKET) && !isWorkBucket(bucket)
