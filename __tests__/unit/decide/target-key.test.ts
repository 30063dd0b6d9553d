import type { KMSClient } from '@aws-sdk/client-kms'
import { describe, expect, it } from '@jest/globals'
import { type KeyDescription, refusePlace, refuseState } from '../../../src/decide/target-key.ts'
import { describeKey } from '../../../src/external/kms.ts'
import { ActionError } from '../../../src/words/errors.ts'

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const KEY = `arn:aws:kms:eu-west-1:111122223333:key/${ID}`
const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' }
const HERE = 'Set kms-key-arn to a key in partition aws, Region eu-west-1 and account 111122223333.'

describe('where a key may be', () => {
  it.each<[string, string, string | undefined, string?]>([
    ['beside the bucket', KEY, undefined],
    ['a replica beside the bucket', KEY.replace(ID, `mrk-${ID}`), undefined],
    [
      'another account',
      KEY.replace('111122223333', '444455556666'),
      'account (444455556666) than the bucket (111122223333)',
    ],
    ['another Region', KEY.replace('eu-west-1', 'eu-west-2'), 'Region (eu-west-2) than the bucket (eu-west-1)'],
    [
      'a multi-Region key of another Region',
      KEY.replace('eu-west-1', 'us-east-1').replace(ID, `mrk-${ID}`),
      'Region (us-east-1) than the bucket (eu-west-1)',
      `${HERE} A multi-Region key has an ARN in each of its Regions: name its replica there.`,
    ],
    ['another partition', KEY.replace('arn:aws:', 'arn:aws-cn:'), 'partition (aws-cn) than the bucket (aws)'],
    [
      'another partition before anything else',
      'arn:aws-us-gov:kms:us-gov-west-1:444455556666:key/mrk-1',
      'partition (aws-us-gov) than the bucket (aws)',
    ],
    [
      'a multi-Region key of another account in another Region: the Region first',
      'arn:aws:kms:us-east-1:444455556666:key/mrk-1',
      'Region (us-east-1) than the bucket (eu-west-1)',
      `${HERE} A multi-Region key has an ARN in each of its Regions: name its replica there.`,
    ],
  ])('%s', (_, arn, other, hint = HERE) => {
    const refusal =
      other === undefined ? undefined : { message: `kms-key-arn names ${arn}, in another ${other}.`, hint }
    expect(refusePlace(arn, PLACE)).toEqual(refusal)
  })

  it.each(['aws', 'aws-cn', 'aws-us-gov'])('is the bucket’s own partition, %s', (partition) => {
    expect(refusePlace(KEY.replace('arn:aws:', `arn:${partition}:`), { ...PLACE, partition })).toBeUndefined()
  })
})

describe('what a key must be', () => {
  const usable: KeyDescription = { state: 'Enabled', usage: 'ENCRYPT_DECRYPT', spec: 'SYMMETRIC_DEFAULT' }

  it('is an enabled, symmetric key', () => {
    expect(refuseState(KEY, usable)).toBeUndefined()
  })

  it.each<[string | undefined, string, string]>([
    ['Creating', 'Creating', 'Wait until the key is Enabled, then run again'],
    ['Disabled', 'Disabled', 'Enable the key (kms:EnableKey)'],
    ['PendingDeletion', 'PendingDeletion', 'Cancel its deletion (kms:CancelKeyDeletion) and enable it'],
    ['PendingReplicaDeletion', 'PendingReplicaDeletion', 'Cancel its deletion (kms:CancelKeyDeletion) and enable it'],
    ['PendingImport', 'PendingImport', 'Import its key material (kms:ImportKeyMaterial)'],
    ['Unavailable', 'Unavailable', 'Connect its custom key store again'],
    ['Updating', 'Updating', 'Wait until its primary Region has changed, then run again'],
    [undefined, 'nothing', 'Check the key in the KMS console'],
    ['enabled', 'enabled', 'Check the key in the KMS console'],
    ['Enabled\n::error::x', 'Enabled%0A%3A%3Aerror%3A%3Ax', 'Check the key in the KMS console'],
  ])('is not in the state %j', (state, said, hint) => {
    expect(refuseState(KEY, { ...usable, state })).toEqual({
      message: `kms-key-arn names ${KEY}, which cannot be used now: KMS says KeyState ${said}, and only Enabled is accepted.`,
      hint: `${hint}, or set kms-key-arn to another key.`,
    })
  })

  it.each<[Partial<KeyDescription>, string]>([
    [{ usage: 'SIGN_VERIFY', spec: 'RSA_2048' }, 'KeyUsage SIGN_VERIFY and KeySpec RSA_2048'],
    [{ usage: 'GENERATE_VERIFY_MAC', spec: 'HMAC_256' }, 'KeyUsage GENERATE_VERIFY_MAC and KeySpec HMAC_256'],
    [{ usage: 'KEY_AGREEMENT', spec: 'ECC_NIST_P256' }, 'KeyUsage KEY_AGREEMENT and KeySpec ECC_NIST_P256'],
    [{ spec: 'RSA_4096' }, 'KeyUsage ENCRYPT_DECRYPT and KeySpec RSA_4096'],
    [{ usage: undefined }, 'KeyUsage nothing and KeySpec SYMMETRIC_DEFAULT'],
    [{ spec: undefined }, 'KeyUsage ENCRYPT_DECRYPT and KeySpec nothing'],
    // What it is stays; what state it is in may change: the first is the better news.
    [{ spec: 'RSA_4096', state: 'Disabled' }, 'KeyUsage ENCRYPT_DECRYPT and KeySpec RSA_4096'],
  ])('is not %p', (change, said) => {
    expect(refuseState(KEY, { ...usable, ...change })).toEqual({
      message: `kms-key-arn names ${KEY}, which cannot encrypt objects: KMS says ${said}.`,
      hint: 'S3 supports only symmetric encryption keys (KeyUsage ENCRYPT_DECRYPT, KeySpec SYMMETRIC_DEFAULT): set kms-key-arn to one.',
    })
  })
})

describe('a key that KMS does not show', () => {
  const refuseWith = async (name: string, message: string) => {
    const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } })
    const client = { send: () => Promise.reject(error) } as unknown as KMSClient
    const thrown = await describeKey(client, KEY).catch((caught: unknown) => caught)
    if (!(thrown instanceof ActionError)) throw new Error('no ActionError')
    return { code: thrown.code, message: thrown.message, hint: thrown.hint }
  }

  it('is not there', async () => {
    expect(await refuseWith('NotFoundException', 'Key does not exist')).toEqual({
      code: 'INVALID_INPUT',
      message: `kms-key-arn names ${KEY}, which does not exist.`,
      hint: 'Set kms-key-arn to the full ARN of an existing key.',
    })
  })

  it('may not be looked at: the statement to add is told', async () => {
    expect(await refuseWith('AccessDeniedException', 'not authorized')).toEqual({
      code: 'ACCESS_DENIED',
      message: `The key in kms-key-arn could not be checked. Refused: kms:DescribeKey on ${KEY}. AWS said \`AccessDeniedException: not authorized\` (HTTP 400).`,
      hint:
        `Add {"Effect":"Allow","Action":"kms:DescribeKey","Resource":"${KEY}"} to the role. ` +
        `Allow kms:DescribeKey on ${KEY}: see docs/iam/kms-target-policy.json (statement LookAtTargetKey). A bucket policy, a KMS key policy, ` +
        'a service control policy or a bucket of another account (inventory-bucket-owner) can deny it as well.',
    })
  })

  it('tells what it is, in its own words', async () => {
    const client = {
      send: async () => ({
        KeyMetadata: { KeyState: 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT', KeySpec: 'SYMMETRIC_DEFAULT' },
      }),
    } as unknown as KMSClient
    const described = { state: 'Enabled', usage: 'ENCRYPT_DECRYPT', spec: 'SYMMETRIC_DEFAULT' }
    expect(await describeKey(client, KEY)).toEqual(described)
    const silent = { send: async () => ({}) } as unknown as KMSClient
    expect(await describeKey(silent, KEY)).toEqual({ state: undefined, usage: undefined, spec: undefined })
  })
})
