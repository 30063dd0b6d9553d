// SDK clients whose calls are answered by a function: for answers that leave out what AWS may leave out, which the
// emulator, that always tells everything, never gives.

import { Readable } from 'node:stream'
import { IAMClient } from '@aws-sdk/client-iam'
import { S3Client } from '@aws-sdk/client-s3'
import { S3ControlClient } from '@aws-sdk/client-s3-control'
import type { BucketHandle, BucketUse } from '../../src/external/bucket-handle.ts'

export type Answer = { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string }
type Request = { readonly method: string; readonly path: string; readonly query?: Record<string, unknown> }
/** What AWS answers to the `n`-th request, from 0. */
export type Answering = (n: number, request: Request) => Answer

function connect(answering: Answering) {
  const asked: string[] = []
  const handle = async (request: Request) => {
    const { status = 200, headers = {}, body = '' } = answering(asked.length, request)
    asked.push(`${request.method} ${request.path}`)
    return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(body)]) } }
  }
  const options = {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    maxAttempts: 1,
    requestHandler: { handle } as never,
  }
  return { asked, options }
}

/** The same answer to every request. */
export const always =
  (answer: Answer): Answering =>
  () =>
    answer

/** An error as S3 and S3 Control write it. */
export const refusal = (status: number, code: string): Answer => ({
  status,
  body: `<Error><Code>${code}</Code><Message>told</Message></Error>`,
})

export function sparseBucket(
  answering: Answering,
  use: BucketUse = 'source',
): { handle: BucketHandle; asked: string[] } {
  const { asked, options } = connect(answering)
  const client = new S3Client(options)
  return { asked, handle: { client, use, bucket: 'acme-data', owner: '111122223333', partition: 'aws' } }
}

export const sparseIam = (answering: Answering) => new IAMClient(connect(answering).options)

export const sparseControl = (answering: Answering) => new S3ControlClient(connect(answering).options)
