// Knows every operation there is, and finds it by its name: the only place that tells one from another.

import type { OperationGroup } from '../findings/findings.ts'
import type { ObjectCount } from '../words/encryption.ts'
import { COPY_OBJECT, DIRECT_GRANTS, DIRECT_POLICIES } from './copy-object.ts'
import {
  INITIATE_RESTORE_OBJECT,
  type PlannedRestore,
  RESTORE_GRANTS,
  RESTORE_POLICIES,
} from './initiate-restore-object.ts'
import { MULTIPART_COPY, MULTIPART_GRANTS } from './multipart-copy.ts'
import type { AnyOperation, BatchOperation, DirectWork, PlanningRules, WorkToPrice } from './operation.ts'
import { COPY_GRANTS, COPY_POLICIES, type PlannedCopy, PUT_OBJECT_COPY } from './put-object-copy.ts'
import {
  type PlannedUpdate,
  UPDATE_GRANTS,
  UPDATE_OBJECT_ENCRYPTION,
  UPDATE_POLICIES,
} from './update-object-encryption.ts'

/** One job of S3 Batch Operations. */
export type PlannedJob = PlannedCopy | PlannedUpdate | PlannedRestore
export type PlannedDirectCopy = DirectWork<'CopyObject' | 'MultipartCopy'>
export type PlannedWork = PlannedJob | PlannedDirectCopy
type JobName = PlannedJob['operation']
type Name = PlannedWork['operation']

/** Those of S3 Batch Operations. */
export const JOB_OPERATIONS: readonly BatchOperation<PlannedJob>[] = [
  PUT_OBJECT_COPY,
  UPDATE_OBJECT_ENCRYPTION,
  INITIATE_RESTORE_OBJECT,
]
/** In the order in which a plan lists what it does about one group. */
export const OPERATIONS: readonly AnyOperation<PlannedWork>[] = [...JOB_OPERATIONS, COPY_OBJECT, MULTIPART_COPY]

const BY_NAME = new Map(OPERATIONS.map((operation) => [operation.name, operation]))
const JOBS_BY_NAME = new Map(JOB_OPERATIONS.map((operation) => [operation.name, operation]))

export const operationOf = ({ operation }: { readonly operation: Name }) => known(BY_NAME.get(operation))
export const jobOperationOf = ({ operation }: { readonly operation: JobName }) => known(JOBS_BY_NAME.get(operation))

/** The names' types leave no other. */
function known<T>(operation: T | undefined): T {
  if (operation === undefined) throw new TypeError('an operation that is not in the registry')
  return operation
}

export const isJob = (work: PlannedWork): work is PlannedJob =>
  (JOBS_BY_NAME as ReadonlyMap<string, unknown>).has(work.operation)

/** A job that writes objects anew. */
export const isCopyJob = (job: PlannedJob): job is Extract<PlannedJob, { unmodifiedSince: Date }> =>
  jobOperationOf(job).makesNewObjects

/** Everything that is done about a group of findings. */
export const planGroup = (group: OperationGroup, rules: PlanningRules): PlannedWork[] =>
  OPERATIONS.flatMap((operation) => operation.plan(group, rules))

export type PricedWork = WorkToPrice & { readonly operation: Name }
/** The same as a plan asks for it: the bytes are undefined where the report has no sizes. */
export type AskedWork = Omit<PricedWork, 'tally'> & { readonly tally: ObjectCount }

/** The statements that operations need, and the files of docs/iam/ they stand in (external/permissions.ts). */
export const OPERATION_GRANTS = {
  ...DIRECT_GRANTS,
  ...MULTIPART_GRANTS,
  ...COPY_GRANTS,
  ...UPDATE_GRANTS,
  ...RESTORE_GRANTS,
} as const
export const OPERATION_POLICIES = {
  ...DIRECT_POLICIES,
  ...COPY_POLICIES,
  ...UPDATE_POLICIES,
  ...RESTORE_POLICIES,
} as const
