// Logs progress: the lines of a step, and the line that a long step logs every few seconds.

import type { JobProgress } from '../batch/batch-deps.ts'
import type { DirectProgress } from '../direct/direct-deps.ts'
import type { ScanProgress } from '../engines/inventory-scan/scan-progress.ts'
import type { Deps } from '../external/deps.ts'
import type { LogGroup } from '../report/log-group.ts'
import { formatBytes, formatCount, formatDuration, formatNoun, formatRate, formatShare } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'

/** The lines of a step, under its title. */
export function logGroup(group: LogGroup, deps: Deps): void {
  deps.log.info(group.title)
  for (const line of group.lines) deps.log.info(`  ${line}`)
}

export function sayScanProgress(progress: ScanProgress, elapsedMs: number): string {
  const { rows, bytes, totalBytes, files, totalFiles } = progress
  const done =
    `${formatShare(bytes, totalBytes)} of ${formatBytes(BigInt(totalBytes))}, ${formatNoun(rows, 'row')}, ` +
    `${files} of ${formatNoun(totalFiles, 'file')}`
  const rate = formatRate(rows, elapsedMs, 'rows')
  if (rate === '') return done
  const left = ((totalBytes - bytes) / bytes) * elapsedMs
  return `${done}, ${rate}${bytes === 0 ? '' : `, about ${formatDuration(left)} left`}`
}

export function sayListProgress(looked: number, of: number, elapsedMs: number): string {
  return `${formatShare(looked, of)} of ${formatNoun(of, 'object')} looked at, ${formatRate(looked, elapsedMs, 'objects')}`
}

export function sayLookProgress(looked: number): string {
  return `${formatNoun(looked, 'object')} checked for what the report does not show`
}

export function sayJobProgress(progress: JobProgress): string {
  const { tasksDone, tasksTotal, tasksFailed, tasksPerSecond, secondsLeft } = progress
  return (
    say`${progress.bucket} ${progress.storageClass}: ${progress.status}` +
    `, ${formatCount(tasksDone)} of ${formatNoun(tasksTotal, 'task')} (${formatShare(tasksDone, tasksTotal)})` +
    (tasksFailed === 0 ? '' : `, ${formatCount(tasksFailed)} failed`) +
    (tasksPerSecond === undefined ? '' : `, ${formatCount(Math.round(tasksPerSecond))}/s`) +
    (secondsLeft === undefined ? '' : `, about ${formatDuration(secondsLeft * 1000)} left`)
  )
}

/** While S3 lists objects for a job that will not run. */
export function sayListingProgress({ bucket, storageClass: encryption, status }: JobProgress): string {
  return say`${bucket}: S3 is listing the ${encryption} objects (${status})`
}

export function sayCopyProgress({ objectsDone, objectsTotal, bytesCopied }: DirectProgress): string {
  return `${formatCount(objectsDone)} of ${formatNoun(objectsTotal, 'object')} copied directly, ${formatBytes(bytesCopied)}`
}
