// Asks the source of a bucket for the findings of a target: the question, what is kept, how progress is reported.

import { join } from 'node:path'
import { chooseByNeed, type OperationRules } from '../decide/choose-by-need.ts'
import { MAX_COMPARED, type Question } from '../engines/engine.ts'
import type { ScanCrew } from '../engines/inventory-scan/pool.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import type { Deps } from '../external/deps.ts'
import { createHeadObject } from '../external/head-object.ts'
import { type DataSource, todayOf } from '../findings/data-source.ts'
import { listActiveRules } from '../findings/exception.ts'
import type { FindingFormat } from '../findings/finding-rows.ts'
import type { Findings } from '../findings/findings.ts'
import { selectFor } from '../operations/registry.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import { isPlanned } from '../settings/remediation-settings.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { ANY_KEY } from '../words/key-rule.ts'
import type { FoundSource } from './found-source.ts'
import { sayLookProgress } from './progress.ts'

/** Minimum time between two progress lines of a scan. */
const PROGRESS_INTERVAL_MS = 5_000

type ScanScene = {
  readonly found: FoundSource
  readonly facts: BucketFacts | undefined
  readonly crew: ScanCrew
  readonly source: BucketHandle
  /** A folder for this scan only; kept rows are stored there. */
  readonly folder: string
}

type Teller = {
  readonly deps: Deps
  readonly sayProgress: (line: string) => void
  /** Form in which every finding is kept; undefined: they are only counted. */
  readonly findingRows: FindingFormat | undefined
}

/** Finds everything that the source can tell. @throws ActionError as the engine does */
export async function scanBucket(
  target: BucketTarget,
  { found, facts, crew, source, folder }: ScanScene,
  { deps, sayProgress, findingRows }: Teller,
): Promise<Findings> {
  const startedAt = deps.now()
  let toldAt = startedAt
  const sayNowAndThen = (describe: (elapsedMs: number) => string) => {
    const now = deps.now()
    if (now - toldAt < PROGRESS_INTERVAL_MS) return
    toldAt = now
    sayProgress(describe(now - startedAt))
  }
  const question: Question = {
    spec: {
      ...describePolicy(target, todayOf(found.dataSource)),
      include: target.include,
      exclude: target.exclude,
      account: source.owner,
      listedPrefix: found.listedPrefix,
      aclsEnabled: facts?.aclsEnabled,
      defaultEventHold: facts?.defaultLock === 'event-hold',
      choices: chooseByNeed({ ...describeRules(target), takesAccessLogs: facts?.accessLogs === 'some' }),
    },
    keepRows: chooseRows(target, facts, found.dataSource),
    findingRows,
    maxCompared: Math.max(MAX_COMPARED, isPlanned(target.remediation) ? target.remediation.maxObjects : 0),
    evidence: {
      maxRequests: target.maxEvidenceRequests,
      look: createHeadObject(source, { looking: 'LookAtObjects' }),
      sleep: deps.sleep,
      onLook: (looked) => sayNowAndThen(() => sayLookProgress(looked)),
    },
    spoolFolder: join(folder, target.bucket),
    signal: deps.signal,
  }
  return await found.ask(question, { crew, sayNowAndThen })
}

/** What decides which objects are findings; for an operation, its selection alone. */
function describePolicy({ accepted, asked, exceptions, keyRule }: BucketTarget, today: number) {
  if (asked === undefined) return { accepted, keyRule, exceptions: listActiveRules(exceptions, today) }
  return { accepted: [], keyRule: ANY_KEY, exceptions: [], selection: selectFor(asked) }
}

/** Rows are kept for jobs, copies, and the checks before them (plan-looks.ts), which a plan makes, too. */
function chooseRows(
  { remediation }: BucketTarget,
  facts: BucketFacts | undefined,
  { columns, kind }: DataSource,
): Question['keepRows'] {
  if (!isPlanned(remediation)) return 'no'
  const losesRedirects = facts?.website === 'some' && remediation.engine !== 'direct'
  const looksFirst = losesRedirects || facts?.objectLockEnabled === true || !columns.includes('size')
  // A table of S3 Metadata is compared with some of its objects first, and its plan is known by its rows.
  return remediation.mode !== 'plan' || looksFirst || kind === 'metadata' ? { maxRows: remediation.maxObjects } : 'no'
}

/** If nothing will be done, the report still shows what could be done. */
function describeRules({ accepted, remediation }: BucketTarget): OperationRules {
  if (!isPlanned(remediation)) {
    return { target: accepted.includes('SSE-S3') ? 'SSE-S3' : 'SSE-KMS', copiesInParts: true, restoresArchived: false }
  }
  const { engine, restore, target } = remediation
  return { target: target.status, copiesInParts: engine !== 'batch', restoresArchived: restore !== undefined }
}
