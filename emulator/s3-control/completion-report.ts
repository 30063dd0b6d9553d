// Writes the completion report (S3 User Guide, "Completion reports", "Examples: S3 Batch Operations completion
// reports").

import { createHash } from 'node:crypto'
import { ServiceError } from '../http.ts'
import { getBucket } from '../s3/state.ts'
import { type AnswerTo, answerTo } from '../unsettled.ts'
import type { Principal, World } from '../world.ts'
import type { Job, Task, TaskResult } from './job.ts'
import { putJobFile } from './put-file.ts'
import type { ReportSwitches } from './settings.ts'
import { batchState } from './state.ts'

const SCHEMA = 'Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage'

type ResultsFile = { readonly status: 'succeeded' | 'failed'; readonly rows: readonly string[] }

/**
 * Writes the report of a job if at least one task ran; always with SSE-S3, whatever the bucket's default is. Throws the
 * ServiceError that prevented it.
 */
export function writeCompletionReport(world: World, job: Job, principal: Principal | undefined): void {
  const { report } = job.request
  const switches = batchState(world).settings.report
  if (!report.enabled || job.results.length === 0 || switches.delivery === 'never') return
  // "At least one task has been invoked successfully": UNCONFIRMED whether that means that it succeeded.
  const succeeded = job.results.some((result) => result.succeeded)
  if (!succeeded && answerTo(world, 'report-of-failures') === 'none') return
  const bucket = getBucket(world, report.bucket)
  if (report.expectedOwner !== undefined && report.expectedOwner !== bucket.owner) {
    throw new ServiceError(403, 'AccessDenied', 'Access Denied')
  }
  const folder = `${report.prefix === undefined ? '' : `${report.prefix}/`}${switches.doubleSlash ? '/' : ''}job-${job.id}`
  const writtenAs = answerTo(world, 'report-keys')
  const results = buildFiles(job, switches, writtenAs).map((file) => {
    const text = renderRows(file.rows, switches)
    const key = `${folder}/results/${createHash('sha1').update(text).digest('hex')}.csv`
    const md5 = createHash('md5').update(text).digest('hex')
    if (!switches.missingResultsFile) putJobFile(world, job, principal, { bucket, key }, text)
    return {
      TaskExecutionStatus: file.status,
      Bucket: report.bucket,
      MD5Checksum: switches.wrongMd5 ? [...md5].reverse().join('') : md5,
      Key: key,
    }
  })
  const manifest = JSON.stringify({
    Format: 'Report_CSV_20180820',
    ReportCreationDate: new Date(world.clock.now()).toISOString(),
    Results: results,
    ReportSchema: SCHEMA,
  })
  hideForReads(world, job, switches)
  const target = { bucket, key: `${folder}/manifest.json` }
  putJobFile(world, job, principal, target, switches.editManifest?.(manifest) ?? manifest)
}

/** One or more files for the succeeded tasks and for the failed ones; none for a status without tasks. */
function buildFiles(job: Job, switches: ReportSwitches, writtenAs: AnswerTo<'report-keys'>): readonly ResultsFile[] {
  const rows = { succeeded: [] as string[], failed: [] as string[] }
  for (const [index, result] of job.results.entries()) {
    const task = job.tasks?.[index]
    if (task === undefined) continue
    const status = result.succeeded ? 'succeeded' : 'failed'
    // Keys as in the job manifest, as in every AWS sample, or decoded: UNCONFIRMED.
    const key = writtenAs === 'decoded' ? (task.key ?? task.writtenKey) : task.writtenKey
    rows[status].push(renderRow({ ...task, writtenKey: key }, result, switches))
  }
  const statuses: readonly ResultsFile['status'][] =
    job.request.report.scope === 'AllTasks' ? ['succeeded', 'failed'] : ['failed']
  return statuses.flatMap((status) => {
    const edited = switches.editRows?.(rows[status]) ?? rows[status]
    return splitRows(edited, switches.rowsPerFile).map((part) => ({ status, rows: part }))
  })
}

function splitRows(rows: readonly string[], rowsPerFile: number): readonly (readonly string[])[] {
  const files: (readonly string[])[] = []
  const size = Math.min(rowsPerFile, Math.max(rows.length, 1))
  for (let at = 0; at < rows.length; at += size) files.push(rows.slice(at, at + size))
  return files
}

/** In the samples and in real reports HTTPStatusCode precedes ErrorCode, although ReportSchema says the opposite. */
function renderRow(task: Task, result: TaskResult, switches: ReportSwitches): string {
  const http = String(result.httpStatus)
  const codes = switches.columnOrder === 'observed' ? [http, result.errorCode] : [result.errorCode, http]
  const status = result.succeeded ? 'succeeded' : 'failed'
  return [task.bucket, task.writtenKey, task.versionId ?? '', status, ...codes, result.message].map(quoteCell).join(',')
}

function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function renderRows(rows: readonly string[], switches: ReportSwitches): string {
  const text = rows.map((row) => `${row}${switches.lineEnd}`).join('')
  const lastRowBytes = (rows.at(-1)?.length ?? 0) + switches.lineEnd.length
  return switches.truncated ? text.slice(0, text.length - Math.ceil(lastRowBytes / 2)) : text
}

/** A late report has been written, but the next reads of its manifest.json return 404. */
function hideForReads(world: World, job: Job, switches: ReportSwitches): void {
  if (typeof switches.delivery === 'string') return
  world.faults.push({
    match: { urlIncludes: `job-${job.id}/manifest.json` },
    phase: 'before',
    effect: { kind: 'error', status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' },
    times: switches.delivery.lateReads,
  })
}
