import { Agent } from 'node:https'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { ListJobsCommand, S3ControlClient } from '@aws-sdk/client-s3-control'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readHost } from '../../emulator/hosts.ts'
import { seedBucket } from '../../emulator/seed.ts'
import { startTlsProxy, type TlsProxy } from '../../emulator/tls/proxy.ts'
import { BUCKET, type Stage, setStage } from './s3-support.ts'

describe('a host name', () => {
  it.each([
    ['data.s3.eu-west-1.amazonaws.com', { service: 's3', bucket: 'data', region: 'eu-west-1' }],
    ['s3-data.s3.eu-west-1.amazonaws.com:443', { service: 's3', bucket: 's3-data', region: 'eu-west-1' }],
    ['a.s3.b.s3.us-gov-west-1.amazonaws.com', { service: 's3', bucket: 'a.s3.b', region: 'us-gov-west-1' }],
    ['s3.cn-north-1.amazonaws.com.cn', { service: 's3', region: 'cn-north-1' }],
    ['s3-us-west-2.amazonaws.com', { service: 's3', region: 'us-west-2' }],
    ['data.s3.amazonaws.com', { service: 's3', bucket: 'data' }],
    [
      '111122223333.s3-control.eu-west-1.amazonaws.com',
      { service: 's3-control', account: '111122223333', region: 'eu-west-1' },
    ],
    ['sts.eu-west-1.amazonaws.com', { service: 'sts', region: 'eu-west-1' }],
    ['kms.eu-west-1.amazonaws.com', { service: 'kms', region: 'eu-west-1' }],
    ['iam.amazonaws.com', { service: 'iam', region: 'us-east-1' }],
    ['iam.cn-north-1.amazonaws.com.cn', { service: 'iam', region: 'cn-north-1' }],
    ['iam.us-gov.amazonaws.com:443', { service: 'iam', region: 'us-gov-west-1' }],
    ['api.github.com', { service: 'github' }],
    ['run-actions-1-azure-eastus.actions.githubusercontent.com', { service: 'oidc' }],
  ])('%s says what it is', (host, expected) => {
    expect(JSON.parse(JSON.stringify(readHost(host)))).toEqual(expected)
  })

  it.each(['127.0.0.1:80', 'localhost', 'data.s3.localhost', 's3.eu-west-1.amazonaws.com.evil', 'ec2.amazonaws.com'])(
    '%s is none of them',
    (host) => expect(readHost(host)).toBeUndefined(),
  )
})

describe('through the proxy', () => {
  let stage: Stage
  let proxy: TlsProxy
  const agents: Agent[] = []

  beforeEach(async () => {
    stage = await setStage()
    proxy = await startTlsProxy({ target: stage.emulator.url })
  })
  afterEach(async () => {
    for (const agent of agents.splice(0)) agent.destroy()
    await proxy.close()
    await stage.close()
  })

  const config = (region: string, endpoint?: string) => {
    const httpsAgent = new Agent({ ca: proxy.authority, proxyEnv: { HTTPS_PROXY: proxy.url } })
    agents.push(httpsAgent)
    const { accessKeyId, secretAccessKey } = stage.root
    return {
      region,
      maxAttempts: 1,
      requestHandler: { httpsAgent },
      credentials: { accessKeyId, secretAccessKey },
      ...(endpoint === undefined ? {} : { endpoint }),
    }
  }
  const ask = (region: string) => new S3Client(config(region)).send(new ListObjectsV2Command({ Bucket: BUCKET }))
  const failure = (call: Promise<unknown>) =>
    call.then(
      () => 'answered',
      (error: { name: string; $metadata?: { httpStatusCode?: number } }) =>
        `${error.$metadata?.httpStatusCode} ${error.name}`,
    )

  it.each([BUCKET, 's3-data', 'da.ta'])('a bucket called %s is found whatever its host is', async (name) => {
    seedBucket(stage.world, { name })
    const s3 = new S3Client(config('us-east-1'))

    await s3.send(new PutObjectCommand({ Bucket: name, Key: 'v20180820/ü +%', Body: 'x' }))
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: name, Key: 'v20180820/ü +%' }))

    expect(await Body?.transformToString()).toBe('x')
    expect(new Set(proxy.hosts)).toEqual(
      new Set([name === 'da.ta' ? 's3.us-east-1.amazonaws.com' : `${name}.s3.us-east-1.amazonaws.com`]),
    )
  })

  it('another Region than the bucket’s is answered 301', async () => {
    expect(await failure(ask('eu-west-1'))).toBe('301 PermanentRedirect')
  })

  it.each([
    [
      's3',
      () => new S3Client(config('us-east-1', 'https://s3.eu-west-1.amazonaws.com')),
      '400 AuthorizationHeaderMalformed',
    ],
    [
      'sts',
      () => new STSClient(config('us-east-1', 'https://sts.eu-west-1.amazonaws.com')),
      '403 SignatureDoesNotMatch',
    ],
  ])('%s takes no signature for another Region than its host’s', async (_service, connect, expected) => {
    const client = connect()
    const call =
      client instanceof S3Client
        ? client.send(new ListObjectsV2Command({ Bucket: BUCKET }))
        : client.send(new GetCallerIdentityCommand({}))
    expect(await failure(call)).toBe(expected)
  })

  it('S3 Control is asked for the account in its host', async () => {
    const client = new S3ControlClient(config('us-east-1'))

    await client.send(new ListJobsCommand({ AccountId: stage.world.account }))

    expect(proxy.hosts).toEqual(['111122223333.s3-control.us-east-1.amazonaws.com'])
  })

  it('nobody is let through to a host the emulator does not speak for', async () => {
    const call = new STSClient(config('us-east-1', 'https://example.com')).send(new GetCallerIdentityCommand({}))
    await expect(call).rejects.toThrow('403 Forbidden')
  })
})
