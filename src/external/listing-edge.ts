// Lists the keys of a bucket, and looks at objects so that those under a customer's key are told from what went wrong.

import type { Readable } from 'node:stream'
import { arrayBuffer } from 'node:stream/consumers'
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { ListingLook } from '../engines/listing/listing.ts'
import type { OpenPages, PageRequest } from '../engines/listing/page.ts'
import { ActionError } from '../words/errors.ts'
import { decodeKey, type EncodedKey } from '../words/object-key.ts'
import { say } from '../words/outside-text.ts'
import { needing } from './attempt.ts'
import { errorNameOf, httpStatusOf } from './aws-errors.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { calling } from './faults.ts'
import { headObject } from './head-object.ts'
import { startPageThread } from './page-thread.ts'
import { discard } from './resuming-read.ts'
import { serverDateOf } from './watch-calls.ts'

const toList = (source: BucketHandle) => needing('ListObjects', 's3:ListBucket', bucketArn(source))
const toLook = (source: BucketHandle, key: EncodedKey) =>
  needing('LookAtListedObjects', 's3:GetObject', `${bucketArn(source)}/${key}`)

/** The time by S3's clock, before a listing begins. The runner's, if S3 does not say. */
export async function readClock(source: BucketHandle, now: () => number): Promise<Date> {
  const input = { Bucket: source.bucket, MaxKeys: 1, ExpectedBucketOwner: source.owner }
  const answer = await calling(toList(source), () => source.client.send(new ListObjectsV2Command(input)))
  return new Date(serverDateOf(answer) ?? now())
}

/** ListObjectsV2. Keys are requested URL-encoded, because XML cannot hold every character that a key can have. */
export const createOpenPages =
  (source: BucketHandle): OpenPages =>
  (selection) => {
    const thread = startPageThread(selection)
    return {
      take: async (request, part, signal) => await thread.take(await requestPage(source, request, signal), part),
      countLeftOut: thread.countLeftOut,
      close: thread.stop,
    }
  }

/** The body of the response. */
async function requestPage(
  source: BucketHandle,
  { prefix, after, next, maxKeys = 1000 }: PageRequest,
  abortSignal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const command = new ListObjectsV2Command({
    Bucket: source.bucket,
    ExpectedBucketOwner: source.owner,
    EncodingType: 'url',
    MaxKeys: maxKeys,
    ...(prefix !== '' && { Prefix: prefix }),
    ...(next === undefined ? { StartAfter: after } : { ContinuationToken: next }),
  })
  const body = takeBody(command)
  await calling(toList(source), () => source.client.send(command, { abortSignal }))
  return body()
}

const NOTHING_LISTED = Buffer.from('<ListBucketResult/>')

/** Keeps the body of a response with HTTP 200 from the SDK, which would read it in this thread. */
function takeBody(command: ListObjectsV2Command): () => Uint8Array<ArrayBuffer> {
  let body = new Uint8Array()
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const response = result.response as { readonly statusCode: number; body: unknown }
      if (response.statusCode !== 200) return result
      body = new Uint8Array(await arrayBuffer(response.body as Readable))
      response.body = NOTHING_LISTED
      return result
    },
    // Inside the SDK's own reading and its retries, and around the watch over the body (watch-calls.ts).
    { step: 'deserialize', name: 'takeBody', priority: 'normal' },
  )
  return () => body
}

/**
 * HeadObject of the current version. Without its key, an object under SSE-C answers with a 400 without a body, as an
 * expired session does: what stays after the session was renewed is settled by the error code of a GetObject request.
 * @throws ActionError, with its fault, for requests that fail
 */
export function createListingLook(source: BucketHandle) {
  return async (key: EncodedKey, signal: AbortSignal): Promise<ListingLook> => {
    const first = await look(source, key, signal)
    if (first !== 'bad-request') return first
    const settled = await settle(source, key, signal)
    if (settled !== 'readable') return settled
    // The session may have been renewed for GetObject, whose error has a code.
    const second = await look(source, key, signal)
    if (second !== 'bad-request') return second
    return { notUnderstood: `HeadObject of ${key} answered with HTTP 400, although GetObject did not.` }
  }
}

async function look(source: BucketHandle, key: EncodedKey, signal: AbortSignal): Promise<ListingLook | 'bad-request'> {
  try {
    return await headObject(source, decodeKey(key), { attempt: toLook(source, key), signal })
  } catch (error) {
    if (error instanceof ActionError && error.code === 'EVIDENCE_MISSING') return { notUnderstood: error.message }
    if (httpStatusOf((error as Error).cause) === 400) return 'bad-request'
    throw error
  }
}

/** S3 User Guide, "Using server-side encryption with customer-provided keys". */
const NEEDS_KEY = /stored using a form of Server Side Encryption/

/** What GetObject of one byte says about an object that HeadObject says nothing about. */
async function settle(
  source: BucketHandle,
  key: EncodedKey,
  abortSignal: AbortSignal,
): Promise<ListingLook | 'readable'> {
  const { bucket, owner, client } = source
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: decodeKey(key),
    Range: 'bytes=0-0',
    ExpectedBucketOwner: owner,
  })
  try {
    const answer = await calling(toLook(source, key), () => client.send(command, { abortSignal }))
    discard(answer)
    return 'readable'
  } catch (error) {
    const { cause } = error as Error
    if (httpStatusOf(cause) === 404) return undefined
    if (httpStatusOf(cause) !== 400) throw error
    const needsKey = errorNameOf(cause) === 'InvalidRequest' && NEEDS_KEY.test((cause as Error).message)
    return needsKey
      ? 'sse-c'
      : {
          notUnderstood: `HeadObject of ${key} answered with HTTP 400, and GetObject with ${say`${errorNameOf(cause)}`}.`,
        }
  }
}
