// The folder for lists of files and for results of queries.

import { DeleteObjectsCommand, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3'
import type { ListFolder } from '../engines/athena/query.ts'
import { ActionError } from '../words/errors.ts'
import { say } from '../words/outside-text.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { calling } from './faults.ts'

/** DeleteObjects takes as many at once. */
const MAX_KEYS = 1000

export function createQueryFolder(handle: BucketHandle): ListFolder {
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
      const keys: string[] = []
      await calling(needing('FindQueryResults', 's3:ListBucket', bucketArn(handle)), async () => {
        for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix, ExpectedBucketOwner })) {
          keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []))
        }
      })
      return keys
    },
    remove: async (keys) => {
      for (let at = 0; at < keys.length; at += MAX_KEYS) {
        const Objects = keys.slice(at, at + MAX_KEYS).map((Key) => ({ Key }))
        const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true }, ExpectedBucketOwner })
        const { Errors = [] } = await calling(removing, () => client.send(command))
        const [first] = Errors
        if (first !== undefined)
          throw new ActionError(
            'ACCESS_DENIED',
            say`s3://${Bucket}/${first.Key ?? ''} could not be removed: ${first.Code ?? ''}.`,
          )
      }
    },
  }
}
