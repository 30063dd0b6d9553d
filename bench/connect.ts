// Knows how the action's own S3 client speaks to the benchmarks' server.

import type { S3Client } from '@aws-sdk/client-s3'
import { createS3Client } from '../src/external/aws.ts'
import type { ServerAddress } from './http-server.ts'

/** A client that finds its endpoint in the environment, as in a run of the action. */
export function connect({ region, accessKeyId, secretAccessKey, sessionToken }: ServerAddress): S3Client {
  const expiration = new Date(Date.now() + 3_600_000)
  return createS3Client(
    {
      region,
      env: process.env,
      version: '0',
      signal: new AbortController().signal,
      startTimer: () => () => {},
      onAnswer: () => {},
    },
    { provider: async () => ({ accessKeyId, secretAccessKey, sessionToken, expiration }), expire: undefined },
  )
}
