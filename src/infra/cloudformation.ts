// Renders the stack as a CloudFormation template (YAML).

import { Document, isMap, isSeq, Scalar, visit, YAMLMap, YAMLSeq } from 'yaml'
import type { Option } from './roles.ts'
import { listRoles, type Policy, policyOfDestination, policyOfWork, type RoleSpec } from './stack.ts'
import type { InfraWish, Presets } from './wish.ts'

/** A short form of an intrinsic function: `!Sub text`, `!If [condition, one, other]`. */
class Intrinsic {
  readonly tag: `!${string}`
  readonly value: unknown
  constructor(tag: '!Ref' | '!Sub' | '!If' | '!Equals' | '!Not' | '!And' | '!GetAtt', value: unknown) {
    this.tag = tag
    this.value = value
  }
}
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
  const document = new Document()
  document.contents = toNode(document, createTemplate(wish)) as typeof document.contents
  visit(document, {
    Map: (_, node) => {
      if (node.items.length === 0) node.flow = true
    },
    Seq: (_, node) => {
      if (node.items.every((item) => item instanceof Scalar)) node.flow = true
    },
  })
  return document.toString({ lineWidth: 130, flowCollectionPadding: false, singleQuote: true })
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
      CreatesDestination: equals('CreateDestinationBucket', 'true'),
      CreatesWork: new Intrinsic('!And', [equals('Remediate', 'true'), equals('CreateWorkBucket', 'true')]),
    },
    Resources: {
      ...createBuckets(wish),
      Provider: {
        Type: 'AWS::IAM::OIDCProvider',
        Condition: 'CreatesProvider',
        Properties: { Url: 'https://token.actions.githubusercontent.com', ClientIdList: [ref('Audience')] },
      },
      ...Object.fromEntries(listRoles(wish).map((role) => [role.id, createRole(role)])),
    },
    Outputs: Object.fromEntries(
      listRoles(wish).map(({ id, when, purpose }) => [
        `${id}Arn`,
        { Description: purpose, ...conditionOf(when), Value: new Intrinsic('!GetAtt', `${id}.Arn`) },
      ]),
    ),
  }
}

const equals = (parameter: string, value: string) => new Intrinsic('!Equals', [ref(parameter), value])
const conditionOf = (when: Option) => (CONDITIONS[when] === undefined ? {} : { Condition: CONDITIONS[when] })

function createParameters({ destinationBucket, workBucket, presets = {} }: InfraWish) {
  const text = (Description: string, Default: string) => ({ Type: 'String', Description, Default })
  const choice = (Description: string, isSet: boolean) => ({
    Type: 'String',
    AllowedValues: ['true', 'false'],
    Default: String(isSet),
    Description,
  })
  const parameters = {
    DestinationBucketName: text('Bucket for inventory reports', destinationBucket),
    CreateDestinationBucket: choice('false if the bucket exists already', true),
    WorkBucketName: text('Bucket for job manifests and completion reports', workBucket),
    CreateWorkBucket: choice('false if the bucket exists already', true),
    CreateProvider: choice('false if the account has the identity provider of GitHub Actions already', true),
    Audience: text('sts.amazonaws.com.cn in China', 'sts.amazonaws.com'),
    Remediate: choice('false for scans only', true),
    TargetKeyArn: text('KMS key to encrypt with (target-encryption: SSE-KMS); empty for SSE-S3', ''),
    ReportKeyArn: text('KMS key of the inventory reports; empty if they are encrypted with SSE-S3', ''),
    ObjectLock: choice('true if a source bucket has Object Lock', false),
    RestoreArchived: choice('true to restore archived objects (restore-archived)', false),
    ListObjects: choice('true to look at every object of small buckets (source: list or auto)', false),
    AthenaDatabase: text('Database for queries (athena-database); empty if the runner reads the reports', ''),
    AthenaWorkgroup: text('Workgroup in which queries run', 'primary'),
    SetUp: choice('true for the role that creates what is missing for inventory reports (mode: setup)', false),
  }
  const isPreset = (name: string): name is keyof Presets => name in presets
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      isPreset(name) ? { ...parameter, Default: String(presets[name]) } : parameter,
    ]),
  )
}

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
          PolicyName: file.replace(/(-role)?-policy\.json$/, ''),
          PolicyDocument: withVariables(policy),
        }),
      ),
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

function toNode(document: Document, value: unknown): unknown {
  if (value instanceof Intrinsic) return toTagged(document, value)
  if (Array.isArray(value)) {
    const list = new YAMLSeq()
    for (const item of value) list.add(toNode(document, item))
    return list
  }
  if (typeof value !== 'object' || value === null) return toScalar(value)
  const map = new YAMLMap()
  for (const [key, member] of Object.entries(value)) map.add({ key: new Scalar(key), value: toNode(document, member) })
  return map
}

/** YAML would read the version of a policy as a date. */
function toScalar(value: unknown) {
  const scalar = new Scalar(value)
  if (typeof value === 'string' && /^\d{4}-/.test(value)) scalar.type = 'QUOTE_SINGLE'
  return scalar
}

function toTagged(document: Document, { tag, value }: Intrinsic) {
  const node = toNode(document, value)
  if (node instanceof Scalar || isMap(node) || isSeq(node)) node.tag = tag
  return node
}
