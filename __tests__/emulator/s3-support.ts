// What the S3 tests share: a server with one bucket and somebody who may do everything, and the SDK's client for it.

import { S3Client, type S3ClientConfig, S3ServiceException } from '@aws-sdk/client-s3'
import { createWorld, type Emulator, startEmulator } from '../../emulator/index.ts'
import { seedBucket, seedCredential } from '../../emulator/seed.ts'
import type { Bucket, Credential, World } from '../../emulator/world.ts'

export const BUCKET = 'data'

export type Stage = {
  readonly world: World
  readonly bucket: Bucket
  readonly root: Credential
  readonly emulator: Emulator
  readonly s3: S3Client
  readonly connect: (credential: Credential, config?: S3ClientConfig) => S3Client
  readonly close: () => Promise<void>
}

/** Starts an emulator with the bucket `data`. */
export async function setStage(): Promise<Stage> {
  const world = createWorld()
  const bucket = seedBucket(world, { name: BUCKET })
  const root = seedCredential(world)
  const emulator = await startEmulator({ world })
  const clients: S3Client[] = []
  const connect = (credential: Credential, config: S3ClientConfig = {}): S3Client => {
    const { accessKeyId, secretAccessKey, sessionToken } = credential
    const client = new S3Client({
      region: world.region,
      endpoint: emulator.url,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      ...config,
    })
    clients.push(client)
    return client
  }
  const close = async (): Promise<void> => {
    for (const client of clients) client.destroy()
    await emulator.close()
  }
  return { world, bucket, root, emulator, s3: connect(root), connect, close }
}

/** `404 NoSuchKey` and the like of a refused request; `answered` when it was not refused. */
export async function refusalOf(request: Promise<unknown>): Promise<string> {
  try {
    await request
    return 'answered'
  } catch (error) {
    if (error instanceof S3ServiceException) return `${error.$metadata.httpStatusCode} ${error.name}`
    throw error
  }
}
