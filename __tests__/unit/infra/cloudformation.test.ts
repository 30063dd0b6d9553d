import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { IamPolicy } from '../../../emulator/iam/types.ts'
import { renderCloudFormation } from '../../../src/infra/cloudformation.ts'
import { listRoles, type Option } from '../../../src/infra/stack.ts'
import { renderTerraform } from '../../../src/infra/terraform.ts'
import { type InfraWish, SAMPLE_WISH } from '../../../src/infra/wish.ts'
import { type Resource, resolveTemplate } from '../../support/cloudformation.ts'
import { readBlock } from '../../support/documented.ts'

const ACCOUNT = '111122223333'
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key`
/** Every option set, so that every policy is there. */
const ALL = {
  TargetKeyArn: `${KEY}/TARGET-KEY`,
  ReportKeyArn: `${KEY}/REPORT-KEY`,
  ObjectLock: 'true',
  RestoreArchived: 'true',
}
const AS_IN_DOCS: InfraWish = {
  ...SAMPLE_WISH,
  sourceBuckets: ['SOURCE-BUCKET'],
  destinationBucket: 'DESTINATION-BUCKET',
  workBucket: 'WORK-BUCKET',
}

const resolve = (wish: InfraWish, parameters: Readonly<Record<string, string>>) =>
  resolveTemplate(renderCloudFormation(wish), {
    'AWS::Partition': 'aws',
    'AWS::AccountId': ACCOUNT,
    'AWS::Region': 'eu-west-1',
    'AWS::URLSuffix': 'amazonaws.com',
    ...parameters,
  })

type Role = {
  readonly RoleName: string
  readonly AssumeRolePolicyDocument: IamPolicy
  readonly Policies: readonly { readonly PolicyName: string; readonly PolicyDocument: IamPolicy }[]
}
const rolesOf = (resources: ReadonlyMap<string, Resource>): Role[] =>
  [...resources.values()].filter(({ Type }) => Type === 'AWS::IAM::Role').map(({ Properties }) => Properties as Role)
const readPolicy = (file: string) => JSON.parse(readFileSync(`docs/iam/${file}`, 'utf8')) as IamPolicy

it('is what npm run infra writes, byte for byte, the Terraform module too', () => {
  expect(readFileSync('infra/cloudformation.yaml', 'utf8')).toBe(renderCloudFormation(SAMPLE_WISH))
  expect(readFileSync('infra/main.tf', 'utf8')).toBe(renderTerraform(SAMPLE_WISH))
})

describe('the roles, each with the statements that docs/iam/ has, in which every action is used', () => {
  const roles = rolesOf(resolve(AS_IN_DOCS, ALL))
  const specs = listRoles(AS_IN_DOCS)

  it.each(specs.map(({ name }) => name))('%s', (name) => {
    const role = roles.find(({ RoleName }) => RoleName === name)
    const files = specs.find((spec) => spec.name === name)?.policies.map(({ file }) => file) ?? []
    const own = `arn:aws:iam::${ACCOUNT}:role/${name}`
    const documented = files.map((file) => {
      const { Statement } = readPolicy(file)
      return Statement.filter(({ Resource }) => Resource !== `${KEY}/OLD-KEY`).map((statement) =>
        statement.Sid === 'SeeWhetherTheBatchRoleMayBePassed' ? { ...statement, Resource: own } : statement,
      )
    })
    expect(role?.Policies.map(({ PolicyDocument }) => PolicyDocument.Statement)).toEqual(documented)
  })

  it.each(['scan', 'pull-request', 'plan', 'remediation', 'batch'])('%s: the documented trust policy', (name) => {
    const role = roles.find(({ RoleName }) => RoleName === `s3-encryption-${name}`)
    expect(role?.AssumeRolePolicyDocument).toEqual(readPolicy(`${name}-role-trust-policy.json`))
  })
})

it('lets S3 deliver reports as documented, and nobody use plain HTTP', () => {
  const policy = resolve(AS_IN_DOCS, {}).get('DestinationBucketPolicy')?.Properties.PolicyDocument as IamPolicy
  expect(policy.Statement[0]).toEqual(readPolicy('destination-bucket-policy.json').Statement[0])
  expect(policy.Statement[1]).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
})

describe('options', () => {
  it('has only what scans need without remediation', () => {
    const resources = resolve(SAMPLE_WISH, { Remediate: 'false', CreateProvider: 'false' })
    expect([...resources.keys()]).toEqual([
      'DestinationBucket',
      'DestinationBucketPolicy',
      'ScanRole',
      'PullRequestRole',
    ])
  })

  it.each([
    ['TargetKeyArn', ALL.TargetKeyArn, 'hasTargetKey'],
    ['ReportKeyArn', ALL.ReportKeyArn, 'hasReportKey'],
    ['ObjectLock', 'true', 'locks'],
    ['RestoreArchived', 'true', 'restores'],
  ] as const)('%s adds the policies of its option, and no others', (parameter, value, option: Option) => {
    const countOf = (parameters: Readonly<Record<string, string>>) =>
      rolesOf(resolve(SAMPLE_WISH, parameters)).flatMap(({ Policies }) => Policies).length
    const added = listRoles(SAMPLE_WISH).flatMap(({ policies }) =>
      policies.filter(({ when }) => when === option),
    ).length
    expect(added).toBeGreaterThan(0)
    expect(countOf({ [parameter]: value }) - countOf({})).toBe(added)
  })
})

it('names each source bucket, and no other partition than that of the stack', () => {
  const names = ['one', 'two', 'three']
  const resources = resolve({ ...SAMPLE_WISH, sourceBuckets: names }, { ...ALL, 'AWS::Partition': 'aws-cn' })
  const text = JSON.stringify([...resources])
  const scan = rolesOf(resources)[0]?.Policies[0]?.PolicyDocument.Statement[0]
  expect(scan?.Resource).toEqual(names.map((name) => `arn:aws-cn:s3:::${name}`))
  expect(text.replaceAll(KEY, '')).not.toContain('arn:aws:')
})

it('keeps the policies of every role within the 10,240 characters of IAM for eight buckets with every option', () => {
  const sourceBuckets = Array.from({ length: 8 }, (_, index) => `${'b'.repeat(30)}-${index}`)
  for (const { RoleName, Policies } of rolesOf(resolve({ ...SAMPLE_WISH, sourceBuckets }, ALL))) {
    const size = Policies.reduce((sum, { PolicyDocument }) => sum + JSON.stringify(PolicyDocument).length, 0)
    expect({ RoleName, fits: size <= 10_240 || size }).toEqual({ RoleName, fits: true })
  }
})

describe('what infra/README.md gives to paste', () => {
  it('sets parameters that the template has', () => {
    const command = readBlock('infra/README.md, CloudFormation, 1')
    const set = Object.fromEntries(
      [...command.matchAll(/ (\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    )
    const resources = resolve(SAMPLE_WISH, set)
    expect(resources.get('WorkBucket')?.Properties.BucketName).toBe(set.WorkBucketName)
    const page = readFileSync('infra/README.md', 'utf8')
    const named = [...page.matchAll(/`([A-Z]\w+)(?:=\w+)?`/g)].map(([, name]) => name)
    const template = readFileSync('infra/cloudformation.yaml', 'utf8')
    expect(named.length).toBeGreaterThan(4)
    expect(named.filter((name) => !template.includes(`\n  ${name}:\n    Type: String`))).toEqual([])
  })

  it('sets every variable of the module that has no default', () => {
    const variables = [...readFileSync('infra/main.tf', 'utf8').matchAll(/^variable "(\w+)" \{\n([^}]*)\}/gm)]
    const required = variables.filter(([, , body = '']) => !body.includes('default')).map(([, name]) => name)
    const set = [...readBlock('infra/README.md, Terraform, 1').matchAll(/^ {2}(\w+) +=/gm)].map(([, name]) => name)
    expect(set).toEqual(['source', ...required])
  })
})
