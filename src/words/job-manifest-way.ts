// Defines the words for how a job manifest is made, and how much may pass through the runner.

/**
 * - `runner`: the rows are kept on the runner's disk
 * - `athena-streamed`: Athena writes them as files, which the runner checks and uploads as one object, without its disk
 * - `athena-joined`: Athena writes them as files, which S3 joins to one object
 */
export const JOB_MANIFEST_WAYS = ['runner', 'athena-streamed', 'athena-joined'] as const
export type JobManifestWay = (typeof JOB_MANIFEST_WAYS)[number]

/** What the runner streams: twice, once to hash it and once to upload it. A limit of ours: about half an hour each. */
export const STREAMED = { rows: 500_000_000, bytes: 50 * 10 ** 9 } as const
