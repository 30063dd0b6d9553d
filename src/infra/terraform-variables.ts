// Lists the variables of the Terraform module.

import { block, code, type Expression } from './hcl.ts'
import type { InfraWish } from './wish.ts'

type Variable = readonly [name: string, type: string, description: string, preset?: Expression]

export const listVariables = ({ repository: { branch } }: InfraWish): readonly string[] =>
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
      ['metadata_tables', 'bool', 'true to read tables of S3 Metadata (source: metadata or auto)', code('false')],
      [
        'generate_manifests',
        'bool',
        'true to let S3 list the objects for jobs (source: manifest-generator)',
        code('false'),
      ],
      ['tag_objects', 'bool', 'true for operation: tag', code('false')],
      ['lambda_arn', 'string', 'Function of operation: invoke-lambda, with its version or alias; empty for none', ''],
      [
        'whole_account',
        'bool',
        'true where lines of buckets take buckets of the account, such as * or tag:env=prod',
        code('false'),
      ],
      [
        'organization',
        'bool',
        'true if the scan role lists the accounts of the organization and assumes their roles',
        code('false'),
      ],
      ['baseline_bucket', 'string', 'Bucket with the findings file of a baseline; empty for none', ''],
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
