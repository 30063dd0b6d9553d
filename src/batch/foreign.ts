// Detects jobs that resemble this action's but are not. A description proves nothing: anyone can write one.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { JOB_OPERATIONS, jobOperationOf, type PlannedJob } from '../operations/registry.ts'
import { meaningOf, saysNothing } from './job-meaning.ts'
import { jobManifestPlaceOf, workPlaceOf } from './work-place.ts'

/** What a job must match to be ours: its operation and its bucket, from and to any work location. */
export type JobTraits = {
  readonly operation: PlannedJob['operation']
  readonly sourceBucket: string
  readonly sourceBucketArn: string
  readonly storageClass: string
  /** Labels that the job's description may use for its objects. */
  readonly labels: readonly string[]
}

/** Why a job is not ours; undefined if it is, or may be. */
export function findForeignTrait(job: JobDescriptor, traits: JobTraits): string | undefined {
  const { [traits.operation]: own, ...others } = job.Operation ?? {}
  const operation = jobOperationOf(traits)
  if (!own || !saysNothing(others)) return `its operation is not ${operation.words}`
  const trait = operation.findForeignTrait?.(job.Operation ?? {}, membersOf(job, operation.name), traits)
  if (trait) return trait

  const { Spec: spec } = job.Manifest ?? {}
  if (!jobManifestPlaceOf(job, traits.sourceBucket)) return 'its job manifest is not in a work location'
  if (spec?.Format !== 'S3BatchOperations_CSV_20180820' || spec.Fields?.join() !== 'Bucket,Key') {
    return 'its job manifest has other columns'
  }
  const isOurCompletionReport =
    job.Report?.Enabled === true && job.Report.ReportScope === 'AllTasks' && workPlaceOf(job, traits.sourceBucket)
  return isOurCompletionReport ? undefined : 'its completion report goes elsewhere'
}

const membersOf = ({ Operation }: JobDescriptor, name: string) => Object.keys(meaningOf(Operation)[name] ?? {})

/**
 * A member of the operation that this version does not know and that has a value: a default of a newer S3, or a setting
 * of another client. The job may be ours, so no other job is started at the same time, but its results are not trusted
 * without verification.
 */
export function findUnknownMember(job: JobDescriptor): string | undefined {
  return JOB_OPERATIONS.flatMap(({ name, members }) =>
    members === undefined ? [] : membersOf(job, name).filter((member) => !members.has(member)),
  )[0]
}
