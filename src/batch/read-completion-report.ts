// Reads a whole completion report: waits if it is late, verifies each file by its MD5, and reads nothing else.

import { createHash } from 'node:crypto'
import { faultOf, mayPass, type Timing } from '../time/retry.ts'
import { messageOf } from '../words/errors.ts'
import { say } from '../words/outside-text.ts'
import { InterruptedError } from './abort.ts'
import type { WorkFiles } from './batch-deps.ts'
import {
  CompletionReportError,
  type CompletionReportPlace,
  completionReportManifestKey,
  parseCompletionReportManifest,
  parseTaskRows,
  type ResultsFile,
  type TaskRow,
} from './completion-report.ts'

/** S3 says the report is available as soon as the job has ended; after this time it is considered missing. */
export const REPORT_PATIENCE_MS = 10 * 60_000
const REPORT_POLL_MS = 15_000
/** Attempts to read a report that broke off for a reason that may be temporary. */
const MAX_BROKEN_READINGS = 3
const MAX_MANIFEST_BYTES = 16 * 1024 ** 2

type CompletionReportReading<T> =
  | { readonly ok: true; readonly tally: T; readonly manifestSha256: string }
  /** `missing`: there is no manifest.json, or the caller is not allowed to see it. */
  | { readonly ok: false; readonly missing: boolean; readonly reason: string }

/**
 * Reads the whole report into a new tally; an attempt that breaks off is repeated with another new tally. Waits for a
 * missing report until `until` (epoch milliseconds). Throws only InterruptedError.
 */
export async function readCompletionReport<T extends { readonly add: (row: TaskRow) => void }>(
  place: CompletionReportPlace,
  createTally: () => T,
  until: number,
  deps: WorkFiles & Timing,
  signal: AbortSignal,
): Promise<CompletionReportReading<T>> {
  for (let broken = 0; ; ) {
    const tally = createTally()
    const failure = await readOnce(place, tally, deps)
    if ('manifestSha256' in failure) return { ok: true, tally, ...failure }
    if (failure.passing) broken++
    const again = failure.passing ? broken < MAX_BROKEN_READINGS : failure.missing && deps.now() < until
    if (!again) return { ok: false, missing: failure.missing, reason: failure.reason }
    await deps.sleep(REPORT_POLL_MS, signal)
  }
}

type Failure = { readonly missing: boolean; readonly passing: boolean; readonly reason: string }

async function readOnce(
  place: CompletionReportPlace,
  tally: { readonly add: (row: TaskRow) => void },
  deps: WorkFiles,
): Promise<Failure | { readonly manifestSha256: string }> {
  const key = completionReportManifestKey(place.prefix, place.jobId)
  let atManifest = true
  try {
    const manifest = await readManifest(await deps.readCompletionReportObject(place.bucket, key))
    const files = parseCompletionReportManifest(manifest.toString('utf8'), place)
    atManifest = false
    for (const file of files) await readFile(file, tally, deps)
    // It contains the MD5 of each file, so this digest stands for the whole report.
    return { manifestSha256: createHash('sha256').update(manifest).digest('hex') }
  } catch (error) {
    if (error instanceof InterruptedError) throw error
    const fault = faultOf(error)
    // Without s3:ListBucket, S3 returns 403 for a missing object, too.
    const missing = atManifest && (fault === 'not-found' || fault === 'access-denied')
    const what = missing
      ? `the completion report s3://${place.bucket}/${key} is not there`
      : 'the completion report cannot be used'
    return { missing, passing: mayPass(error), reason: `${what}: ${messageOf(error)}` }
  }
}

async function readFile(file: ResultsFile, tally: { readonly add: (row: TaskRow) => void }, deps: WorkFiles) {
  const md5 = createHash('md5')
  const body = await deps.readCompletionReportObject(file.bucket, file.key)
  for await (const row of parseTaskRows(hashing(body, md5))) tally.add(row)
  if (md5.digest('hex') !== file.md5)
    throw new CompletionReportError(say`the MD5 of ${file.key} is not the one the report states`)
}

async function* hashing(chunks: AsyncIterable<Uint8Array>, md5: { update: (chunk: Uint8Array) => unknown }) {
  for await (const chunk of chunks) {
    md5.update(chunk)
    yield chunk
  }
}

async function readManifest(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    bytes += chunk.byteLength
    if (bytes > MAX_MANIFEST_BYTES) throw new CompletionReportError("the report's manifest.json is larger than 16 MiB")
  }
  return Buffer.concat(parts)
}
