// Renders the stack as a CloudFormation template (YAML).

import { createParameters } from './cloudformation-parameters.ts'
import { Intrinsic, writeTemplate } from './cloudformation-yaml.ts'
import { type Option, shortNameOf } from './roles.ts'
import {
  listRoles,
  listShared,
  type Policy,
  policyOfDestination,
  policyOfWork,
  type RoleSpec,
  type SharedSpec,
} from './stack.ts'
import type { InfraWish } from './wish.ts'

const ref = (name: string) => new Intrinsic('!Ref', name)
const NOTHING = ref('AWS::NoValue')
const unless = (condition: string | undefined, value: unknown) =>
  condition === undefined ? value : new Intrinsic('!If', [condition, value, NOTHING])

/** Conditions by option; `always` needs none. */
const CONDITIONS: Readonly<Record<Option, string | undefined>> = {
  always: undefined,
  remediates: 'Remediates',
  hasTargetKey: 'HasTargetKey',
  hasReportKey: 'HasReportKey',
  locks: 'LooksAtLocks',
  restores: 'Restores',
  lists: 'Lists',
  queries: 'Queries',
  setsUp: 'SetsUp',
  tables: 'ReadsTables',
  generates: 'Generates',
  tags: 'Tags',
  invokes: 'Invokes',
  account: 'TakesBuckets',
  organization: 'ReadsOrganization',
  compares: 'Compares',
}

const variable = (name: string) => `\${${name}}`
const VARIABLES: Readonly<Record<string, string>> = {
  Partition: variable('AWS::Partition'),
  Account: variable('AWS::AccountId'),
  Region: variable('AWS::Region'),
  UrlSuffix: variable('AWS::URLSuffix'),
}

/** The template. Deploy it with the capability CAPABILITY_NAMED_IAM. */
export function renderCloudFormation(wish: InfraWish): string {
  return writeTemplate(createTemplate(wish))
}

function createTemplate(wish: InfraWish) {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'What s3-encryption-compliance needs in an account: the identity provider of GitHub Actions, the roles, the bucket for inventory reports and the bucket for jobs.',
    Parameters: createParameters(wish),
    Conditions: {
      CreatesProvider: equals('CreateProvider', 'true'),
      Remediates: equals('Remediate', 'true'),
      HasTargetKey: new Intrinsic('!Not', [equals('TargetKeyArn', '')]),
      HasReportKey: new Intrinsic('!Not', [equals('ReportKeyArn', '')]),
      LooksAtLocks: equals('ObjectLock', 'true'),
      Restores: equals('RestoreArchived', 'true'),
      Lists: equals('ListObjects', 'true'),
      Queries: new Intrinsic('!Not', [equals('AthenaDatabase', '')]),
      SetsUp: equals('SetUp', 'true'),
      ReadsTables: equals('MetadataTables', 'true'),
      Generates: withRemediation(equals('GenerateManifests', 'true')),
      Tags: withRemediation(equals('TagObjects', 'true')),
      Invokes: withRemediation(new Intrinsic('!Not', [equals('LambdaArn', '')])),
      TakesBuckets: equals('WholeAccount', 'true'),
      ReadsOrganization: equals('Organization', 'true'),
      Compares: new Intrinsic('!Not', [equals('BaselineBucketName', '')]),
      CreatesDestination: equals('CreateDestinationBucket', 'true'),
      CreatesWork: withRemediation(equals('CreateWorkBucket', 'true')),
    },
    Resources: {
      ...createBuckets(wish),
      Provider: {
        Type: 'AWS::IAM::OIDCProvider',
        Condition: 'CreatesProvider',
        Properties: { Url: 'https://token.actions.githubusercontent.com', ClientIdList: [ref('Audience')] },
      },
      ...Object.fromEntries(listRoles(wish).map((role) => [role.id, createRole(role)])),
      ...Object.fromEntries(listShared(wish).map((shared) => [`${toId(shared.name)}Policy`, createShared(shared)])),
    },
    Outputs: Object.fromEntries(
      listRoles(wish).map(({ id, when, purpose }) => [
        `${id}Arn`,
        { Description: purpose, ...conditionOf(when), Value: new Intrinsic('!GetAtt', `${id}.Arn`) },
      ]),
    ),
  }
}

/** Options whose condition holds that of the roles that they are for. */
const OF_REMEDIATION: ReadonlySet<Option> = new Set(['generates', 'tags', 'invokes'])

/** What only the roles for remediations have, or only their jobs need. */
const withRemediation = (condition: Intrinsic) => new Intrinsic('!And', [equals('Remediate', 'true'), condition])
const equals = (parameter: string, value: string) => new Intrinsic('!Equals', [ref(parameter), value])
const conditionOf = (when: Option) => (CONDITIONS[when] === undefined ? {} : { Condition: CONDITIONS[when] })

function createBuckets(wish: InfraWish) {
  return {
    DestinationBucket: createBucket(
      'DestinationBucketName',
      { Id: 'ExpireReports', Status: 'Enabled', ExpirationInDays: 90 },
      // For notices.yaml.
      { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
      'CreatesDestination',
    ),
    DestinationBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Condition: 'CreatesDestination',
      Properties: { Bucket: ref('DestinationBucket'), PolicyDocument: withVariables(policyOfDestination(wish)) },
    },
    WorkBucket: createBucket(
      'WorkBucketName',
      {
        Id: 'AbortUnfinishedUploads',
        Status: 'Enabled',
        Prefix: 's3-encryption/',
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
      {},
      'CreatesWork',
    ),
    WorkBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Condition: 'CreatesWork',
      Properties: { Bucket: ref('WorkBucket'), PolicyDocument: withVariables(policyOfWork()) },
    },
  }
}

function createBucket(name: string, rule: unknown, others: Readonly<Record<string, unknown>>, Condition: string) {
  return {
    Type: 'AWS::S3::Bucket',
    Condition,
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BucketName: ref(name),
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LifecycleConfiguration: { Rules: [rule] },
      ...others,
    },
  }
}

function createRole({ name, purpose, when, trust, policies }: RoleSpec) {
  return {
    Type: 'AWS::IAM::Role',
    ...conditionOf(when),
    Properties: {
      RoleName: name,
      Description: purpose,
      AssumeRolePolicyDocument: withVariables(trust),
      Policies: policies.map(({ file, when: option, policy }) =>
        unless(CONDITIONS[option], {
          PolicyName: shortNameOf(file),
          PolicyDocument: withVariables(policy),
        }),
      ),
    },
  }
}

/** `batch-role-tag`: `BatchRoleTag`. */
const toId = (name: string) => name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())

function createShared({ name, policy, roles, when }: SharedSpec) {
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    ...conditionOf(when),
    Properties: {
      ManagedPolicyName: `s3-encryption-${name}`,
      Roles: roles.map((role) => unless(OF_REMEDIATION.has(when) ? undefined : CONDITIONS[role.when], ref(role.id))),
      PolicyDocument: withVariables(policy),
    },
  }
}

/** The policy with `!Sub` or `!Ref` where a text holds variables. */
const withVariables = (policy: Policy): unknown => replace(policy)

function replace(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(replace)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replace(member)]))
  }
  if (typeof value !== 'string' || !/<\w+>/.test(value)) return value
  const whole = /^<(\w+)>$/.exec(value)?.[1]
  if (whole !== undefined && VARIABLES[whole] === undefined) return ref(whole)
  return new Intrinsic(
    '!Sub',
    value.replace(/<(\w+)>/g, (_, name: string) => VARIABLES[name] ?? variable(name)),
  )
}
