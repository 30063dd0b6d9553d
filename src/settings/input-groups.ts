// Groups the inputs as README and the help of the command show them, and says which of them are lists.

import { INPUT_DEFAULTS } from './table.ts'

/** Every input is in one group (a test compares them). */
export const INPUT_GROUPS = {
  'Buckets and credentials': [
    'buckets',
    'aws-region',
    'role-to-assume',
    'config-file',
    'audience',
    'role-session-name',
    'role-duration-seconds',
    'narrow-session',
  ],
  'What the run is for': ['mode', 'apply', 'operation', 'remediation'],
  'Where the facts come from': [
    'source',
    'inventory-id',
    'inventory-bucket-owner',
    'max-inventory-age',
    'allow-partial-inventory',
    'max-evidence-requests',
    'scan-engine',
    'athena-workgroup',
    'athena-database',
    'athena-output',
    'max-bytes-scanned',
    'job-manifest',
    'keep-athena-objects',
  ],
  'What is compliant': [
    'accepted-encryption',
    'require-bucket-key',
    'include',
    'exclude',
    'max-findings',
    'require-posture',
    'baseline',
    'signals',
  ],
  'Which objects an operation other than encrypt selects': [
    'min-size',
    'max-size',
    'older-than',
    'newer-than',
    'storage-classes',
    'access-tiers',
    'encryption',
    'replication-status',
    'object-owners',
    'object-acl',
    'object-lock',
    'tags',
    'tags-existing',
    'lambda-arn',
    'lambda-payload-version',
    'lambda-user-arguments',
  ],
  Remediation: [
    'target-encryption',
    'kms-key-arn',
    'bucket-key',
    'batch-role-arn',
    'work-location',
    'approved-plan',
    'approved-plan-max-age',
    'max-objects',
    'max-cost',
    'rates-file',
    'allow-unversioned',
    'copy-engine',
    'max-direct-objects',
    'restore-archived',
    'restore-tier',
    'restore-days',
    'job-priority',
    'wait',
    'wait-timeout',
    'poll-interval',
  ],
  'What is written': ['report-file', 'reports', 'findings-file', 'list-keys'],
  'What happens on GitHub': [
    'on-findings',
    'issue-id',
    'issue-title',
    'issue-labels',
    'issue-assignees',
    'github-token',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Inputs that only GitHub gives a meaning: its issues, its tokens. */
export const GITHUB_INPUTS: readonly string[] = [...INPUT_GROUPS['What happens on GitHub'], 'audience']

/** Inputs of several values, one per line. */
export const LIST_INPUTS: ReadonlySet<string> = new Set([
  'buckets',
  'inventory-id',
  'accepted-encryption',
  'require-posture',
  'include',
  'exclude',
  'storage-classes',
  'access-tiers',
  'encryption',
  'replication-status',
  'object-owners',
  'tags',
  'lambda-user-arguments',
  'reports',
])

/** Inputs that are `true` or `false`. */
export const BOOLEAN_INPUTS: ReadonlySet<string> = new Set(
  [...INPUT_DEFAULTS].flatMap(([name, text]) => (text === 'true' || text === 'false' ? [name] : [])),
)
