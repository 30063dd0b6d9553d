// Lists the permissions that the batch role needs for the jobs of a plan, and on which resources. Pure.

import { jobManifestKey } from '../batch/job-manifest.ts'
import { completionReportPrefixOf, type WorkPlace } from '../batch/work-place.ts'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import { GRANTS, type Grant, type Sid } from '../external/permissions.ts'
import type { Place } from '../external/places.ts'
import { POLICIES, type PolicyFile } from '../external/policy-files.ts'
import { jobOperationOf } from '../operations/registry.ts'

/** One permission, and where it is in docs/iam/. */
export type RoleNeed = {
  readonly action: string
  readonly resource: string
  readonly on: 'source' | 'work' | 'key' | 'function'
  readonly sid: Sid
  readonly file: PolicyFile
  /** Set if only some objects need the permission: which ones. */
  readonly onlyFor: string | undefined
}

type NeedScene = {
  readonly plan: Pick<BucketPlan, 'bucket' | 'jobs'>
  readonly partition: string
  /** Undefined if a plan has no work location: then no permission is needed there. */
  readonly work: WorkPlace | undefined
  /** The key of an object to be changed, or `*`. */
  readonly sampleKey: string
}

/** Inventory reports do not show which objects these are: without the permission some jobs still succeed. */
const ONLY_FOR: ReadonlyMap<string, string> = new Map([
  ['s3:GetObjectAnnotation', 'objects with annotations'],
  ['s3:PutObjectAnnotation', 'objects with annotations'],
  ['s3:GetObjectAcl', 'objects with an ACL'],
  ['s3:PutObjectAcl', 'objects with an ACL'],
  ['s3:ListBucket', 'telling missing objects from forbidden ones'],
])

/** The permissions for the jobs of a plan. */
export function listNeeds({ plan, ...names }: NeedScene): RoleNeed[] {
  const tasks = plan.jobs.map((job) => ({
    batchRole: jobOperationOf(job).batchRole,
    kmsKeyArn: job.target?.status === 'SSE-KMS' ? job.target.kmsKeyArn : undefined,
    functionArn: 'call' in job ? job.call.arn : undefined,
  }))
  return listNeedsOf({ bucket: plan.bucket, tasks, ...names })
}

/** An operation of jobs, the KMS key that its objects get, and the function that it calls. */
type RoleTask = {
  readonly batchRole: ReturnType<typeof jobOperationOf>['batchRole']
  readonly kmsKeyArn: string | undefined
  readonly functionArn?: string | undefined
}

type TaskScene = Omit<NeedScene, 'plan'> & { readonly bucket: string; readonly tasks: readonly RoleTask[] }

/** Each permission once. Permissions for old KMS keys are not included: no report names the keys of objects. */
export function listNeedsOf(scene: TaskScene): RoleNeed[] {
  const needs = scene.tasks.flatMap(({ batchRole: { policy, withTargetKey }, kmsKeyArn }) => {
    const ofKey = kmsKeyArn === undefined ? [] : withTargetKey
    return [
      ...POLICIES[policy].map((sid: Sid) => ({ sid, file: policy })),
      ...ofKey.map((sid) => ({ sid, file: 'batch-role-kms-policy.json' as const })),
    ]
  })
  const all = needs.flatMap(({ sid, file }) => {
    const { actions, on }: Grant = GRANTS[sid]
    const place = placeOf(on, scene)
    return place === undefined
      ? []
      : actions.map((action): RoleNeed => ({ action, sid, file, onlyFor: ONLY_FOR.get(action), ...place }))
  })
  return [...new Map(all.map((need) => [`${need.action} ${need.resource}`, need])).values()]
}

function placeOf(
  place: Place,
  { bucket, tasks, partition, work, sampleKey }: TaskScene,
): Pick<RoleNeed, 'resource' | 'on'> | undefined {
  const arn = (path: string) => `arn:${partition}:s3:::${path}`
  switch (place) {
    case 'sourceBucket':
      return { on: 'source', resource: arn(bucket) }
    case 'sourceObjects':
      return { on: 'source', resource: arn(`${bucket}/${sampleKey}`) }
    case 'jobManifests':
      return (
        work && { on: 'work', resource: arn(`${work.bucket}/${jobManifestKey(work.prefix, bucket, '0'.repeat(64))}`) }
      )
    case 'completionReports':
      return (
        work && {
          on: 'work',
          resource: arn(`${work.bucket}/${completionReportPrefixOf(work, bucket)}/job-${NO_JOB}/manifest.json`),
        }
      )
    case 'targetKey': {
      const key = tasks.find(({ kmsKeyArn }) => kmsKeyArn !== undefined)?.kmsKeyArn
      return key === undefined ? undefined : { on: 'key', resource: key }
    }
    case 'lambdaFunction': {
      const called = tasks.find(({ functionArn }) => functionArn !== undefined)?.functionArn
      return called === undefined ? undefined : { on: 'function', resource: called }
    }
    default:
      return undefined
  }
}

/** An id of no job, for resources of jobs and of their reports. */
export const NO_JOB = '00000000-0000-0000-0000-000000000000'
