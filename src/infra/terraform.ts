// Renders the stack as a Terraform module of one file (HCL), formatted as `terraform fmt` does.

import { block, call, code, type Expression, objectOf, template } from './hcl.ts'
import type { Option } from './roles.ts'
import { listRoles, type Policy, policyOfDestination, policyOfWork, type RoleSpec } from './stack.ts'
import { CONFIGURATIONS, DATA, NOTIFICATIONS, PROVIDER, SETTINGS } from './terraform-parts.ts'
import type { InfraWish } from './wish.ts'

/** In place of names: variables of the module. */
const BY_VARIABLE: InfraWish = {
  sourceBuckets: ['<SourceBucket>'],
  destinationBucket: '<DestinationBucketName>',
  workBucket: '<WorkBucketName>',
  repository: {
    name: '<Repository>',
    immutableName: '<ImmutableRepository>',
    id: '<RepositoryId>',
    branch: '<Branch>',
  },
}

const VARIABLES: Readonly<Record<string, string>> = {
  Partition: 'data.aws_partition.current.partition',
  Account: 'data.aws_caller_identity.current.account_id',
  Region: 'data.aws_region.current.region',
  UrlSuffix: 'data.aws_partition.current.dns_suffix',
  Audience: 'var.audience',
  SourceBucket: 'bucket',
  DestinationBucketName: 'var.destination_bucket',
  WorkBucketName: 'var.work_bucket',
  AthenaDatabase: 'var.athena_database',
  AthenaWorkgroup: 'var.athena_workgroup',
  TargetKeyArn: 'var.target_key_arn',
  ReportKeyArn: 'var.report_key_arn',
  Repository: 'var.repository',
  ImmutableRepository: 'local.immutable_repository',
  RepositoryId: 'var.repository_id',
  Branch: 'var.branch',
}

/** When a resource exists. */
const COUNTS: Readonly<Record<Option, string | undefined>> = {
  always: undefined,
  remediates: 'var.remediate',
  hasTargetKey: 'var.target_key_arn != ""',
  hasReportKey: 'var.report_key_arn != ""',
  locks: 'var.object_lock',
  restores: 'var.restore_archived',
  lists: 'var.list_objects',
  queries: 'var.athena_database != ""',
  setsUp: 'var.set_up',
}

/** The module; needs version 6 of the AWS provider. */
export const renderTerraform = (wish: InfraWish): string =>
  `${[
    '# What s3-encryption-compliance needs in an account: the identity provider of GitHub Actions, the roles, the bucket for inventory\n# reports and the bucket for jobs, and an inventory configuration for each source bucket. Written by npm run infra.',
    SETTINGS,
    ...listVariables(wish),
    DATA,
    ...createBuckets(),
    NOTIFICATIONS,
    CONFIGURATIONS,
    PROVIDER,
    ...listRoles(BY_VARIABLE).flatMap(createRole),
  ].join('\n\n')}\n`

type Variable = readonly [name: string, type: string, description: string, preset?: Expression]

const listVariables = ({ repository: { branch } }: InfraWish): readonly string[] =>
  (
    [
      ['source_buckets', 'list(string)', 'Existing buckets whose objects are to be encrypted'],
      ['destination_bucket', 'string', 'Bucket for inventory reports'],
      ['work_bucket', 'string', 'Bucket for job manifests and completion reports'],
      ['repository', 'string', 'OWNER/NAME of the repository whose workflows use the action'],
      ['owner_id', 'string', 'gh api repos/OWNER/NAME --jq .owner.id'],
      ['repository_id', 'string', 'gh api repos/OWNER/NAME --jq .id'],
      ['branch', 'string', 'Branch whose jobs may scan, plan and remediate', branch],
      ['audience', 'string', 'sts.amazonaws.com.cn in China', 'sts.amazonaws.com'],
      [
        'create_provider',
        'bool',
        'false if the account has the identity provider of GitHub Actions already',
        code('true'),
      ],
      ['create_destination_bucket', 'bool', 'false if the bucket exists already', code('true')],
      ['create_work_bucket', 'bool', 'false if the bucket exists already', code('true')],
      [
        'create_inventory_configurations',
        'bool',
        'false if the buckets have inventory configurations already',
        code('true'),
      ],
      ['remediate', 'bool', 'false for scans only', code('true')],
      ['target_key_arn', 'string', 'KMS key to encrypt with (target-encryption: SSE-KMS); empty for SSE-S3', ''],
      ['report_key_arn', 'string', 'KMS key of the inventory reports; empty if they are encrypted with SSE-S3', ''],
      ['object_lock', 'bool', 'true if a source bucket has Object Lock', code('false')],
      ['restore_archived', 'bool', 'true to restore archived objects (restore-archived)', code('false')],
      ['list_objects', 'bool', 'true to look at every object of small buckets (source: list or auto)', code('false')],
      [
        'athena_database',
        'string',
        'Database for queries (athena-database); empty if the runner reads the reports',
        '',
      ],
      ['athena_workgroup', 'string', 'Workgroup in which queries run', 'primary'],
      [
        'set_up',
        'bool',
        'true for the role that creates what is missing for inventory reports (mode: setup)',
        code('false'),
      ],
    ] satisfies readonly Variable[] as readonly Variable[]
  ).map(([name, type, description, preset]) =>
    block(`variable "${name}"`, {
      type: code(type),
      description,
      ...(preset !== undefined && { default: preset }),
    }),
  )

function createBuckets(): readonly string[] {
  const lifecycle = {
    destination:
      'id     = "ExpireReports"\n    status = "Enabled"\n    filter {}\n    expiration {\n      days = 90\n    }',
    work: 'id     = "AbortUnfinishedUploads"\n    status = "Enabled"\n    filter {\n      prefix = "s3-encryption/"\n    }\n    abort_incomplete_multipart_upload {\n      days_after_initiation = 7\n    }',
  }
  return [
    ...createBucket(
      'destination',
      'var.create_destination_bucket',
      lifecycle.destination,
      policyOfDestination(BY_VARIABLE),
    ),
    ...createBucket('work', 'var.remediate && var.create_work_bucket', lifecycle.work, policyOfWork()),
  ]
}

function createBucket(name: 'destination' | 'work', when: string, rule: string, policy: Policy) {
  const exists = { count: code(`${when} ? 1 : 0`) }
  const bucket = code(`aws_s3_bucket.${name}[0].id`)
  const of = (kind: string) => `resource "aws_s3_bucket${kind}" "${name}"`
  return [
    block(of(''), { ...exists, bucket: code(`var.${name}_bucket`) }),
    block(of('_public_access_block'), {
      ...exists,
      bucket,
      block_public_acls: code('true'),
      block_public_policy: code('true'),
      ignore_public_acls: code('true'),
      restrict_public_buckets: code('true'),
    }),
    block(of('_lifecycle_configuration'), { ...exists, bucket }, `  rule {\n    ${rule}\n  }`),
    block(of('_policy'), { ...exists, bucket, policy: encode(policy) }),
  ]
}

function createRole({ name, purpose, when, trust, policies }: RoleSpec): readonly string[] {
  const id = name.replace('s3-encryption-', '').replaceAll('-', '_')
  const count = (...options: readonly Option[]) => {
    const conditions = options.flatMap((option) => COUNTS[option] ?? [])
    return conditions.length === 0 ? {} : { count: code(`${conditions.join(' && ')} ? 1 : 0`) }
  }
  const role = code(`aws_iam_role.${id}${when === 'always' ? '' : '[0]'}.id`)
  return [
    block(`resource "aws_iam_role" "${id}"`, {
      ...count(when),
      name,
      description: purpose,
      assume_role_policy: encode(trust),
    }),
    ...policies.map(({ file, when: option, policy }) => {
      const short = file.replace(/(-role)?-policy\.json$/, '')
      return block(`resource "aws_iam_role_policy" "${id}_${short.replaceAll('-', '_')}"`, {
        ...count(when, option),
        name: short,
        role,
        policy: encode(policy),
      })
    }),
    block(`output "${id}_role_arn"`, {
      description: purpose,
      value: code(when === 'always' ? `aws_iam_role.${id}.arn` : `one(aws_iam_role.${id}[*].arn)`),
    }),
  ]
}

const encode = (policy: Policy): Expression => call('jsonencode', withVariables(policy))

/** The value with expressions where a text holds variables; a text about source buckets becomes a list of one for each. */
function withVariables(value: unknown): Expression {
  if (Array.isArray(value)) {
    const several = value.find((item) => typeof item === 'string' && item.includes('<SourceBucket>'))
    return several === undefined ? value.map(withVariables) : withVariables(several)
  }
  if (typeof value === 'object' && value !== null) {
    return objectOf(Object.entries(value).map(([key, member]) => [key, withVariables(member)]))
  }
  const text = String(value)
  const whole = VARIABLES[/^<(\w+)>$/.exec(text)?.[1] ?? '']
  const filled =
    whole === undefined
      ? template(text.replace(/<(\w+)>/g, (all, name: string) => (VARIABLES[name] ? `\${${VARIABLES[name]}}` : all)))
      : code(whole)
  if (!text.includes('<SourceBucket>')) return filled
  return text === '<SourceBucket>'
    ? code('var.source_buckets')
    : code(`[for bucket in var.source_buckets : ${filled.code}]`)
}
