// Counts failed tasks by cause while their rows are streamed, with a few sample keys for each.

import type { FailureCause } from '../operations/failure-causes.ts'
import type { PlannedJob } from '../operations/registry.ts'
import { encodeKey } from '../words/object-key.ts'
import type { TaskRow } from './completion-report.ts'
import { guessTaskKey } from './completion-report-key.ts'
import { classifyFailure, hintFor } from './failure-cause.ts'
import type { FailureGroup } from './job-outcome.ts'

const MAX_SAMPLES = 5
/** Error codes are S3's, but their number is not limited: beyond this many groups, tasks are counted by cause only. */
const MAX_GROUPS = 50

type OpenGroup = { cause: FailureCause; httpStatus: string; errorCode: string; tasks: number; samples: string[] }

type FailureGroups = {
  /** Counts a failed row and returns its cause. */
  readonly add: (row: TaskRow) => FailureCause
  /** Largest group first. */
  readonly list: () => FailureGroup[]
}

export function createFailureGroups(operation: PlannedJob['operation']): FailureGroups {
  const groups = new Map<string, OpenGroup>()
  return {
    add(row) {
      const cause = classifyFailure(row)
      const group = findGroup(groups, cause, row)
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

function findGroup(groups: Map<string, OpenGroup>, cause: FailureCause, row: TaskRow): OpenGroup {
  const exact = `${cause} ${row.httpStatus} ${row.errorCode}`
  const [name, httpStatus, errorCode] =
    groups.has(exact) || groups.size < MAX_GROUPS ? [exact, row.httpStatus, row.errorCode] : [cause, '', '']
  let group = groups.get(name)
  if (!group) {
    group = { cause, httpStatus, errorCode, tasks: 0, samples: [] }
    groups.set(name, group)
  }
  return group
}

/** Always encoded: a key is untrusted text. */
const showKey = (cell: string): string => guessTaskKey(cell) ?? encodeKey(cell.slice(0, 100).toWellFormed())
