// Knows where unfinished multipart copies are written down: one small object per upload in the work location. One that
// holds nothing is settled, so that nothing ever has to be deleted and a listing alone tells which are open.

import { createHash } from 'node:crypto'
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3'
import type { DirectDeps, RecordedUpload } from '../direct/deps.ts'
import { ActionError } from '../errors.ts'
import { DIRECT_POLICY } from './direct-edge.ts'
import { calling } from './direct-faults.ts'
import { type ReadTiming, readRestAsText } from './resuming-read.ts'
import { type BucketHandle, bucketArn } from './s3.ts'

type Journal = Pick<DirectDeps, 'listRecordedUploads' | 'recordUpload' | 'settleUpload'>

/** By its size alone no open record. */
const SETTLED = '{}'
const KEY_FORM = /^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})+$/

/** The journal of one source bucket. `prefix` is the work location's, ending in "/" or empty. */
export function createUploadJournal(
  work: BucketHandle,
  prefix: string,
  sourceBucket: string,
  timing: ReadTiming,
): Journal {
  const folder = `${prefix}direct-copies/${sourceBucket}/`
  const bucket = { Bucket: work.bucket, ExpectedBucketOwner: work.owner }
  const about = (permission: string, resource: string) => ({ permission, resource, policy: DIRECT_POLICY })
  const put = async ({ key }: RecordedUpload, Body: string) => {
    const name = `${folder}${createHash('sha256').update(key).digest('hex')}.json`
    const command = new PutObjectCommand({ ...bucket, Key: name, Body, ContentType: 'application/json' })
    await calling(about('s3:PutObject', `${bucketArn(work)}/${name}`), () => work.client.send(command))
  }
  const read = async (name: string): Promise<RecordedUpload[]> => {
    const text = await calling(about('s3:GetObject', `${bucketArn(work)}/${name}`), async () => {
      const answer = await work.client.send(new GetObjectCommand({ ...bucket, Key: name }))
      return await readRestAsText(work, name, answer, timing)
    })
    // Settled since the listing.
    return text === SETTLED ? [] : [parseRecord(text, `s3://${work.bucket}/${name}`)]
  }
  return {
    recordUpload: async (upload) => await put(upload, JSON.stringify(upload)),
    settleUpload: async (upload) => await put(upload, SETTLED),
    listRecordedUploads: async () => {
      const open: string[] = []
      await calling(about('s3:ListBucket', bucketArn(work)), async () => {
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

/** A record as it was written. What it names is aborted, so anything odd is an error and never a guess. */
export function parseRecord(text: string, where: string): RecordedUpload {
  const fail = () =>
    new ActionError('REMEDIATION_FAILED', `${where} is not a record of a multipart copy.`, {
      hint: 'Nobody but the action writes there. Look what it is, then remove it.',
    })
  let record: Partial<Record<keyof RecordedUpload, unknown>> | null
  try {
    record = JSON.parse(text)
  } catch {
    throw fail()
  }
  const { key, uploadId, fingerprint, startedAt } = record ?? {}
  const isRecord =
    typeof key === 'string' &&
    KEY_FORM.test(key) &&
    typeof uploadId === 'string' &&
    uploadId !== '' &&
    typeof fingerprint === 'string' &&
    typeof startedAt === 'number'
  if (!isRecord) throw fail()
  return { key: key as RecordedUpload['key'], uploadId, fingerprint, startedAt }
}
