import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { IamPolicy } from '../../../emulator/iam/types.ts'
import { renderCloudFormation } from '../../../src/infra/cloudformation.ts'
import { type Option, ROLES, SHARED } from '../../../src/infra/roles.ts'
import { listRoles } from '../../../src/infra/stack.ts'
import { renderTerraform } from '../../../src/infra/terraform.ts'
import { renderVariables } from '../../../src/infra/terraform-parts.ts'
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
  ListObjects: 'true',
  AthenaDatabase: 'DATABASE',
  SetUp: 'true',
  MetadataTables: 'true',
  GenerateManifests: 'true',
  TagObjects: 'true',
  LambdaArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:FUNCTION:VERSION`,
  WholeAccount: 'true',
  Organization: 'true',
  BaselineBucketName: 'BASELINE-BUCKET',
}
/** IAM User Guide, "IAM and AWS STS quotas": managed policies attached to a role. */
const MAX_ATTACHED = 10
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
type Shared = {
  readonly ManagedPolicyName: string
  readonly Roles: readonly string[]
  readonly PolicyDocument: IamPolicy
}
/** The policies that are attached to roles. */
const sharedOf = (resources: ReadonlyMap<string, Resource>): Shared[] =>
  [...resources.values()]
    .filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
    .map(({ Properties }) => Properties as Shared)
const readPolicy = (file: string) => JSON.parse(readFileSync(`docs/iam/${file}`, 'utf8')) as IamPolicy

it('is what npm run infra writes, byte for byte, the Terraform module too', () => {
  expect(readFileSync('infra/cloudformation.yaml', 'utf8')).toBe(renderCloudFormation(SAMPLE_WISH))
  expect(readFileSync('infra/main.tf', 'utf8')).toBe(renderTerraform(SAMPLE_WISH))
})

describe('the roles, each with the statements that docs/iam/ has, in which every action is used', () => {
  const resources = resolve(AS_IN_DOCS, ALL)
  const roles = rolesOf(resources)
  const shared = sharedOf(resources)
  const specs = listRoles(AS_IN_DOCS)

  it.each(specs.map(({ name }) => name))('%s', (name) => {
    const role = roles.find(({ RoleName }) => RoleName === name)
    const kind = Object.entries(ROLES).find(([, outline]) => outline.name === name)?.[0]
    const files = [
      ...(specs.find((spec) => spec.name === name)?.policies.map(({ file }) => file) ?? []),
      ...SHARED.filter((one) => one.roles.some((role) => role === kind)).map(({ file }) => file),
    ]
    const own = `arn:aws:iam::${ACCOUNT}:role/${name}`
    const documented = files.flatMap((file) => {
      const { Statement } = readPolicy(file)
      return Statement.filter(({ Resource }) => Resource !== `${KEY}/OLD-KEY`).map((statement) =>
        statement.Sid === 'SeeWhetherTheBatchRoleMayBePassed' ? { ...statement, Resource: own } : statement,
      )
    })
    const attached = shared.filter(({ Roles }) => Roles.includes(name))
    expect(attached.length).toBeLessThanOrEqual(MAX_ATTACHED)
    const had = [...(role?.Policies ?? []), ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    const bySid = (statements: IamPolicy['Statement']) => new Map(statements.map((one) => [one.Sid, one]))
    expect(bySid(had)).toEqual(bySid(documented))
    const inline = role?.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) ?? []
    expect(inline.length).toBe(bySid(inline).size)
  })

  it.each([
    ['scan', 'scan'],
    ['pull-request', 'pull-request'],
    ['plan', 'plan'],
    ['remediation', 'remediation'],
    ['setup', 'plan'],
    ['batch', 'batch'],
  ])('%s: the documented trust policy of %s', (name, documented) => {
    const role = roles.find(({ RoleName }) => RoleName === `s3-encryption-${name}`)
    expect(role?.AssumeRolePolicyDocument).toEqual(readPolicy(`${documented}-role-trust-policy.json`))
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
    ['ListObjects', 'true', 'lists'],
    ['AthenaDatabase', 'compliance', 'queries'],
    ['MetadataTables', 'true', 'tables'],
    ['GenerateManifests', 'true', 'generates'],
    ['TagObjects', 'true', 'tags'],
    ['LambdaArn', ALL.LambdaArn, 'invokes'],
    ['WholeAccount', 'true', 'account'],
    ['Organization', 'true', 'organization'],
    ['BaselineBucketName', 'my-baselines', 'compares'],
  ] as const)('%s adds the policies of its option, and no others', (parameter, value, option: Option) => {
    const countOf = (parameters: Readonly<Record<string, string>>) => {
      const resources = resolve(SAMPLE_WISH, { SetUp: 'true', ...parameters })
      return [...rolesOf(resources).flatMap(({ Policies }) => Policies), ...sharedOf(resources)].length
    }
    const added = [...listRoles(SAMPLE_WISH).flatMap(({ policies }) => policies), ...SHARED].filter(
      ({ when }) => when === option,
    ).length
    expect(added).toBeGreaterThan(0)
    expect(countOf({ [parameter]: value }) - countOf({})).toBe(added)
  })
})

it('has only shared policies of roles that exist', () => {
  const scansOnly = resolve(SAMPLE_WISH, { ...ALL, SetUp: 'false', Remediate: 'false' })
  const names = rolesOf(scansOnly).map(({ RoleName }) => RoleName)
  expect(sharedOf(scansOnly).length).toBeGreaterThan(3)
  for (const { Roles } of sharedOf(scansOnly)) {
    expect(Roles.length).toBeGreaterThan(0)
    expect(names).toEqual(expect.arrayContaining([...Roles]))
  }
})

it('writes dots as underscores in the namespace of a bucket with S3 Metadata', () => {
  const resources = resolve({ ...SAMPLE_WISH, sourceBuckets: ['my.data'] }, ALL)
  const text = JSON.stringify(sharedOf(resources).find(({ ManagedPolicyName }) => /metadata/.test(ManagedPolicyName)))
  expect(text).toContain(':::my.data"')
  expect(text).toContain('aws-s3/b_my_data"')
  expect(text).not.toContain('b_my.data')
  expect(renderTerraform(SAMPLE_WISH)).toMatch(/aws-s3\/b_\$\{replace\(bucket, "\.", "_"\)\}\/\*/)
})

it('names each source bucket, and no other partition than that of the stack', () => {
  const names = ['one', 'two', 'three']
  const resources = resolve({ ...SAMPLE_WISH, sourceBuckets: names }, { ...ALL, 'AWS::Partition': 'aws-cn' })
  const text = JSON.stringify([...resources])
  const scan = rolesOf(resources)[0]?.Policies[0]?.PolicyDocument.Statement[0]
  expect(scan?.Resource).toEqual(names.map((name) => `arn:aws-cn:s3:::${name}`))
  expect(text.replaceAll(KEY, '').replaceAll(ALL.LambdaArn, '')).not.toContain('arn:aws:')
})

it.each<[string, number, Readonly<Record<string, string>>]>([
  ['four buckets with every option', 4, ALL],
  ['twelve buckets with none', 12, {}],
])(
  'keeps what every role has inline within the 10,240 characters of IAM, and every shared policy within 6,144, for %s',
  (_, length, parameters) => {
    const sourceBuckets = Array.from({ length }, (_, index) => `${'b'.repeat(30)}-${index}`)
    const resources = resolve({ ...SAMPLE_WISH, sourceBuckets }, parameters)
    for (const { ManagedPolicyName, PolicyDocument } of sharedOf(resources)) {
      const size = JSON.stringify(PolicyDocument).length
      expect({ ManagedPolicyName, fits: size <= 6_144 || size }).toEqual({ ManagedPolicyName, fits: true })
    }
    for (const { RoleName, Policies } of rolesOf(resources)) {
      const size = Policies.reduce((sum, { PolicyDocument }) => sum + JSON.stringify(PolicyDocument).length, 0)
      expect({ RoleName, fits: size <= 10_240 || size }).toEqual({ RoleName, fits: true })
    }
  },
)

describe('filled in by a setup', () => {
  const wish: InfraWish = {
    ...SAMPLE_WISH,
    sourceBuckets: ['one', 'two'],
    presets: { SetUp: true, Remediate: false, CreateDestinationBucket: false, AthenaDatabase: 'compliance' },
  }

  it('needs no parameter, and creates nothing that is there', () => {
    expect([...resolve(wish, {}).keys()]).toEqual(['Provider', 'ScanRole', 'PullRequestRole', 'SetupRole'])
  })

  it('gives the module every variable by its name, and Terraform asks for what is not known', () => {
    const values = JSON.parse(renderVariables(wish))
    expect(values).toMatchObject({
      source_buckets: ['one', 'two'],
      owner_id: '123456',
      repository_id: '456789',
      set_up: true,
      remediate: false,
      create_destination_bucket: false,
      athena_database: 'compliance',
    })
    const module = renderTerraform(wish)
    expect(Object.keys(values).filter((name) => !module.includes(`variable "${name}" {`))).toEqual([])
    const unknown = { ...wish.repository, immutableName: undefined, id: undefined }
    const left = Object.keys(values).filter(
      (name) => !(name in JSON.parse(renderVariables({ ...wish, repository: unknown }))),
    )
    expect(left).toEqual(['owner_id', 'repository_id'])
  })
})

describe('what infra/README.md gives to paste', () => {
  it('sets parameters that the templates have', () => {
    const command = readBlock('infra/README.md, CloudFormation, 1')
    const set = Object.fromEntries(
      [...command.matchAll(/ (\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    )
    const resources = resolve(SAMPLE_WISH, set)
    expect(resources.get('WorkBucket')?.Properties.BucketName).toBe(set.WorkBucketName)
    const page = readFileSync('infra/README.md', 'utf8')
    const named = [...page.matchAll(/`([A-Z]\w+)(?:=\w+)?`/g)].map(([, name]) => name)
    const templates = ['cloudformation', 'notices'].map((name) => readFileSync(`infra/${name}.yaml`, 'utf8')).join()
    expect(named.length).toBeGreaterThan(4)
    expect(named.filter((name) => !templates.includes(`\n  ${name}:\n    Type: String`))).toEqual([])
  })

  it('sets every variable of the module that has no default', () => {
    const variables = [...readFileSync('infra/main.tf', 'utf8').matchAll(/^variable "(\w+)" \{\n([^}]*)\}/gm)]
    const required = variables.filter(([, , body = '']) => !body.includes('default')).map(([, name]) => name)
    const set = [...readBlock('infra/README.md, Terraform, 1').matchAll(/^ {2}(\w+) +=/gm)].map(([, name]) => name)
    expect(set).toEqual(['source', ...required])
  })
})
