// Lists the possible causes of a failed task of a job.

/** Derived from HTTP status and error code (docs/troubleshooting.md has a row for each). */
export const FAILURE_CAUSES = [
  'changed-since-report',
  'deleted-since-report',
  'access-denied',
  'kms',
  'archived',
  'too-large',
  'invalid-request',
  'service-error',
  'function-permanent',
  'function-temporary',
  'other',
] as const
export type FailureCause = (typeof FAILURE_CAUSES)[number]
