// Tags of single versions in AWS: implements the functions that src/direct/tag-each.ts needs with the SDK.

import { GetObjectTaggingCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3'
import type { TagDeps } from '../direct/tag-each.ts'
import { decodeKey, type EncodedKey } from '../words/object-key.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { absentAs404, calling } from './faults.ts'
import { toVersionId } from './look-edge.ts'

/** For one source bucket. Errors carry the fault. */
export function createTagCalls(source: BucketHandle): Pick<TagDeps, 'readTagged' | 'writeTags'> {
  const { client, owner } = source
  const named = (key: EncodedKey, versionId: string | undefined) => ({
    Bucket: source.bucket,
    Key: decodeKey(key),
    ExpectedBucketOwner: owner,
    ...(versionId === undefined ? {} : { VersionId: versionId }),
  })
  const about = (key: EncodedKey) => `${bucketArn(source)}/${key}`
  const toRead = (key: EncodedKey, versionId: string | undefined) =>
    versionId === undefined
      ? needing('CompareTagsAndAnnotationsOfCanaries', 's3:GetObjectTagging', about(key))
      : needing('TagObjects', 's3:GetObjectVersionTagging', about(key))
  const toWrite = (key: EncodedKey, versionId: string | undefined) =>
    needing('TagObjects', versionId === undefined ? 's3:PutObjectTagging' : 's3:PutObjectVersionTagging', about(key))
  return {
    readTagged: async (key, versionId, signal) =>
      await absentAs404(async () => {
        const command = new GetObjectTaggingCommand(named(key, versionId))
        const send = () => client.send(command, { abortSignal: signal })
        const answer = await calling(toRead(key, versionId), send)
        const tags = new Map((answer.TagSet ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']))
        return { versionId: toVersionId(answer.VersionId), tags }
      }),
    // Not interrupted: whether the object is tagged must be known.
    writeTags: async (key, { versionId, tags }) => {
      const TagSet = [...tags].map(([Key, Value]) => ({ Key, Value }))
      const command = new PutObjectTaggingCommand({ ...named(key, versionId), Tagging: { TagSet } })
      await calling(toWrite(key, versionId), () => client.send(command))
    },
  }
}
