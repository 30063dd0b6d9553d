// The journal of unfinished multipart copies: one small object per upload in the work location, and one for each
// annotation text that must still be written. An empty record is settled, so that nothing ever has to be deleted and a
// listing is sufficient to find the open ones.

import { createHash } from 'node:crypto'
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3'
import type { DirectDeps, KeptAnnotation, OwedAnnotations, RecordedUpload } from '../direct/direct-deps.ts'
import { ActionError } from '../words/errors.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { calling } from './faults.ts'
import type { ActionOf } from './permissions.ts'
import { type ReadTiming, readRestAsBytes } from './resuming-read.ts'

type Journal = Pick<
  DirectDeps,
  'listRecordedUploads' | 'recordUpload' | 'settleUpload' | 'keepAnnotation' | 'readKeptAnnotation'
>

/** Recognized in a listing by its size alone. */
const SETTLED = '{}'
const KEY_FORM = /^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})+$/

/** The journal of one source bucket. `prefix` is that of the work location, empty or ending in "/". */
export function createUploadJournal(
  work: BucketHandle,
  prefix: string,
  sourceBucket: string,
  timing: ReadTiming,
): Journal {
  const folder = `${prefix}direct-copies/${sourceBucket}/`
  const bucket = { Bucket: work.bucket, ExpectedBucketOwner: work.owner }
  const about = (permission: ActionOf<'RecordUnfinishedUploads'>, name: string) =>
    needing('RecordUnfinishedUploads', permission, `${bucketArn(work)}/${name}`)
  const send = async (name: string, Body: string | Uint8Array, ContentType: string) => {
    const command = new PutObjectCommand({ ...bucket, Key: name, Body, ContentType })
    await calling(about('s3:PutObject', name), () => work.client.send(command))
  }
  const put = async ({ key }: RecordedUpload, text: string) =>
    await send(`${folder}${sha256Of(key)}.json`, text, 'application/json')
  const readBytes = async (name: string): Promise<Buffer> =>
    await calling(about('s3:GetObject', name), async () => {
      const answer = await work.client.send(new GetObjectCommand({ ...bucket, Key: name }))
      return await readRestAsBytes(work, name, answer, timing)
    })
  const annotationName = (key: string, sha256: string) =>
    `${prefix}annotations/${sourceBucket}/${sha256Of(key)}/${sha256}`
  const read = async (name: string): Promise<RecordedUpload[]> => {
    const text = (await readBytes(name)).toString('utf8')
    // Settled since the listing.
    return text === SETTLED ? [] : [parseRecord(text, `s3://${work.bucket}/${name}`)]
  }
  return {
    recordUpload: async (upload) => await put(upload, JSON.stringify(upload)),
    settleUpload: async (upload) => await put(upload, SETTLED),
    keepAnnotation: async (key, sha256, payload) => {
      const name = annotationName(key, sha256)
      await send(name, payload, 'text/plain')
      // Read before the object is replaced: if it could be written but not read (such as under a key of the bucket's
      // default), it would be lost.
      const kept = await readBytes(name)
      if (!kept.equals(payload)) {
        throw new ActionError('REMEDIATION_FAILED', `s3://${work.bucket}/${name} is not what was just written there.`)
      }
    },
    readKeptAnnotation: async (key, sha256) => await readBytes(annotationName(key, sha256)),
    listRecordedUploads: async () => {
      const open: string[] = []
      await calling(needing('FindUnfinishedUploads', 's3:ListBucket', bucketArn(work)), async () => {
        for await (const page of paginateListObjectsV2({ client: work.client }, { ...bucket, Prefix: folder })) {
          for (const { Key: name, Size: size } of page.Contents ?? []) {
            if (name !== undefined && size !== SETTLED.length) open.push(name)
          }
        }
      })
      const records: RecordedUpload[] = []
      for (const name of open) records.push(...(await read(name)))
      return records
    },
  }
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')

/** Parses a record. The upload it names is aborted, so anything unexpected is an error; nothing is guessed. */
export function parseRecord(text: string, where: string): RecordedUpload {
  const fail = () =>
    new ActionError('REMEDIATION_FAILED', `${where} is not a record of a multipart copy.`, {
      hint: 'Only the action should write there. Check the object, then remove it.',
    })
  let record: Partial<Record<keyof RecordedUpload, unknown>> | null
  try {
    record = JSON.parse(text)
  } catch {
    throw fail()
  }
  const { key, uploadId, fingerprint, startedAt, owed } = record ?? {}
  const isRecord =
    typeof key === 'string' &&
    KEY_FORM.test(key) &&
    typeof uploadId === 'string' &&
    uploadId !== '' &&
    typeof fingerprint === 'string' &&
    typeof startedAt === 'number' &&
    (owed === undefined || isOwed(owed))
  if (!isRecord) throw fail()
  return {
    key: key as RecordedUpload['key'],
    uploadId,
    fingerprint,
    startedAt,
    ...(owed === undefined ? {} : { owed: owed as OwedAnnotations }),
  }
}

/** Its content is written to objects, so every member is validated. */
function isOwed(value: unknown): boolean {
  const { annotations, source, copyEtag, parts } = (value ?? {}) as Record<keyof OwedAnnotations, unknown>
  const { etag, lastModified, encryption, size } = (source ?? {}) as Record<string, unknown>
  return (
    typeof copyEtag === 'string' &&
    typeof parts === 'number' &&
    typeof etag === 'string' &&
    typeof encryption === 'string' &&
    typeof lastModified === 'number' &&
    typeof size === 'number' &&
    Array.isArray(annotations) &&
    annotations.every(isKept)
  )
}

function isKept(value: unknown): boolean {
  const { name, sha256, checksum } = (value ?? {}) as Record<keyof KeptAnnotation, unknown>
  const { algorithm, value: sum } = (checksum ?? { algorithm: '', value: '' }) as Record<string, unknown>
  return (
    typeof name === 'string' &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    typeof algorithm === 'string' &&
    typeof sum === 'string'
  )
}
