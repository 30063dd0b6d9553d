import { GetRoleCommand, IAMClient, ListRolesCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createRole, serviceTrustPolicy } from '../../emulator/sts/roles.ts'
import { settle } from '../../emulator/unsettled.ts'
import { type Stage, setStage } from './s3-support.ts'

const ROLE = 'arn:aws:iam::111122223333:role/worker'
const TRUST = serviceTrustPolicy('batchoperations.s3.amazonaws.com')
let stage: Stage

beforeEach(async () => {
  stage = await setStage()
  const statements = [
    { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::data/*' },
    { Effect: 'Deny', Action: 's3:GetObjectAcl', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    },
  ] as const
  createRole(stage.world, { name: 'worker', trustPolicy: TRUST, policies: [{ Statement: statements }] })
})
afterEach(() => stage.close())

function connect(): IAMClient {
  const { accessKeyId, secretAccessKey } = stage.root
  const credentials = { accessKeyId, secretAccessKey }
  return new IAMClient({ region: 'eu-west-1', endpoint: stage.emulator.url, credentials, maxAttempts: 1 })
}

async function simulate(action: string, context: Readonly<Record<string, string>> = {}) {
  const { EvaluationResults: [result] = [] } = await connect().send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: ROLE,
      ActionNames: [action],
      ResourceArns: ['arn:aws:s3:::data/key'],
      ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
        ContextKeyName,
        ContextKeyValues: [value],
        ContextKeyType: 'string',
      })),
    }),
  )
  const [specific] = result?.ResourceSpecificResults ?? []
  return [result?.EvalDecision, specific?.EvalResourceDecision, specific?.MissingContextValues]
}

describe('IAM', () => {
  it('tells a role, its trust policy URL-encoded', async () => {
    const { Role } = await connect().send(new GetRoleCommand({ RoleName: 'worker' }))
    expect(Role).toMatchObject({ Arn: ROLE, RoleName: 'worker', Path: '/', MaxSessionDuration: 3600 })
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22/)
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual(TRUST)
  })

  it.each([
    ['s3:GetObject', 'allowed'],
    ['s3:GetObjectAcl', 'explicitDeny'],
    ['s3:DeleteObject', 'implicitDeny'],
  ])('simulates %s: %s', async (action, decision) => {
    expect(await simulate(action)).toEqual([decision, decision, []])
  })

  it('names the condition keys it was not given, by either answer to whose', async () => {
    expect(await simulate('s3:PutObject')).toEqual(['implicitDeny', 'implicitDeny', ['aws:SourceVpce']])
    expect(await simulate('s3:PutObject', { 'aws:SourceVpce': 'vpce-1' })).toEqual(['allowed', 'allowed', []])
    expect(await simulate('s3:GetObject')).toEqual(['allowed', 'allowed', []])
    settle(stage.world, 'simulated-keys', 'all-statements')
    expect(await simulate('s3:GetObject')).toEqual(['allowed', 'allowed', ['aws:SourceVpce']])
  })

  it('knows no other role, and no other operation', async () => {
    await expect(connect().send(new GetRoleCommand({ RoleName: 'nobody' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      $metadata: { httpStatusCode: 404 },
    })
    await expect(connect().send(new ListRolesCommand({}))).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } })
    const simulation = { PolicySourceArn: ROLE, ActionNames: ['s3:GetObject'], PolicyInputList: ['{}'] }
    await expect(connect().send(new SimulatePrincipalPolicyCommand(simulation))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 501 },
    })
  })
})
