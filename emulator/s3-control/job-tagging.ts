// Knows GetJobTagging, PutJobTagging and DeleteJobTagging (S3 API Reference, the pages of those names).

import type { EmulatorResponse } from '../http.ts'
import { element, parseXml } from '../xml.ts'
import { answerXml, type ControlCall } from './call.ts'
import { listItems, parseTagList } from './fields.ts'
import { authorizeJob, findJob } from './jobs.ts'

const TAGS_MAX = 50

/** Tells the tags of a job. */
export function getJobTagging({ world, principal, account, jobId }: ControlCall): EmulatorResponse {
  authorizeJob(world, principal, account, 'GetJobTagging', jobId)
  const tags = [...findJob(world, account, jobId).tags]
  const members = tags.map(([key, value]) => element('member', [element('Key', key), element('Value', value)]))
  return answerXml('GetJobTaggingResult', [element('Tags', members)])
}

/** Replaces the whole set of tags. */
export function putJobTagging({ world, principal, account, jobId, request }: ControlCall): EmulatorResponse {
  const tags = parseTagList(listItems(parseXml(request.body), 'Tags', 'S3Tag') ?? [], TAGS_MAX)
  const asked = Object.fromEntries([...tags].map(([key, value]) => [`aws:requesttag/${key.toLowerCase()}`, value]))
  authorizeJob(world, principal, account, 'PutJobTagging', jobId, { ...asked, 'aws:tagkeys': [...tags.keys()] })
  findJob(world, account, jobId).tags = tags
  return answerXml('PutJobTaggingResult', [])
}

/** Removes all tags. */
export function deleteJobTagging({ world, principal, account, jobId }: ControlCall): EmulatorResponse {
  authorizeJob(world, principal, account, 'DeleteJobTagging', jobId)
  findJob(world, account, jobId).tags = new Map()
  return answerXml('DeleteJobTaggingResult', [])
}
