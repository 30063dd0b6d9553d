// Connects the action's own clients with the emulator of a generated world, as a run does.

import type { Emulator } from '../../emulator/index.ts'
import { seedCredential } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { createS3Client } from '../../src/external/aws.ts'
import type { BucketHandle, BucketUse } from '../../src/external/bucket-handle.ts'
import type { ClientOptions } from '../../src/external/client-options.ts'

const SESSION_MS = 3_600_000

/** What clients need to speak with one emulator. */
export type Connection = {
  readonly options: ClientOptions
  readonly provider: () => Promise<{
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken: string
    readonly expiration: Date
  }>
  /** A bucket of the world, for a purpose. */
  readonly open: (bucket: string, use: BucketUse) => BucketHandle
  readonly close: () => void
}

/** One at a time: clients find the address in the environment, as those of a run do. */
export function connect(world: World, { url }: Emulator): Connection {
  process.env.AWS_ENDPOINT_URL = url
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  const expiration = new Date(Date.now() + SESSION_MS)
  const provider = async () => ({ accessKeyId, secretAccessKey, sessionToken: '', expiration })
  const options: ClientOptions = {
    region: world.region,
    env: { AWS_ENDPOINT_URL: url },
    version: 'test',
    onAnswer: () => {},
    signal: new AbortController().signal,
    // Nothing is given up because the machine is slow.
    startTimer: () => () => {},
  }
  const client = createS3Client(options, { provider, expire: undefined })
  return {
    options,
    provider,
    open: (bucket, use) => ({ client, use, bucket, owner: world.account, partition: 'aws' }),
    close: () => client.destroy(),
  }
}
