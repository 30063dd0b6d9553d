// Sets the tags of objects back to what they were before `operation: tag`, from the records that it wrote to the work location.
// Node.js 22 or later, and the SDK: npm install @aws-sdk/client-s3
//
//   node undo-tags.mjs s3://WORK-BUCKET/PREFIX/tag-records/SOURCE-BUCKET/            shows what it would do
//   node undo-tags.mjs s3://WORK-BUCKET/PREFIX/tag-records/SOURCE-BUCKET/ --apply    does it
//
// The location is that of all records of a bucket, of one job, or of one record. Records are undone newest first. An object is set
// back only if it has exactly the tags that the operation gave it: what somebody else has set since then is left alone.

import {
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutObjectTaggingCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3'

const FORM = 1
const AT_ONCE = 8
const USAGE = 'usage: node undo-tags.mjs s3://WORK-BUCKET/PREFIX/tag-records/SOURCE-BUCKET/ [--apply]'

// Work location and objects are in one Region, which need not be that of the environment.
const s3 = new S3Client({ followRegionRedirects: true })

const say = (line) => process.stdout.write(`${line}\n`)
const complain = (line) => process.stderr.write(`${line}\n`)

const [location = '', ...flags] = process.argv.slice(2)
const [, bucket, prefix] = /^s3:\/\/([^/]+)\/((?:.*\/)?tag-records\/[^/]+\/(?:.*\/|.*\.ndjson)?)$/.exec(location) ?? []
if (bucket === undefined || flags.some((flag) => flag !== '--apply')) {
  complain(USAGE)
  process.exit(3)
}
const applies = flags.includes('--apply')
const counts = new Map()
let isFirst = true
for (const key of await listRecords()) await undo(key)
if (isFirst) fail(`There is no record under ${location}.`)
for (const [what, objects] of counts) say(`${what}: ${objects}`)
if (!applies && counts.has('would be set back')) say('Nothing was changed. Add --apply to set the tags back.')
const isLeft = ['left, its tags were changed since', 'failed'].some((what) => counts.has(what))
process.exitCode = isLeft ? 1 : 0

/** Keys of the records, newest first: what was tagged last is undone first. */
async function listRecords() {
  const found = []
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix }))
    found.push(...Contents.filter(({ Key = '' }) => Key.endsWith('.ndjson')))
  return found.sort((a, b) => b.LastModified - a.LastModified).map(({ Key }) => Key)
}

/** A record is written before anything is tagged: what it names may never have been tagged. */
async function undo(key) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
  const [header, ...rows] = (await Body.transformToString())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  if (header?.form !== FORM) fail(`s3://${bucket}/${key} is no record that this script understands.`)
  isFirst = false
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await Promise.all(rows.slice(at, at + AT_ONCE).map((row) => undoSafely(row, header)))
}

async function undoSafely(row, header) {
  let what
  try {
    what = await undoOne(row, header)
  } catch (error) {
    what = error.name === 'NoSuchKey' || error.name === 'NoSuchVersion' ? 'gone' : 'failed'
    if (what === 'failed') complain(`${row.key}: ${error.name}: ${error.message}`)
  }
  if (what.startsWith('left')) complain(`${row.key}: ${what}`)
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

/** S3 has no condition for tags: exactly the version that was read is written. */
async function undoOne({ key, versionId, tags }, header) {
  // There was no such object.
  if (tags === null) return 'nothing to set back'
  const object = { Bucket: header.bucket, Key: decodeURIComponent(key), ...(versionId && { VersionId: versionId }) }
  const { TagSet, VersionId } = await s3.send(new GetObjectTaggingCommand(object))
  const current = sort(TagSet.map(({ Key, Value }) => [Key, Value]))
  const before = sort(Object.entries(tags))
  const given = sort(Object.entries(header.existing === 'merge' ? { ...tags, ...header.asked } : header.asked))
  if (current === before) return 'nothing to set back'
  if (current !== given) return 'left, its tags were changed since'
  if (!applies) return 'would be set back'
  const version = VersionId ? { ...object, VersionId } : object
  const Tagging = { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }
  await s3.send(
    Tagging.TagSet.length === 0
      ? new DeleteObjectTaggingCommand(version)
      : new PutObjectTaggingCommand({ ...version, Tagging }),
  )
  return 'set back'
}

/** As text that is equal where the tags are. */
function sort(pairs) {
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function fail(message) {
  complain(message)
  process.exit(2)
}
