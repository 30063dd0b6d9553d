import { GetBucketAclCommand, GetBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from '@jest/globals'
import { aclTakesLogs, policyTakesLogs } from '../../../src/external/access-logs.ts'

/** A bucket that answers every call with `answer`, and keeps what was asked. */
function handleOf(answer: object) {
  const asked: object[] = []
  const send = async (command: object) => {
    asked.push(command)
    return answer
  }
  const client = { send } as unknown as S3Client
  return {
    asked,
    handle: { client, bucket: 'acme-logs', owner: '111122223333', partition: 'aws', use: 'source' } as const,
  }
}

const LOGGING = 'logging.s3.amazonaws.com'
const allow = (Principal: unknown, Effect = 'Allow') => ({ Effect, Principal, Action: 's3:PutObject', Resource: '*' })

describe('a bucket policy', () => {
  it.each([
    ['the logging service', [allow({ Service: LOGGING })], true],
    ['it among others', [allow('*'), allow({ Service: ['s3.amazonaws.com', LOGGING] })], true],
    ['it in a single statement', allow({ Service: LOGGING }), true],
    ['another service', [allow({ Service: 'delivery.logs.amazonaws.com' })], false],
    ['an account', [allow({ AWS: '111122223333' })], false],
    ['everybody', [allow('*')], false],
    ['no principal', [allow(null), allow(undefined)], false],
    ['nobody, since it denies', [allow({ Service: LOGGING }, 'Deny')], false],
    ['nobody, having no statement', undefined, false],
  ])('that allows %s takes logs: %#', async (_who, Statement, expected) => {
    const { handle, asked } = handleOf({ Policy: JSON.stringify({ Statement }) })

    expect(await policyTakesLogs(handle)).toBe(expected)
    expect(asked).toEqual([expect.any(GetBucketPolicyCommand)])
    expect(asked).toMatchObject([{ input: { Bucket: 'acme-logs', ExpectedBucketOwner: '111122223333' } }])
  })

  it('that is empty takes none, and one that is no JSON is an error', async () => {
    expect(await policyTakesLogs(handleOf({}).handle)).toBe(false)
    await expect(policyTakesLogs(handleOf({ Policy: '{' }).handle)).rejects.toThrow(SyntaxError)
  })
})

describe('an ACL', () => {
  const GROUP = 'http://acs.amazonaws.com/groups/s3/LogDelivery'

  it.each([
    [[{ Grantee: { ID: 'me' } }, { Grantee: { URI: GROUP } }], true],
    [[{ Grantee: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers' } }, {}], false],
    [undefined, false],
  ])('with the grants %j takes logs: %s', async (Grants, expected) => {
    const { handle, asked } = handleOf({ Grants })

    expect(await aclTakesLogs(handle)).toBe(expected)
    expect(asked).toEqual([expect.any(GetBucketAclCommand)])
    expect(asked).toMatchObject([{ input: { Bucket: 'acme-logs', ExpectedBucketOwner: '111122223333' } }])
  })
})
