// Knows how this project's scan is run for a benchmark, and what it answered.

import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InventoryFormat } from '../emulator/inventory/columns.ts'
import { chooseByNeed, type OperationRules } from '../src/decide/choose-by-need.ts'
import { type ScanCrew, type StartTimer, startScanCrew } from '../src/engines/inventory-scan/pool.ts'
import { scanReport } from '../src/engines/inventory-scan/scan.ts'
import type { FindingFormat } from '../src/findings/finding-rows.ts'
import type { Findings } from '../src/findings/findings.ts'
import { filesOf } from '../src/findings/proof.ts'
import { canonicalColumnName } from '../src/inventory/columns.ts'
import type { InventoryReport } from '../src/inventory/report.ts'
import type { ObjectStore } from '../src/inventory/store.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../src/words/encryption.ts'
import { type Answer, readJobManifests } from './answer.ts'
import type { DataFile } from './data.ts'
import { createFolderStore, type FolderStore } from './folder-store.ts'
import type { Contender } from './measure.ts'
import { COLUMNS, SOURCE_BUCKET } from './rows.ts'

/**
 * `verdict`: every status is accepted, so that nothing is found and only the tally is made. `job-manifest`: what is not
 * encrypted is a finding, and all of them are written to disk as rows of job manifests.
 */
export type Question = 'verdict' | 'job-manifest'

/** What a scan is asked for: which statuses are no findings, what findings are to get, whether their rows are kept. */
export type ScanPolicy = {
  readonly accepted: readonly EncryptionStatus[]
  readonly target: OperationRules['target']
  readonly keepsRows: boolean
  /** Form in which every finding is kept; nowhere where undefined. */
  readonly findingRows?: FindingFormat | undefined
  /** Key patterns; none where undefined. */
  readonly exclude?: readonly string[]
}

const POLICIES: Readonly<Record<Question, ScanPolicy>> = {
  verdict: { accepted: ENCRYPTION_STATUSES, target: 'SSE-S3', keepsRows: false },
  'job-manifest': {
    accepted: ENCRYPTION_STATUSES.filter((status) => status !== 'NOT-SSE'),
    target: 'SSE-S3',
    keepsRows: true,
  },
}

const REPORT_PREFIX = `inventory/${SOURCE_BUCKET}/daily/`
const REPORT_TIME = Date.UTC(2026, 10, 20, 1)

/** A report of the given files, each listed `times` times under keys of its own, and a store that has them. */
export function createReport(
  format: InventoryFormat,
  files: readonly DataFile[],
  times = 1,
): { readonly report: InventoryReport; readonly store: FolderStore } {
  const copies = Array.from({ length: times }, (_, copy) => copy)
  const byKey = new Map(
    copies.flatMap((copy) =>
      files.map((file, index) => [`${REPORT_PREFIX}data/${copy}-${index}.${format}`, file] as const),
    ),
  )
  const report: InventoryReport = {
    location: {
      sourceBucket: SOURCE_BUCKET,
      destinationBucket: 'acme-inventory',
      destinationOwner: undefined,
      configurationId: 'daily',
      prefix: REPORT_PREFIX,
      frequency: 'Daily',
      includedVersions: 'All',
      coverage: { kind: 'whole' },
    },
    manifest: {
      sourceBucket: SOURCE_BUCKET,
      destinationBucket: 'acme-inventory',
      createdAt: new Date(REPORT_TIME),
      format,
      columns: COLUMNS.map(({ name }) => canonicalColumnName(name)),
      files: [...byKey].map(([key, { size, md5 }]) => ({ key, size, md5 })),
    },
    manifestKey: `${REPORT_PREFIX}2026-11-20T01-00Z/manifest.json`,
    manifestMd5: '0'.repeat(32),
    folder: '2026-11-20T01-00Z',
    deliveredAt: Date.UTC(2026, 10, 20, 4),
    ageMs: 0,
    maxAgeMs: 86_400_000,
    passedOver: [],
  }
  return { report, store: createFolderStore(byKey) }
}

/** The worker as users run it: bundled, without type stripping. `npm run bench` builds it first. */
const WORKER = new URL('../dist/worker.js', import.meta.url)

const startTimer: StartTimer = (ms, fire) => {
  const timer = setTimeout(fire, ms)
  return () => clearTimeout(timer)
}

/** The threads of one scan, which the action starts before it looks for the report. */
export const startCrew = (threads = availableParallelism()) => startScanCrew(threads, { startTimer, workerUrl: WORKER })

/** What a search for the newest report takes at least: two listings and a read of S3, one after another. */
const SEARCH_MS = 150

/**
 * Our scan of local files as a contender. Its threads are new for each run, and have not scanned anything, but they have
 * been started: the action starts them before it looks for the report, and DuckDB's wait as well.
 */
export function enterOurs(
  name: string,
  format: InventoryFormat,
  files: readonly DataFile[],
  question: Question,
  times = 1,
): Contender {
  let crew: ScanCrew | undefined
  return {
    name,
    prepare: async () => {
      crew = startCrew()
      await new Promise((resolve) => setTimeout(resolve, SEARCH_MS))
    },
    run: async () => {
      const { report, store } = createReport(format, files, times)
      await scan(report, store, question, () => undefined, crew)
      await crew?.stop()
      await store.close()
    },
  }
}

/** Scans as the action would. What it leaves on disk is handed to `look` and removed afterwards. */
export async function scan<T>(
  report: InventoryReport,
  store: ObjectStore,
  question: Question | ScanPolicy,
  look: (result: Findings) => T,
  crew?: ScanCrew,
): Promise<T> {
  const {
    accepted,
    target,
    keepsRows,
    findingRows,
    exclude = [],
  }: ScanPolicy = typeof question === 'string' ? POLICIES[question] : question
  const spoolFolder = mkdtempSync(join(tmpdir(), 'bench-scan-'))
  try {
    const result = await scanReport({
      report,
      store,
      spec: {
        accepted,
        keyRule: { kmsKeyArn: undefined, bucketKey: false },
        include: [],
        exclude,
        exceptions: [],
        aclsEnabled: false,
        choices: chooseByNeed({ target, copiesInParts: false, restoresArchived: false }),
      },
      keepRows: keepsRows ? { maxRows: Number.MAX_SAFE_INTEGER } : 'no',
      findingRows,
      spoolFolder,
      workers: availableParallelism(),
      workerUrl: WORKER,
      crew,
      startTimer,
    })
    return look(result)
  } finally {
    rmSync(spoolFolder, { recursive: true, force: true })
  }
}

/** What a scan answered, in the words all contenders share. */
export function answerOf(result: Findings, question: Question): Answer {
  const byStatus = new Map(ENCRYPTION_STATUSES.map((status) => [status, result.current[status].objects]))
  const parts = result.groups.flatMap((group) => group.parts.filter((part) => typeof part === 'string'))
  return { byStatus, jobManifest: question === 'verdict' ? undefined : readJobManifests(parts) }
}

/** Bytes fetched by bytes stored. */
export function fetchedShare({ proof }: Findings): number {
  const files = filesOf(proof)
  const fetched = files.reduce((sum, file) => sum + file.bytesFetched, 0)
  return fetched / files.reduce((sum, file) => sum + file.size, 0)
}
