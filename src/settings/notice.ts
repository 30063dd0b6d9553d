// Reads the notice that started the workflow, if S3 sent one (infra/notices.yaml): that a report was delivered, that a job
// ended, or that an object was restored. Its payload is text from outside, written by whoever may dispatch events. It decides nothing: which buckets are
// examined, and which report is the newest, is found out as in any other run. Only what agrees with the settings is shown.

import type { BucketTarget, Trigger } from './settings-of-a-run.ts'

/** The event types of repository_dispatch (GitHub Docs, "Create a repository dispatch event": `action` in the payload). */
const DELIVERED = 's3-inventory-delivered'
const ENDED = 's3-batch-job-ended'
const RESTORED = 's3-object-restored'

/** `<prefix>/<source bucket>/<configuration>/<date>/manifest.checksum` (S3 User Guide, "Locating your inventory list"). */
const CHECKSUM_KEY =
  /^(?:(?<prefix>.*)\/)?(?<source>[^/]+)\/(?<id>[^/]+)\/(?<folder>[\d-]{10}T[\d-]{5}Z)\/manifest\.checksum$/s

/** What started the run, in one line for the log; undefined if it was not a notice of S3. */
export function describeNotice({ name, payload }: Trigger, targets: readonly BucketTarget[]): string | undefined {
  if (name !== 'repository_dispatch') return undefined
  const told = membersOf(payload.client_payload)
  if (payload.action === ENDED) return 'Started by a notice that a job ended.'
  if (payload.action === RESTORED) return describeRestored(textOf(told.bucket), targets)
  if (payload.action !== DELIVERED) return undefined
  const { prefix = '', source, id, folder } = CHECKSUM_KEY.exec(textOf(told.key))?.groups ?? {}
  const target = targets.find(
    ({ bucket, location, moreLocations = [], inventoryId = id, moreInventoryIds = [] }) =>
      bucket === source &&
      (location === undefined
        ? [inventoryId, ...moreInventoryIds].includes(id)
        : [location, ...moreLocations].some(
            (given) =>
              given.destinationBucket === textOf(told.bucket) &&
              given.prefix === `${prefix && `${prefix}/`}${source}/${id}/`,
          )),
  )
  return target === undefined
    ? 'Started by a notice of a report that belongs to none of the buckets of this run.'
    : `Started by a notice of the report ${folder} of ${target.bucket}.`
}

/** The bucket is named only if it is one of this run. */
function describeRestored(bucket: string, targets: readonly BucketTarget[]): string {
  const target = targets.find((one) => one.bucket === bucket)
  return target === undefined
    ? 'Started by a notice of a restore in none of the buckets of this run.'
    : `Started by a notice that S3 has restored an object of ${target.bucket}.`
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
