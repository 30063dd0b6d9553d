import { describe, expect, it } from '@jest/globals'
import type { JobProgress } from '../../../src/batch/batch-deps.ts'
import { sayCopyProgress, sayJobProgress, sayLookProgress, sayScanProgress } from '../../../src/run/progress.ts'

describe('a scan under way', () => {
  const half = { rows: 50_000, bytes: 512 * 1024, totalBytes: 1024 * 1024, files: 1, totalFiles: 2 }

  it.each([
    [half, 10_000, '50.0% of 1.0 MiB, 50,000 rows, 1 of 2 files, 5,000 rows/s, about 10 s left'],
    [{ ...half, rows: 0, bytes: 0, files: 0 }, 10_000, '0% of 1.0 MiB, 0 rows, 0 of 2 files, 0 rows/s'],
    [
      { ...half, rows: 1, files: 1, totalFiles: 1 },
      1000,
      '50.0% of 1.0 MiB, 1 row, 1 of 1 file, 1 rows/s, about 1 s left',
    ],
    [{ ...half, bytes: 1024 * 1024, files: 2 }, 10_000, '100% of 1.0 MiB, 50,000 rows, 2 of 2 files, 5,000 rows/s'],
    [half, 0, '50.0% of 1.0 MiB, 50,000 rows, 1 of 2 files'],
  ])('%j after %i ms', (progress, elapsedMs, expected) => {
    expect(sayScanProgress(progress, elapsedMs)).toBe(expected)
  })
})

describe('a job under way', () => {
  const job: JobProgress = {
    jobId: 'job-1',
    bucket: 'acme-data',
    storageClass: 'STANDARD_IA',
    status: 'Active',
    tasksDone: 250,
    tasksTotal: 1000,
    tasksFailed: 0,
    tasksPerSecond: undefined,
    secondsLeft: undefined,
  }

  it.each<[Partial<JobProgress>, string]>([
    [{}, 'acme-data STANDARD_IA: Active, 250 of 1,000 tasks (25.0%)'],
    [{ tasksFailed: 3 }, 'acme-data STANDARD_IA: Active, 250 of 1,000 tasks (25.0%), 3 failed'],
    [{ tasksPerSecond: 12.4 }, 'acme-data STANDARD_IA: Active, 250 of 1,000 tasks (25.0%), 12/s'],
    [
      { tasksPerSecond: 12.4, secondsLeft: 7200 },
      'acme-data STANDARD_IA: Active, 250 of 1,000 tasks (25.0%), 12/s, about 2 h left',
    ],
    [{ tasksDone: 0, tasksTotal: 1, status: 'Ready' }, 'acme-data STANDARD_IA: Ready, 0 of 1 task (0%)'],
    [{ status: '::stop-commands::x' }, 'acme-data STANDARD_IA: %3A%3Astop-commands%3A%3Ax, 250 of 1,000 tasks (25.0%)'],
  ])('%j', (change, expected) => {
    expect(sayJobProgress({ ...job, ...change })).toBe(expected)
  })
})

it('counts looks and copies', () => {
  expect(sayLookProgress(1)).toBe('1 object checked for what the report does not show')
  expect(sayLookProgress(1200)).toBe('1,200 objects checked for what the report does not show')
  expect(sayCopyProgress({ objectsDone: 1, objectsTotal: 2000, bytesCopied: 1024n ** 3n })).toBe(
    '1 of 2,000 objects copied directly, 1.0 GiB',
  )
})
