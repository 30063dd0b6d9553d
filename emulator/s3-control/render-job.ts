// Renders a job: in full for DescribeJob, and in one line for ListJobs (S3 API Reference, "JobDescriptor",
// "JobListDescriptor").

import { answerTo } from '../unsettled.ts'
import type { World } from '../world.ts'
import { element, type XmlElement } from '../xml.ts'
import { SUSPENDED_CAUSE } from './access.ts'
import type { Job } from './job.ts'
import { activeSeconds, shownStatus } from './jobs.ts'
import { spellOutOperation, spellOutReport } from './spelled-out.ts'
import { batchState } from './state.ts'

/** `<Job>`. FailureReasons is present, but empty, if there are none; only GetJobTagging returns tags. */
export function renderJob(world: World, job: Job): XmlElement {
  const { request } = job
  const isSuspended = job.status === 'Suspended'
  const isSpelledOut = answerTo(world, 'job-defaults') === 'spelled-out'
  return element('Job', [
    element('JobId', job.id),
    element('ConfirmationRequired', request.confirmationRequired ?? true),
    element('Description', request.description),
    element('JobArn', job.arn),
    element('Status', shownStatus(job)),
    request.echo.manifest === undefined ? undefined : withoutEtagQuotes(request.echo.manifest),
    isSpelledOut ? spellOutOperation(request.echo.operation) : request.echo.operation,
    element('Priority', job.priority),
    renderProgress(world, job),
    element('StatusUpdateReason', job.statusUpdateReason),
    element('FailureReasons', job.failureReasons.map(renderFailure)),
    isSpelledOut ? spellOutReport(request.echo.report) : request.echo.report,
    element('CreationTime', renderTime(job.createdAt)),
    element('TerminationDate', job.terminatedAt === undefined ? undefined : renderTime(job.terminatedAt)),
    element('RoleArn', request.roleArn),
    element('SuspendedDate', job.suspendedAt === undefined ? undefined : renderTime(job.suspendedAt)),
    element('SuspendedCause', isSuspended ? SUSPENDED_CAUSE : undefined),
    request.echo.generator,
    renderGeneratedManifest(job),
  ])
}

/** `<member>` of ListJobs. Real lists omit TerminationDate, even for finished jobs. */
export function renderJobLine(world: World, job: Job): XmlElement {
  return element('member', [
    element('JobId', job.id),
    element('Description', job.request.description),
    element('Operation', job.request.operation.name),
    element('Priority', job.priority),
    element('Status', shownStatus(job)),
    element('CreationTime', renderTime(job.createdAt)),
    renderProgress(world, job),
  ])
}

function renderProgress(world: World, job: Job): XmlElement {
  const { progressError } = batchState(world).settings
  const run = job.results.length
  const isWrong = run > 0 ? 1 : 0
  return element('ProgressSummary', [
    element('TotalNumberOfTasks', job.tasks?.length ?? 0),
    element('NumberOfTasksSucceeded', run - job.tasksFailed + isWrong * progressError.succeeded),
    element('NumberOfTasksFailed', job.tasksFailed + isWrong * progressError.failed),
    element('Timers', [element('ElapsedTimeInActiveSeconds', activeSeconds(world, job))]),
  ])
}

function renderFailure(failure: Job['failureReasons'][number]): XmlElement {
  return element('member', [element('FailureCode', failure.code), element('FailureReason', failure.reason)])
}

function renderGeneratedManifest(job: Job): XmlElement | undefined {
  if (job.generatedManifest === undefined) return undefined
  const { objectArn, etag } = job.generatedManifest
  return element('GeneratedManifestDescriptor', [
    element('Format', 'S3InventoryReport_CSV_20211130'),
    element('Location', [element('ObjectArn', objectArn), element('ETag', etag)]),
  ])
}

/** Real responses have the ETag of the job manifest without quotes. */
function withoutEtagQuotes(node: XmlElement): XmlElement {
  const text = node.name === 'ETag' ? node.text.replaceAll('"', '') : node.text
  return { ...node, text, children: node.children.map(withoutEtagQuotes) }
}

function renderTime(time: number): string {
  return new Date(time).toISOString()
}
