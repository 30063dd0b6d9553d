// Distinguishes copies of the action from other writes, and data buckets from other buckets.

import { DESTINATION_BUCKET, WORK_BUCKET } from '../stage.ts'

/** Jobs and signed sessions copy; all others (`seed`, a test's own name, S3 itself) are clients of the bucket. */
export const isJob = (writer: string): boolean => writer.startsWith('job:')

/** A signed session, such as a run. */
export const isSession = (writer: string): boolean => writer.startsWith('arn:')

/** Jobs of S3 Batch Operations, and signed sessions. */
export const isCopier = (writer: string): boolean => isJob(writer) || isSession(writer)

/** Each account has its own work bucket, whose name begins like this (stage.ts). */
export const isWorkBucket = (bucket: string): boolean => bucket.startsWith(WORK_BUCKET)

/** Neither for reports nor for work. */
export const isDataBucket = (bucket: string): boolean => !bucket.startsWith(DESTINATION_BUCKET) && !isWorkBucket(bucket)
