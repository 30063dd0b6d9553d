// Lists every operation, and finds it by name: the only place that distinguishes them.

import type { OperationGroup } from '../findings/findings.ts'
import type { ObjectCount } from '../words/encryption.ts'
import { COPY_OBJECT, DIRECT_GRANTS } from './copy-object.ts'
import { INITIATE_RESTORE_OBJECT, type PlannedRestore, RESTORE_GRANTS } from './initiate-restore-object.ts'
import { MULTIPART_COPY, MULTIPART_GRANTS } from './multipart-copy.ts'
import type {
  AnyOperation,
  BatchOperation,
  CopyingWork,
  OperationSettings,
  PlanningRules,
  WorkToPrice,
} from './operation.ts'
import { COPY_GRANTS, type PlannedCopy, PUT_OBJECT_COPY } from './put-object-copy.ts'
import { type PlannedUpdate, UPDATE_GRANTS, UPDATE_OBJECT_ENCRYPTION } from './update-object-encryption.ts'

/** One S3 Batch Operations job. */
export type PlannedJob = PlannedCopy | PlannedUpdate | PlannedRestore
export type PlannedDirectCopy = CopyingWork<'CopyObject' | 'MultipartCopy'>
export type PlannedWork = PlannedJob | PlannedDirectCopy

const OF_JOBS: Readonly<Record<PlannedJob['operation'], BatchOperation<PlannedJob>>> = {
  S3PutObjectCopy: PUT_OBJECT_COPY,
  S3UpdateObjectEncryption: UPDATE_OBJECT_ENCRYPTION,
  S3InitiateRestoreObject: INITIATE_RESTORE_OBJECT,
}
/** In the order in which a plan lists the work for one group. */
const OF_WORK: Readonly<Record<PlannedWork['operation'], AnyOperation<PlannedWork>>> = {
  ...OF_JOBS,
  CopyObject: COPY_OBJECT,
  MultipartCopy: MULTIPART_COPY,
}
export const JOB_OPERATIONS: readonly BatchOperation<PlannedJob>[] = Object.values(OF_JOBS)
export const ALL_OPERATIONS: readonly AnyOperation<PlannedWork>[] = Object.values(OF_WORK)

/** The operations of jobs that a run with these settings can plan. */
export const askedOperations = (settings: Pick<OperationSettings, 'target' | 'restore'>) =>
  JOB_OPERATIONS.filter((operation) => operation.isAskedFor(settings))

export const jobOperationOf = (job: Pick<PlannedJob, 'operation'>) => OF_JOBS[job.operation]
export const operationOf = (work: Pick<PlannedWork, 'operation'>) => OF_WORK[work.operation]

export const isJob = (work: PlannedWork): work is PlannedJob => work.operation in OF_JOBS

/** A job that rewrites objects. */
export const isCopyJob = (job: PlannedJob): job is Extract<PlannedJob, { unmodifiedSince: Date }> =>
  jobOperationOf(job).makesNewObjects === true

/** All work for a group of findings. */
export const planGroup = (group: OperationGroup, rules: PlanningRules): PlannedWork[] =>
  ALL_OPERATIONS.flatMap((operation) => operation.plan(group, rules))

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
} as const
