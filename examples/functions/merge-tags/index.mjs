// AWS Lambda function for S3 Batch Operations: adds tags to each object, and keeps those that it has. A tag with the same key
// gets the new value. Node.js 22 or later; the SDK is the one that the runtime includes.
//
// The tags are the user arguments of the job (payload version 2.0), or the environment variable TAGS: team=archive&cost=4.

import { GetObjectTaggingCommand, PutObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3'

/** S3 User Guide, "Categorizing your objects using tags". */
const MAX_TAGS = 10

/** How long a result string may be is not documented; ten long tags are longer than this. */
const MAX_RESULT = 1000
const CUT = ' ... (cut)'

const s3 = new S3Client({})

/** S3 sends one task, or more; each gets a result. */
export async function handler(event) {
  const wanted = readTags(event)
  const results = []
  for (const task of event.tasks) results.push({ taskId: task.taskId, ...(await run(task, wanted)) })
  const { invocationId, invocationSchemaVersion } = event
  return { invocationId, invocationSchemaVersion, treatMissingKeysAs: 'PermanentFailure', results }
}

function readTags({ job }) {
  const given = Object.entries(job.userArguments ?? {})
  const tags = new Map(given.length > 0 ? given : new URLSearchParams(process.env.TAGS ?? ''))
  if (tags.size === 0) throw new Error('No tags: set user arguments, or the environment variable TAGS')
  return tags
}

async function run(task, wanted) {
  try {
    return await mergeTags(readObject(task), wanted)
  } catch (error) {
    return describe(error)
  }
}

/** Keys are URL-encoded, a space as %20 or +. Payload version 1.0 has the ARN of the bucket, 2.0 its name. */
function readObject({ s3Bucket, s3BucketArn, s3Key, s3VersionId }) {
  const Bucket = s3Bucket ?? s3BucketArn.split(':').at(-1)
  const Key = decodeURIComponent(s3Key.replaceAll('+', ' '))
  return { Bucket, Key, ...(s3VersionId ? { VersionId: s3VersionId } : {}) }
}

/** Reads, writes and checks the tags of exactly one version. S3 has no condition for tags. */
async function mergeTags(object, wanted) {
  const { tags, version } = await readObjectTags(object)
  const changed = [...wanted].filter(([key, value]) => tags.get(key) !== value)
  if (changed.length === 0) return succeeded('has these tags already')
  const merged = new Map([...tags, ...wanted])
  if (merged.size > MAX_TAGS) return failed(`would have ${merged.size} tags, S3 allows ${MAX_TAGS}`)
  const TagSet = [...merged].map(([Key, Value]) => ({ Key, Value }))
  await s3.send(new PutObjectTaggingCommand({ ...object, ...version, Tagging: { TagSet } }))
  const { tags: after } = await readObjectTags({ ...object, ...version })
  if ([...wanted].some(([key, value]) => after.get(key) !== value)) return failed('another client changed its tags')
  return succeeded(tellChanges(changed, tags))
}

/**
 * The completion report is the record of what was there before: `tagged, was owner=blue, added team`. The values that were
 * replaced come first, because nothing else has them; of a tag that is new, the job has the value.
 */
function tellChanges(changed, tags) {
  const [replaced, added] = [true, false].map((had) => changed.filter(([key]) => tags.has(key) === had))
  const was = new URLSearchParams(replaced.map(([key]) => [key, tags.get(key)]))
  const names = added.map(([key]) => encodeURIComponent(key)).join('&')
  return ['tagged', was.size > 0 && `was ${was}`, names && `added ${names}`].filter(Boolean).join(', ')
}

async function readObjectTags(object) {
  const { TagSet = [], VersionId } = await s3.send(new GetObjectTaggingCommand(object))
  return { tags: new Map(TagSet.map(({ Key, Value }) => [Key, Value])), version: VersionId ? { VersionId } : {} }
}

const succeeded = (text) => ({ resultCode: 'Succeeded', resultString: oneLine(text) })
const failed = (text) => ({ resultCode: 'PermanentFailure', resultString: oneLine(text) })

/** A result string has one line. What is cut, says so: a record that is not whole must not look as if it were. */
function oneLine(text) {
  const line = text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
  return line.length <= MAX_RESULT ? line : `${line.slice(0, MAX_RESULT - CUT.length).toWellFormed()}${CUT}`
}

/** S3 runs a task again after a temporary failure: for throttled requests, S3's own errors, and those of the network. */
function describe(error) {
  const status = error.$metadata?.httpStatusCode
  if (status === 404) return succeeded('no such object: nothing to tag')
  const text = oneLine(`${error.name}: ${error.message}`)
  const isPassing = status === undefined ? error.$metadata !== undefined || error.code !== undefined : isRetried(status)
  return { resultCode: isPassing ? 'TemporaryFailure' : 'PermanentFailure', resultString: text }
}

const isRetried = (status) => status >= 500 || status === 429 || status === 409
