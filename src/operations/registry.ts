// Lists every operation, and finds it by name: the only place that distinguishes them.

import type { Selection } from '../findings/choice.ts'
import type { OperationGroup } from '../findings/findings.ts'
import { listTerms } from '../findings/object-filter.ts'
import type { ObjectCount } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import type { SelectedOperation } from './asked-operation.ts'
import { COPY_OBJECT, DIRECT_GRANTS } from './copy-object.ts'
import {
  INITIATE_RESTORE_OBJECT,
  type PlannedRestore,
  RESTORE_CHOICES,
  RESTORE_GRANTS,
} from './initiate-restore-object.ts'
import { INVOKE_CHOICES, INVOKE_GRANTS, LAMBDA_INVOKE, type PlannedInvocation } from './lambda-invoke.ts'
import { describeLifecycleRule } from './lifecycle-rule.ts'
import { MULTIPART_COPY, MULTIPART_GRANTS } from './multipart-copy.ts'
import type { AnyOperation, BatchOperation, CopyingWork, PlanningRules, WorkToPrice } from './operation.ts'
import { COPY_GRANTS, type PlannedCopy, PUT_OBJECT_COPY } from './put-object-copy.ts'
import { type PlannedTagging, PUT_OBJECT_TAGGING, TAGGING_CHOICES, TAGGING_GRANTS } from './put-object-tagging.ts'
import { describeRestoreEvents } from './restore-events.ts'
import { type PlannedTags, TAG_GRANTS, TAG_ONE_BY_ONE } from './tag-one-by-one.ts'
import { type PlannedUpdate, UPDATE_GRANTS, UPDATE_OBJECT_ENCRYPTION } from './update-object-encryption.ts'

/** One S3 Batch Operations job. */
export type PlannedJob = PlannedCopy | PlannedUpdate | PlannedRestore | PlannedTagging | PlannedInvocation
export type PlannedDirectCopy = CopyingWork<'CopyObject' | 'MultipartCopy'>
/** Work that this action does itself, object by object, without copying. */
export type PlannedOneByOne = PlannedTags
export type PlannedWork = PlannedJob | PlannedDirectCopy | PlannedOneByOne

const OF_JOBS: Readonly<Record<PlannedJob['operation'], BatchOperation<PlannedJob>>> = {
  S3PutObjectCopy: PUT_OBJECT_COPY,
  S3UpdateObjectEncryption: UPDATE_OBJECT_ENCRYPTION,
  S3InitiateRestoreObject: INITIATE_RESTORE_OBJECT,
  S3PutObjectTagging: PUT_OBJECT_TAGGING,
  LambdaInvoke: LAMBDA_INVOKE,
}
/** In the order in which a plan lists the work for one group. */
const OF_WORK: Readonly<Record<PlannedWork['operation'], AnyOperation<PlannedWork>>> = {
  ...OF_JOBS,
  CopyObject: COPY_OBJECT,
  MultipartCopy: MULTIPART_COPY,
  TagOneByOne: TAG_ONE_BY_ONE,
}
export const JOB_OPERATIONS: readonly BatchOperation<PlannedJob>[] = Object.values(OF_JOBS)
export const ALL_OPERATIONS: readonly AnyOperation<PlannedWork>[] = Object.values(OF_WORK)

/** The operations of jobs that a run with these settings can plan. */
export const askedOperations = (settings: Pick<PlanningRules, 'asked' | 'restore' | 'target'>) =>
  JOB_OPERATIONS.filter((operation) => operation.isAskedFor(settings))

export const jobOperationOf = (job: Pick<PlannedJob, 'operation'>) => OF_JOBS[job.operation]
export const operationOf = (work: Pick<PlannedWork, 'operation'>) => OF_WORK[work.operation]

export const isJob = (work: PlannedWork): work is PlannedJob => work.operation in OF_JOBS

export const isOneByOne = (work: PlannedWork): work is PlannedOneByOne => operationOf(work).isOneByOne === true

/** A job that is tried on a few objects first. */
export type PlannedTrial = Extract<PlannedJob, { readonly canaryObjects: number }>

/** A job that rewrites objects. */
export const isCopyJob = (job: PlannedJob): job is Extract<PlannedJob, { unmodifiedSince: Date }> =>
  jobOperationOf(job).makesNewObjects === true

/** All work for a group of findings. */
export function planGroup(group: OperationGroup, rules: PlanningRules): PlannedWork[] {
  const isSelected = group.operation === 'selected' || group.operation === 'selected-by-class'
  // An engine that did not know of the selection must never make a plan encrypt what was to be tagged.
  if (isSelected !== (rules.asked !== undefined)) {
    throw new ActionError('INTERNAL_ERROR', `A group of ${group.operation} is not of the operation that was asked for.`)
  }
  return ALL_OPERATIONS.flatMap((operation) => operation.plan(group, rules))
}

const CHOICES: Readonly<Record<SelectedOperation['name'], Selection['choices']>> = {
  tag: TAGGING_CHOICES,
  restore: RESTORE_CHOICES,
  'invoke-lambda': INVOKE_CHOICES,
}

/** Which objects are selected for an operation, and what is done about each. */
export const selectFor = ({ name, filter }: SelectedOperation): Selection => ({
  terms: listTerms(filter),
  choices: CHOICES[name],
})

/** What can be done with the result of an operation, as an example to adapt. */
type FollowUp = { readonly title: string; readonly example: unknown }

export function describeFollowUp(asked: SelectedOperation, buckets: readonly string[]): FollowUp {
  if (asked.name === 'tag') {
    const title = 'The lifecycle rule that would use these tags (choose days and storage class)'
    return { title, example: describeLifecycleRule(asked.tags) }
  }
  if (asked.name === 'invoke-lambda') {
    const title =
      'What the batch role must be allowed (its own policy is enough: AWS asks for a policy of the function only across accounts)'
    const statement = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: asked.call.arn }
    return { title, example: statement }
  }
  const title = 'The EventBridge event pattern of objects that S3 has restored'
  return { title, example: describeRestoreEvents(buckets) }
}

export type PricedWork = WorkToPrice & { readonly operation: PlannedWork['operation'] }
/** The same with the tally of a plan: the bytes are undefined if the report has no sizes. */
export type AskedWork = Omit<PricedWork, 'tally'> & { readonly tally: ObjectCount }

const JOB_FILES = ['ReadJobManifests', 'WriteCompletionReports'] as const

/** The statements that operations need, and the files of docs/iam/ that contain them (external/permissions.ts). */
export const OPERATION_GRANTS = {
  ...DIRECT_GRANTS,
  ...MULTIPART_GRANTS,
  ...COPY_GRANTS,
  ...UPDATE_GRANTS,
  ...RESTORE_GRANTS,
  ...TAGGING_GRANTS,
  ...TAG_GRANTS,
  ...INVOKE_GRANTS,
} as const
export const OPERATION_POLICIES = {
  'direct-copy-policy.json': [
    'TellMissingFromForbidden',
    'LookAtObjectsToCopy',
    'CopyObjectsOntoThemselves',
    'FindUnfinishedUploads',
    'RecordUnfinishedUploads',
  ],
  'batch-role-policy.json': ['CopyInPlace', 'TellMissingObjectsFromForbiddenOnes', ...JOB_FILES],
  'batch-role-update-encryption-policy.json': ['ChangeTheKeyInPlace', ...JOB_FILES],
  'batch-role-restore-policy.json': ['RestoreArchivedObjects', ...JOB_FILES],
  'batch-role-tag-policy.json': ['ReplaceTags', ...JOB_FILES],
  'tag-policy.json': ['TagObjects'],
  'batch-role-lambda-policy.json': ['InvokeTheFunction', ...JOB_FILES],
} as const

/** The statements for what the action itself does with selected objects, besides starting jobs. */
export const listOwnGrants = ({ name }: SelectedOperation): readonly (keyof typeof OPERATION_GRANTS)[] =>
  OWN_GRANTS[name]

const OWN_GRANTS: Readonly<Record<SelectedOperation['name'], readonly (keyof typeof OPERATION_GRANTS)[]>> = {
  tag: OPERATION_POLICIES['tag-policy.json'],
  restore: [],
  'invoke-lambda': [],
}
