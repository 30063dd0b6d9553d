// Writes the findings file: the rows that the engines kept, one bucket after the other, and the file that describes it.

import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import type { Deps } from '../external/deps.ts'
import { type JobFolders, writeJobFile, writeJobFileInParts } from '../external/workspace-files.ts'
import { CSV_HEADER } from '../findings/finding-lines.ts'
import type { KeptFindings } from '../findings/finding-rows.ts'
import { renderSidecar } from '../report/findings-sidecar.ts'
import type { BucketResult, FindingsFile } from '../result/run-result.ts'
import { sidecarOf } from '../settings/findings-file.ts'
import type { Inputs } from '../settings/settings-of-a-run.ts'
import { VERSION } from '../words/version.ts'
import { tellLacking } from './kept-findings.ts'

const CHUNK_BYTES = 1024 * 1024

type Written = {
  readonly file?: FindingsFile
  /** Why the file could not be written: the verdict stands without it. */
  readonly problem?: string
}

/**
 * Writes every finding of the buckets that were read. All or nothing: a file that lacks rows would be taken for fewer
 * findings. Each part is deleted once it is copied, so that the disk holds the rows once.
 */
export function writeFindings(buckets: readonly BucketResult[], inputs: Inputs, deps: Deps): Written {
  const { findingsFile } = inputs
  if (findingsFile === undefined) return {}
  const kept = buckets.flatMap(({ scan }) => (scan === undefined ? [] : [scan.keptFindings]))
  const lacking = tellLacking(buckets)
  if (lacking !== undefined) return { problem: `The findings file is not written: ${lacking}` }
  try {
    const file = writeRows(
      kept.flatMap((one) => one ?? []),
      findingsFile,
      deps.folders,
    )
    const [first] = inputs.targets
    const sidecar = renderSidecar({
      file,
      format: findingsFile.format,
      buckets,
      policy: {
        acceptedEncryption: first?.accepted ?? [],
        keyRule: first?.keyRule,
        maxFindings: first?.maxFindings ?? 0,
      },
      context: {
        repository: deps.origin.repository,
        runId: deps.origin.runId,
        eventName: deps.origin.trigger.name,
        ref: deps.origin.ref,
        actionVersion: VERSION,
      },
    })
    writeJobFile(deps.folders, sidecarOf(findingsFile.path), sidecar)
    return { file }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      problem: `The findings file could not be written: findings-file is ${JSON.stringify(findingsFile.path)} (${why}). Accepted is the path of a file in the workspace or in RUNNER_TEMP, with room for all findings.`,
    }
  }
}

/** Makes one file of what was kept, which is then gone. @throws the error of the file system */
export function writeRows(
  kept: readonly KeptFindings[],
  { path, format }: NonNullable<Inputs['findingsFile']>,
  folders: JobFolders,
): FindingsFile {
  const hash = createHash('sha256')
  let bytes = 0
  writeJobFileInParts(folders, path, (write) => {
    const add = (piece: Uint8Array) => {
      hash.update(piece)
      bytes += piece.byteLength
      write(piece)
    }
    if (format === 'csv') add(Buffer.from(`${CSV_HEADER}\n`))
    for (const part of kept.flatMap(({ parts }) => parts)) copyPart(part, add)
  })
  return { path, rows: kept.reduce((sum, { rows }) => sum + rows, 0), bytes, sha256: hash.digest('hex') }
}

function copyPart(part: string, add: (piece: Uint8Array) => void): void {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
  const descriptor = openSync(part, 'r')
  try {
    for (;;) {
      const length = readSync(descriptor, chunk, 0, chunk.length, null)
      if (length === 0) break
      add(chunk.subarray(0, length))
    }
  } finally {
    closeSync(descriptor)
  }
  rmSync(part)
}
