import { DescribeKeyCommand, KMSClient, KMSServiceException } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { createWorld, type Emulator, startEmulator } from '../../emulator/index.ts'
import { seedCredential, seedKmsKey } from '../../emulator/seed.ts'
import type { Credential, World } from '../../emulator/world.ts'

let world: World
let emulator: Emulator
beforeEach(async () => {
  world = createWorld()
  emulator = await startEmulator({ world })
})
afterEach(() => emulator.close())

async function describeKey(keyId: string, credential: Credential = seedCredential(world), region = world.region) {
  const { accessKeyId, secretAccessKey } = credential
  const credentials = { accessKeyId, secretAccessKey }
  const client = new KMSClient({ region, endpoint: emulator.url, credentials, maxAttempts: 1 })
  try {
    return (await client.send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata
  } catch (error) {
    if (error instanceof KMSServiceException) return `${error.$metadata.httpStatusCode} ${error.name}`
    throw error
  } finally {
    client.destroy()
  }
}

it('describes a key, by its ARN and by its id', async () => {
  const { arn } = seedKmsKey(world)
  const [, id = ''] = arn.split(':key/')
  const expected = {
    Arn: arn,
    KeyId: id,
    AWSAccountId: world.account,
    Enabled: true,
    KeyState: 'Enabled',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyManager: 'CUSTOMER',
  }
  expect(await describeKey(arn)).toMatchObject(expected)
  expect(await describeKey(id)).toMatchObject(expected)
})

it.each(['Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable'] as const)(
  'tells the state %s',
  async (state) => {
    const { arn } = seedKmsKey(world, { state })
    expect(await describeKey(arn)).toMatchObject({ KeyState: state, Enabled: false })
  },
)

it('does not know other keys, nor those of another Region', async () => {
  const { arn } = seedKmsKey(world)
  expect(await describeKey(`${arn.slice(0, -4)}0000`)).toBe('400 NotFoundException')
  expect(await describeKey(arn, seedCredential(world), 'us-west-2')).toBe('400 NotFoundException')
})

it('answers nobody without kms:DescribeKey', async () => {
  const { arn } = seedKmsKey(world)
  const principal = { arn: `arn:aws:sts::${world.account}:assumed-role/a/b`, account: world.account, policies: [] }
  expect(await describeKey(arn, seedCredential(world, { principal }))).toBe('400 AccessDeniedException')
})
