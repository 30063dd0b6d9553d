// PutJobTagging (S3 API Reference, "PutJobTagging").

import type { EmulatorResponse } from '../../http.ts'
import { parseXml } from '../../xml.ts'
import { authorizeJob } from '../access.ts'
import { answerXml, type ControlCall } from '../call.ts'
import { listItems, parseTagList } from '../fields.ts'
import { findJob } from '../jobs.ts'

const TAGS_MAX = 50

/** Replaces the whole set of tags. */
export function putJobTagging({ world, principal, account, jobId, request }: ControlCall): EmulatorResponse {
  const tags = parseTagList(listItems(parseXml(request.body), 'Tags', 'S3Tag') ?? [], TAGS_MAX)
  const asked = Object.fromEntries([...tags].map(([key, value]) => [`aws:requesttag/${key.toLowerCase()}`, value]))
  authorizeJob(world, principal, account, 'PutJobTagging', jobId, { ...asked, 'aws:tagkeys': [...tags.keys()] })
  findJob(world, account, jobId).tags = tags
  return answerXml('PutJobTaggingResult', [])
}
