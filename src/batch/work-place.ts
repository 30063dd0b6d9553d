// Locates the job manifests and completion reports of a bucket in a work location, and finds the work location of a
// job.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { jobManifestPrefix } from './job-manifest.ts'

/** A work location: `prefix` is empty or ends in "/". */
export type WorkPlace = { readonly bucket: string; readonly prefix: string }

/** Key prefix of a bucket's completion reports. No slash at the end: S3 would write `prefix//job-<id>/`. */
export function completionReportPrefixOf({ prefix }: Pick<WorkPlace, 'prefix'>, sourceBucket: string): string {
  return `${prefix}completion-reports/${sourceBucket}`
}

/** The SHA-256 that names a job manifest, and the work location that contains it. */
type JobManifestPlace = { readonly place: WorkPlace; readonly sha256: string }

/** Undefined for any key that this action would not have given to a job manifest of the bucket. */
export function jobManifestPlaceOf(job: JobDescriptor, sourceBucket: string): JobManifestPlace | undefined {
  const { bucket, key } = readObjectArn(job.Manifest?.Location?.ObjectArn)
  const [, start = '', sha256 = ''] = /^(.*\/)([0-9a-f]{64})\.csv$/s.exec(key) ?? []
  const folder = jobManifestPrefix('', sourceBucket)
  const prefix = start.slice(0, -folder.length)
  const isOurs = start.endsWith(folder) && (prefix === '' || prefix.endsWith('/'))
  return isOurs ? { place: { bucket, prefix }, sha256 } : undefined
}

function readObjectArn(arn = ''): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^arn:[^:]+:s3:::([^/]+)\/(.+)$/s.exec(arn) ?? []
  return { bucket, key }
}

/**
 * The work location of a job of the bucket: where its job manifest is and its completion report goes. Undefined for a
 * job without one, so that a foreign job cannot redirect reads.
 */
export function workPlaceOf(job: JobDescriptor, sourceBucket: string): WorkPlace | undefined {
  const { place } = jobManifestPlaceOf(job, sourceBucket) ?? {}
  if (place === undefined) return undefined
  const { Bucket: bucket, Prefix: prefix } = job.Report ?? {}
  const isThere = bucket?.replace(/^arn:[^:]+:s3:::/, '') === place.bucket
  return isThere && trimSlash(prefix) === completionReportPrefixOf(place, sourceBucket) ? place : undefined
}

/** S3 may return a prefix with the slash that it appends. */
const trimSlash = (prefix: string | undefined) => prefix?.replace(/\/$/, '')
