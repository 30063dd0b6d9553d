// Decides whether a job in S3 is the requested one, and whether its effect is the required one. The location of its job
// manifest and completion report does not matter.

import type { CreateJobCommandInput, JobDescriptor, JobOperation } from '@aws-sdk/client-s3-control'
import { isSameOperation } from './job-meaning.ts'
import { bareEtag } from './job-request.ts'
import { jobManifestPlaceOf, workPlaceOf } from './work-place.ts'

/**
 * True if S3 describes a job with the same rows, operation and role as the request, whose report goes where jobs of
 * this bucket report. Work location, priority and confirmation may differ.
 */
export function isSameJob(job: JobDescriptor, request: CreateJobCommandInput, sourceBucket: string): boolean {
  const rows = jobManifestPlaceOf(job, sourceBucket)?.sha256
  return (
    rows !== undefined &&
    rows === jobManifestPlaceOf(request as JobDescriptor, sourceBucket)?.sha256 &&
    bareEtag(job.Manifest?.Location?.ETag) === bareEtag(request.Manifest?.Location?.ETag) &&
    job.Manifest?.Spec?.Format === request.Manifest?.Spec?.Format &&
    job.Manifest?.Spec?.Fields?.join() === request.Manifest?.Spec?.Fields?.join() &&
    isSameOperation(job.Operation, request.Operation) &&
    job.Report?.Enabled === true &&
    job.Report.ReportScope === request.Report?.ReportScope &&
    workPlaceOf(job, sourceBucket) !== undefined &&
    job.RoleArn === request.RoleArn
  )
}

type Operated = Pick<CreateJobCommandInput, 'Operation'>

/** True if the job gives its objects exactly what the request asks for: what it copied is done. */
export function hasSameEffect(job: JobDescriptor, request: Operated): boolean {
  return isSameOperation(withoutLimit(job.Operation), withoutLimit(request.Operation))
}

/** True if objects that the job found changed or deleted would fail again: its time limit is the same or later. */
export function hasSameLimit(job: JobDescriptor, request: Operated): boolean {
  return limitOf(job.Operation) >= limitOf(request.Operation)
}

type Limited = { readonly UnModifiedSinceConstraint?: Date | undefined }
const limited = (operation: JobOperation | undefined) =>
  Object.entries(operation ?? {}) as [string, Limited | undefined][]

const withoutLimit = (operation: JobOperation | undefined): JobOperation =>
  Object.fromEntries(
    limited(operation).map(([name, members]) => [name, { ...members, UnModifiedSinceConstraint: undefined }]),
  )

/** In whole seconds, the precision of HTTP dates. */
const limitOf = (operation: JobOperation | undefined) =>
  Math.max(
    0,
    ...limited(operation).map(([, members]) => Math.floor((members?.UnModifiedSinceConstraint?.getTime() ?? 0) / 1000)),
  )
