// ListJobs (S3 API Reference, "ListJobs"): newest first, filtered by status, paginated. Each call is a poll.

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { authorize } from '../../iam/evaluate.ts'
import { element } from '../../xml.ts'
import { answerXml, type ControlCall } from '../call.ts'
import { JOB_STATUSES } from '../job.ts'
import { shownStatus } from '../jobs.ts'
import { advanceJobs } from '../lifecycle.ts'
import { renderJobLine } from '../render-job.ts'
import { batchState } from '../state.ts'

const MAX_RESULTS = 1000

/**
 * Lists the account's jobs. A page ends at a job's number, so that jobs created in the meantime do not shift the pages.
 */
export async function listJobs({ world, principal, account, request }: ControlCall): Promise<EmulatorResponse> {
  authorize(world, principal, { action: 's3:ListJobs', resource: '*', context: {} })
  const statuses = request.query.getAll('jobStatuses')
  const unknown = statuses.find((status) => !JOB_STATUSES.some((one) => one === status))
  if (unknown !== undefined) throw invalidRequest(`jobStatuses holds no status of a job: ${unknown}`)
  const maxResults = parseMaxResults(request.query.get('maxResults'))
  const before = parseNextToken(request.query.get('nextToken'))
  await advanceJobs(world)
  const jobs = [...batchState(world).jobs.values()]
    .filter((job) => job.account === account && job.number < before)
    .filter((job) => statuses.length === 0 || statuses.includes(shownStatus(job)))
    .sort((a, b) => b.number - a.number)
  const page = jobs.slice(0, maxResults)
  const last = jobs.length > page.length ? page.at(-1) : undefined
  return answerXml('ListJobsResult', [
    element('NextToken', last === undefined ? undefined : renderNextToken(last.number)),
    element(
      'Jobs',
      page.map((job) => renderJobLine(world, job)),
    ),
  ])
}

/** 0 to 1000; 0 is treated as no limit. */
function parseMaxResults(text: string | null): number {
  const value = text === null ? MAX_RESULTS : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= MAX_RESULTS)) throw invalidRequest(`maxResults must be a whole number from 0 to 1000: ${text}`)
  return value === 0 ? MAX_RESULTS : value
}

function renderNextToken(number: number): string {
  return Buffer.from(`before ${number}`).toString('base64')
}

function parseNextToken(text: string | null): number {
  if (text === null) return Number.POSITIVE_INFINITY
  const [, number] = /^before (\d+)$/.exec(Buffer.from(text, 'base64').toString()) ?? []
  if (number !== undefined) return Number(number)
  throw new ServiceError(400, 'InvalidNextTokenException', 'The next token is not valid')
}

function invalidRequest(message: string): ServiceError {
  return new ServiceError(400, 'InvalidRequestException', message)
}
