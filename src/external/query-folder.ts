// The folder for lists of files, for results of queries, and for files that queries write.

import { DeleteObjectsCommand, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3'
import type { QueryFolder } from '../engines/athena/query.ts'
import type { StoredFile } from '../findings/row-part.ts'
import { ActionError } from '../words/errors.ts'
import { encodeText, say } from '../words/outside-text.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { calling } from './faults.ts'
import { type ReadTiming, readResuming } from './resuming-read.ts'

/** DeleteObjects takes as many at once. */
const MAX_KEYS = 1000

export function createQueryFolder(handle: BucketHandle, timing: ReadTiming): QueryFolder {
  const { client, bucket: Bucket, owner: ExpectedBucketOwner } = handle
  const writing = (key: string) => needing('WriteListsAndQueryResults', 's3:PutObject', `${bucketArn(handle)}/${key}`)
  const removing = needing('WriteListsAndQueryResults', 's3:DeleteObject', `${bucketArn(handle)}/*`)
  return {
    put: async (Key, Body) => {
      const input = { Bucket, Key, Body, ContentType: 'text/plain', ExpectedBucketOwner }
      const command = new PutObjectCommand({ ...input, ServerSideEncryption: 'AES256' })
      await calling(writing(Key), () => client.send(command))
    },
    list: async (Prefix) => {
      const files: StoredFile[] = []
      await calling(needing('FindQueryResults', 's3:ListBucket', bucketArn(handle)), async () => {
        for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix, ExpectedBucketOwner })) {
          for (const { Key: key = '', ETag: etag = '', Size: bytes = 0 } of page.Contents ?? []) {
            files.push({ bucket: Bucket, key, etag, bytes })
          }
        }
      })
      return files
    },
    read: (file, range) => readStored(handle, file, timing, range),
    remove: async (keys) => {
      for (let at = 0; at < keys.length; at += MAX_KEYS) {
        const Objects = keys.slice(at, at + MAX_KEYS).map((Key) => ({ Key }))
        const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true }, ExpectedBucketOwner })
        const { Errors = [] } = await calling(removing, () => client.send(command))
        const [first] = Errors
        if (first !== undefined)
          throw new ActionError(
            'ACCESS_DENIED',
            say`s3://${Bucket}/${first.Key ?? ''} could not be removed: ${first.Code ?? ''} (s3:DeleteObject).`,
          )
      }
    },
  }
}

/** Exactly the file that was listed: every request has its ETag, and the bytes are those of its size. */
async function* readStored(
  handle: BucketHandle,
  { key, etag, bytes }: StoredFile,
  timing: ReadTiming,
  { start, end } = { start: 0, end: bytes },
): AsyncGenerator<Uint8Array> {
  try {
    yield* readResuming(handle, key, { start, end, etag }, timing)
  } catch (error) {
    if (!(error instanceof ActionError) || error.code !== 'INCOMPLETE_DELIVERY') throw error
    throw new ActionError(
      'REMEDIATION_FAILED',
      `The rows of a job manifest are not as Athena wrote them: s3://${handle.bucket}/${encodeText(key)} was changed or removed.`,
      {
        hint: 'Nothing was started from them. Give each run its own time (concurrency), and athena-output a place that only this action writes to; then run again.',
        cause: error,
      },
    )
  }
}
