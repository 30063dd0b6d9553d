// Annotations in AWS: implements the functions that src/direct/ and src/batch/ need with the SDK, for one source
// bucket.

import type { Readable } from 'node:stream'
import {
  GetObjectAnnotationCommand,
  ListObjectAnnotationsCommand,
  type ListObjectAnnotationsCommandOutput,
  PutObjectAnnotationCommand,
} from '@aws-sdk/client-s3'
import type { DirectDeps, KeptAnnotation } from '../direct/direct-deps.ts'
import type { AnnotationEntry } from '../objects/object-look.ts'
import { decodeKey, type EncodedKey } from '../words/object-key.ts'
import { needing } from './attempt.ts'
import { errorNameOf, httpStatusOf } from './aws-errors.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { calling } from './faults.ts'
import { CHECKSUM_FIELDS, quoteEtag } from './look-edge.ts'
import type { ActionOf, Sid } from './permissions.ts'
import { type ReadTiming, withIdleTimeout } from './resuming-read.ts'

type AnnotationCalls = Pick<DirectDeps, 'listAnnotations' | 'readAnnotation' | 'writeAnnotation'>

/** `listing`: the statement that allows listing annotations. */
export function createAnnotationCalls(
  source: BucketHandle,
  listing: 'LookAtObjectsToCopy' | 'CompareTagsAndAnnotationsOfCanaries',
  timing: ReadTiming,
): AnnotationCalls {
  const { client, owner } = source
  const named = (key: EncodedKey) => ({ Bucket: source.bucket, Key: decodeKey(key), ExpectedBucketOwner: owner })
  const about = <S extends Sid>(sid: S, permission: ActionOf<S>, key: EncodedKey) =>
    needing(sid, permission, `${bucketArn(source)}/${key}`)
  const until = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { abortSignal: signal })
  return {
    listAnnotations: async (key, signal) => {
      const entries: AnnotationEntry[] = []
      let token: string | undefined
      do {
        const command = new ListObjectAnnotationsCommand({ ...named(key), ContinuationToken: token })
        refuseObjects(command)
        const page = await noneWhereAbsent(() =>
          calling(about(listing, 's3:ListObjectAnnotations', key), () => client.send(command, until(signal))),
        )
        entries.push(...readEntries(page))
        token = page?.NextContinuationToken
      } while (token !== undefined)
      return entries
    },
    readAnnotation: async (key, name, signal) => {
      const input = { ...named(key), AnnotationName: name, ChecksumMode: 'ENABLED' as const }
      return await calling(about('LookAtObjectsToCopy', 's3:GetObjectAnnotation', key), async () => {
        const answer = await client.send(new GetObjectAnnotationCommand(input), until(signal))
        const [algorithm, field] = [...CHECKSUM_FIELDS].find(([, member]) => answer[member] !== undefined) ?? []
        const value = field === undefined ? undefined : answer[field]
        const checksum = algorithm === undefined || value === undefined ? undefined : { algorithm, value }
        return { payload: await readPayload(answer.AnnotationPayload, signal ?? timing.signal, timing), checksum }
      })
    },
    writeAnnotation: async (key, annotation, payload, objectEtag, signal) => {
      const command = new PutObjectAnnotationCommand({
        ...named(key),
        AnnotationName: annotation.name,
        AnnotationPayload: payload,
        ObjectIfMatch: objectEtag,
        ...nameChecksum(annotation),
      })
      await calling(about('CopyObjectsOntoThemselves', 's3:PutObjectAnnotation', key), () =>
        client.send(command, until(signal)),
      )
    },
  }
}

async function readPayload(body: unknown, signal: AbortSignal, timing: ReadTiming): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of withIdleTimeout({ Body: body as never }, signal, timing)) parts.push(chunk)
  return Buffer.concat(parts)
}

function readEntries(page: ListObjectAnnotationsCommandOutput | undefined): AnnotationEntry[] {
  return (page?.Annotations ?? []).map(({ AnnotationName, ETag, Size, LastModified }) => ({
    name: AnnotationName ?? '',
    etag: quoteEtag(ETag),
    size: Size ?? 0,
    lastModified: LastModified?.getTime() ?? 0,
  }))
}

/** The checksum that S3 stored: it is compared with the text, and stored again. */
function nameChecksum({ checksum }: KeptAnnotation) {
  const field = CHECKSUM_FIELDS.get(checksum?.algorithm ?? '')
  return field === undefined ? {} : { [field]: checksum?.value }
}

/** Error codes of a 400 response that mean that the request itself is unknown, whatever the object. */
const NOT_KNOWN = new Set([
  'InvalidArgument',
  'InvalidRequest',
  'MethodNotAllowed',
  'NotImplemented',
  'OperationNotSupported',
  'UnsupportedArgument',
  'UnsupportedOperation',
])

/**
 * Undefined if there are no annotations to lose, because the service does not support them: "Annotating your objects"
 * names Regions without annotations, but not their response. A 403 never means that: without the permission, nothing is
 * known.
 */
async function noneWhereAbsent<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    const { cause } = error as Error
    const status = httpStatusOf(cause)
    const isAbsent =
      cause instanceof ObjectAnsweredError ||
      status === 501 ||
      status === 405 ||
      (status === 400 && NOT_KNOWN.has(errorNameOf(cause)))
    if (isAbsent) return undefined
    throw error
  }
}

/** The object itself, from a service that does not know `?annotation`: S3 ignores unknown query parameters. */
class ObjectAnsweredError extends Error {
  override readonly name = 'ObjectAnsweredError'
}

/** Stops before the body, which may have terabytes. Only responses with an object have `accept-ranges`. */
function refuseObjects(command: ListObjectAnnotationsCommand): void {
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const { headers, body } = result.response as { headers: Record<string, string>; body?: Readable }
      if (headers['accept-ranges'] === undefined) return result
      body?.on('error', () => {})
      body?.destroy()
      throw new ObjectAnsweredError('GetObject was answered')
    },
    { step: 'deserialize', name: 'refuseObjects', priority: 'low' },
  )
}
