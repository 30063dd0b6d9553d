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
  const left = bytes === 0 ? 0 : ((totalBytes - bytes) / bytes) * elapsedMs
  return `${done}, ${rate}${sayLeft(left)}`
}

/** Nothing once all is done. */
const sayLeft = (ms: number): string => (ms === 0 ? '' : `, about ${formatDuration(ms)} left`)

export function sayListProgress(looked: number, of: number, elapsedMs: number): string {
  const rate = formatRate(looked, elapsedMs, 'objects')
  return `${formatShare(looked, of)} of ${formatNoun(of, 'object')} looked at${rate === '' ? '' : `, ${rate}`}`
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
    sayLeft((secondsLeft ?? 0) * 1000)
  )
}

/** While S3 lists objects for a job that will not run. */
export function sayListingProgress({ bucket, storageClass: encryption, status }: JobProgress): string {
  return say`${bucket}: S3 is listing the ${encryption} objects (${status})`
}

export function sayCopyProgress({ objectsDone, objectsTotal, bytesCopied }: DirectProgress): string {
  return `${formatCount(objectsDone)} of ${formatNoun(objectsTotal, 'object')} copied directly, ${formatBytes(bytesCopied)}`
}
