// Defines the words for how a job manifest is made, and how much may pass through the runner.

/**
 * - `runner`: the rows are kept on the runner's disk
 * - `athena-streamed`: Athena writes them as files, which the runner checks and uploads as one object, without its disk
 */
export const JOB_MANIFEST_WAYS = ['runner', 'athena-streamed'] as const
export type JobManifestWay = (typeof JOB_MANIFEST_WAYS)[number]
