// Renders the stack as a Terraform module of one file (HCL), formatted as `terraform fmt` does.

import { block, call, code, type Expression, objectOf, template } from './hcl.ts'
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
import { CONFIGURATIONS, DATA, NOTIFICATIONS, PROVIDER, SETTINGS } from './terraform-parts.ts'
import { listVariables } from './terraform-variables.ts'
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
  LambdaArn: 'var.lambda_arn',
  BaselineBucketName: 'var.baseline_bucket',
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
  tables: 'var.metadata_tables',
  generates: 'var.remediate && var.generate_manifests',
  tags: 'var.remediate && var.tag_objects',
  invokes: 'var.remediate && var.lambda_arn != ""',
  account: 'var.whole_account',
  organization: 'var.organization',
  compares: 'var.baseline_bucket != ""',
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
    ...listShared(BY_VARIABLE).flatMap(createShared),
  ].join('\n\n')}\n`

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

/** A resource that exists only if all options are set. */
function count(...options: readonly Option[]) {
  const conditions = [...new Set(options.flatMap((option) => COUNTS[option]?.split(' && ') ?? []))]
  return conditions.length === 0 ? {} : { count: code(`${conditions.join(' && ')} ? 1 : 0`) }
}

const toId = (name: string) => name.replace('s3-encryption-', '').replaceAll('-', '_')
const roleId = ({ name, when }: Pick<RoleSpec, 'name' | 'when'>) =>
  code(`aws_iam_role.${toId(name)}${when === 'always' ? '' : '[0]'}.id`)

function createRole({ name, purpose, when, trust, policies }: RoleSpec): readonly string[] {
  const id = toId(name)
  const role = roleId({ name, when })
  return [
    block(`resource "aws_iam_role" "${id}"`, {
      ...count(when),
      name,
      description: purpose,
      assume_role_policy: encode(trust),
    }),
    ...policies.map(({ file, when: option, policy }) => {
      const short = shortNameOf(file)
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

function createShared({ name, policy, roles, when }: SharedSpec): readonly string[] {
  const id = toId(name)
  return [
    block(`resource "aws_iam_policy" "${id}"`, {
      ...count(when),
      name: `s3-encryption-${name}`,
      policy: encode(policy),
    }),
    ...roles.map((role) =>
      block(`resource "aws_iam_role_policy_attachment" "${toId(role.name)}_${id}"`, {
        ...count(role.when, when),
        role: roleId(role),
        policy_arn: code(`aws_iam_policy.${id}[0].arn`),
      }),
    ),
  ]
}

/** Dots in the name of a bucket are underscores in that of its namespace (stack.ts). */
const BUCKET_OF_NAMESPACE = `b_\${bucket}`
const NAMESPACE = `b_\${replace(bucket, ".", "_")}`

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
    : code(`[for bucket in var.source_buckets : ${filled.code.replace(BUCKET_OF_NAMESPACE, NAMESPACE)}]`)
}
