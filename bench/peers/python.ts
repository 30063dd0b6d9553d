// Knows how Python's gzip and csv modules answer the same question (read_csv.py).

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Answer, readJobManifests } from '../answer.ts'
import type { DataFile } from '../data.ts'
import { COLUMNS, SOURCE_BUCKET } from '../rows.ts'

export const PYTHON = 'Python gzip + csv'

const run = promisify(execFile)

export async function hasPython(): Promise<boolean> {
  return await run('python3', ['-c', 'import csv, gzip']).then(
    () => true,
    () => false,
  )
}

/** Tallies the files and writes their job manifest, in one process as Python does. */
export async function scanWithPython(files: readonly DataFile[]): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-python-'))
  try {
    const path = join(folder, 'job-manifest.csv')
    const columns = COLUMNS.map(({ snakeName }) => snakeName).join(',')
    const script = join(import.meta.dirname, 'read_csv.py')
    const { stdout } = await run('python3', [script, SOURCE_BUCKET, path, columns, ...files.map((file) => file.path)])
    const tally = JSON.parse(stdout) as Record<string, number>
    return { byStatus: new Map(Object.entries(tally)), jobManifest: readJobManifests([path]) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
