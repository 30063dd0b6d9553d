// Compares the policies of infra/main.tf, evaluated by HashiCorp's parser (main.go), with those of infra/cloudformation.yaml:
// node scripts/check-infra/compare.ts POLICIES.json. Prints the variables of the module without an argument.

import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { resolveTemplate } from '../../__tests__/support/cloudformation.ts'

const ACCOUNT = '111122223333'
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`

const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f:1`

const VARIABLES = {
  var: {
    // As the template of the repository; the place of its name in a namespace is seen in the unit test.
    source_buckets: ['my-data'],
    destination_bucket: 'my-inventory',
    work_bucket: 'my-encryption-work',
    repository: 'octo-org/octo-repo',
    owner_id: '123456',
    repository_id: '456789',
    branch: 'main',
    audience: 'sts.amazonaws.com',
    create_provider: true,
    create_destination_bucket: true,
    create_work_bucket: true,
    create_inventory_configurations: true,
    remediate: true,
    target_key_arn: KEY,
    report_key_arn: KEY,
    object_lock: true,
    restore_archived: true,
    list_objects: true,
    athena_database: 'compliance',
    athena_workgroup: 'primary',
    set_up: true,
    metadata_tables: true,
    generate_manifests: true,
    tag_objects: true,
    lambda_arn: FUNCTION,
    whole_account: true,
    organization: true,
    baseline_bucket: 'my-baselines',
  },
  data: {
    aws_partition: { current: { partition: 'aws', dns_suffix: 'amazonaws.com' } },
    aws_caller_identity: { current: { account_id: ACCOUNT } },
    aws_region: { current: { region: 'eu-west-1' } },
  },
}

type Found = Readonly<Record<string, unknown>>

/** The policies by a name that both templates can have. */
function listOfTemplate(): Map<string, unknown> {
  const resources = resolveTemplate(readFileSync('infra/cloudformation.yaml', 'utf8'), {
    'AWS::Partition': 'aws',
    'AWS::AccountId': ACCOUNT,
    'AWS::Region': 'eu-west-1',
    'AWS::URLSuffix': 'amazonaws.com',
    TargetKeyArn: KEY,
    ReportKeyArn: KEY,
    ObjectLock: 'true',
    RestoreArchived: 'true',
    ListObjects: 'true',
    AthenaDatabase: 'compliance',
    SetUp: 'true',
    MetadataTables: 'true',
    GenerateManifests: 'true',
    TagObjects: 'true',
    LambdaArn: FUNCTION,
    WholeAccount: 'true',
    Organization: 'true',
    BaselineBucketName: 'my-baselines',
  })
  const found = new Map<string, unknown>()
  for (const [id, { Type, Properties }] of resources) {
    if (Type === 'AWS::S3::BucketPolicy') {
      found.set(`aws_s3_bucket_policy.${id.replace('BucketPolicy', '').toLowerCase()}`, Properties.PolicyDocument)
    }
    if (Type === 'AWS::IAM::ManagedPolicy') {
      const name = String(Properties.ManagedPolicyName).replace('s3-encryption-', '').replaceAll('-', '_')
      found.set(`aws_iam_policy.${name}`, Properties.PolicyDocument)
    }
    if (Type !== 'AWS::IAM::Role') continue
    const role = String(Properties.RoleName).replace('s3-encryption-', '').replaceAll('-', '_')
    found.set(`aws_iam_role.${role}`, Properties.AssumeRolePolicyDocument)
    for (const { PolicyName, PolicyDocument } of Properties.Policies as readonly {
      PolicyName: string
      PolicyDocument: unknown
    }[]) {
      found.set(`aws_iam_role_policy.${role}_${PolicyName.replaceAll('-', '_')}`, PolicyDocument)
    }
  }
  return found
}

/** A list of one means the same as its item. */
const normalize = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 1 ? normalize(value[0]) : value.map(normalize)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, normalize(member)]))
}

const file = process.argv[2]
if (file === undefined) {
  console.log(JSON.stringify(VARIABLES))
} else {
  const module = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Found))
  const template = listOfTemplate()
  const names = new Set([...module.keys(), ...template.keys()])
  const different = [...names].filter(
    (name) => !isDeepStrictEqual(normalize(module.get(name)), normalize(template.get(name))),
  )
  console.log(`${names.size} policies compared, ${different.length} different ${different.join(' ')}`.trim())
  process.exitCode = names.size > 0 && different.length === 0 ? 0 : 1
}
