// Counts failed tasks by cause while their rows are streamed, with a few sample keys for each.

import type { FailureCause } from '../operations/failure-causes.ts'
import { jobOperationOf, type PlannedJob } from '../operations/registry.ts'
import { encodeKey } from '../words/object-key.ts'
import type { TaskRow } from './completion-report.ts'
import { guessTaskKey } from './completion-report-key.ts'
import { classifyFailure, hintFor } from './failure-cause.ts'
import type { FailureGroup } from './job-outcome.ts'

const MAX_SAMPLES = 5
/** Error codes are S3's, but their number is not limited: beyond this many groups, tasks are counted by cause only. */
const MAX_GROUPS = 50
/** What a function answers is not limited. */
export const MAX_TEXT = 200

type OpenGroup = {
  cause: FailureCause
  httpStatus: string
  errorCode: string
  message?: string
  tasks: number
  samples: string[]
}

type FailureGroups = {
  /** Counts a failed row and returns its cause. */
  readonly add: (row: TaskRow) => FailureCause
  /** Largest group first. */
  readonly list: () => FailureGroup[]
}

export function createFailureGroups(operation: PlannedJob['operation']): FailureGroups {
  const groups = new Map<string, OpenGroup>()
  const { byFunction, classify = classifyFailure } = jobOperationOf({ operation })
  return {
    add(row) {
      const cause = classify(row)
      const message = byFunction ? row.message.slice(0, MAX_TEXT).toWellFormed() : undefined
      const group = findGroup(groups, cause, { ...row, message })
      group.tasks++
      if (group.samples.length < MAX_SAMPLES) group.samples.push(showKey(row.key))
      return cause
    },
    list: () =>
      [...groups.values()]
        .map((group) => ({ ...group, hint: hintFor(group.cause, operation) }))
        .sort((a, b) => b.tasks - a.tasks),
  }
}

type Said = { readonly httpStatus: string; readonly errorCode: string; readonly message: string | undefined }

function findGroup(groups: Map<string, OpenGroup>, cause: FailureCause, row: Said): OpenGroup {
  const exact = `${cause} ${row.httpStatus} ${row.errorCode} ${row.message ?? ''}`
  const isOwn = groups.has(exact) || groups.size < MAX_GROUPS
  const name = isOwn ? exact : cause
  const { httpStatus, errorCode, message } = isOwn ? row : NOTHING_SAID
  let group = groups.get(name)
  if (!group) {
    group = { cause, httpStatus, errorCode, ...(message !== undefined && { message }), tasks: 0, samples: [] }
    groups.set(name, group)
  }
  return group
}

const NOTHING_SAID: Said = { httpStatus: '', errorCode: '', message: undefined }

/** Always encoded: a key is untrusted text. */
const showKey = (cell: string): string => guessTaskKey(cell) ?? encodeKey(cell.slice(0, 100).toWellFormed())
