// Opens several inventory reports of one bucket as one source: each the newest complete one of its configuration, proven
// by itself. The newest row of a key wins.

import { createInventoryScan } from '../engines/inventory-scan/scan.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import type { Deps } from '../external/deps.ts'
import { sourceOfReports } from '../findings/data-source.ts'
import { filesOf, type ScannedFile } from '../findings/proof.ts'
import type { InventoryReport } from '../inventory/report.ts'
import type { ObjectStore } from '../inventory/store.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { ActionError } from '../words/errors.ts'
import { say } from '../words/outside-text.ts'
import { findApprovedReport, findLocations, findStored, holdsOlderObjects } from './find-report.ts'
import type { FoundSource } from './found-source.ts'
import { sayScanProgress } from './progress.ts'
import type { ReportPlace } from './report-place.ts'

type Stored = { readonly report: InventoryReport; readonly store: ObjectStore }
type Finding = ReportPlace['finding']
type FoundReports = FoundSource & { readonly reports: readonly InventoryReport[] }

/** Whether the reports of several configurations or locations are asked for. */
export const asksForSeveral = ({ moreLocations = [], moreInventoryIds = [] }: BucketTarget): boolean =>
  moreLocations.length + moreInventoryIds.length > 0

/** @throws ActionError if there is no report that can be believed for any of them */
export async function findReports(target: BucketTarget, source: BucketHandle, finding: Finding): Promise<FoundReports> {
  const stored: Stored[] = []
  for (const location of await findLocations(source, target)) stored.push(await findStored(target, location, finding))
  return openReports(stored, source, finding.deps)
}

function openReports(stored: readonly Stored[], source: BucketHandle, deps: Deps): FoundReports {
  const oldestFirst = stored.toSorted(
    (a, b) => Number(a.report.manifest.createdAt) - Number(b.report.manifest.createdAt),
  )
  const newest = oldestFirst.at(-1)
  if (newest === undefined) throw new ActionError('INTERNAL_ERROR', 'There is no report.')
  const reports = oldestFirst.map(({ report }) => report)
  return {
    dataSource: sourceOfReports(reports),
    report: newest.report,
    reports,
    // Each report has its own prefix.
    listedPrefix: '',
    ask: async (question, { crew, sayNowAndThen }) => {
      const onProgress = (progress: Parameters<typeof sayScanProgress>[0]) =>
        sayNowAndThen((elapsedMs) => sayScanProgress(progress, elapsedMs))
      const { startTimer } = deps
      const older = oldestFirst.slice(0, -1)
      const scan = { ...newest, older, workers: crew.workers.length, crew, startTimer, onProgress }
      const findings = await createInventoryScan(scan)(question)
      await refuseEmpty(reports, filesOf(findings.proof), source)
      return findings
    },
    // Each of them was asked about.
    isContradicted: async () => false,
    findApproved: async (approval) => {
      const approved: Stored[] = []
      for (const { report, store } of stored) {
        const { location } = report
        approved.push({ store, report: await findApprovedReport({ store, location }, approval) })
      }
      return openReports(approved, source, deps)
    },
  }
}

/**
 * A report without rows is accepted only if nothing contradicts it, also beside others that have some. `files`: those of
 * all reports, in their order.
 */
async function refuseEmpty(
  reports: readonly InventoryReport[],
  files: readonly ScannedFile[],
  source: BucketHandle,
): Promise<void> {
  let first = 0
  for (const report of reports) {
    const own = files.slice(first, first + report.manifest.files.length)
    first += own.length
    if (own.some(({ rows }) => rows > 0) || !(await holdsOlderObjects(source, report))) continue
    const { configurationId } = report.location
    throw new ActionError(
      'INCOMPLETE_DELIVERY',
      say`The report of configuration ${configurationId} has no row, but the bucket holds objects older than the report.`,
      { hint: 'Wait for the next report; if it is empty again, check the filter of the inventory configuration.' },
    )
  }
}
