// Lists every input by name: its default, and whether a config file can set it.

type Row = {
  /** The value used if the workflow leaves the input empty; action.yml has the same (a test compares them). */
  readonly default?: string
  /** The defaults and the buckets of a config file can set it, too (docs/config-file.md). */
  readonly inFile?: true
}

const TABLE: Readonly<Record<string, Row>> = {
  'aws-region': { inFile: true },
  'role-to-assume': { inFile: true },
  audience: { inFile: true, default: 'sts.amazonaws.com' },
  'role-session-name': {},
  'role-duration-seconds': { default: '3600' },
  'narrow-session': { default: 'true' },
  mode: { default: 'audit' },
  apply: { default: 'false' },
  buckets: {},
  source: { inFile: true, default: 'inventory' },
  'inventory-id': { inFile: true },
  'inventory-bucket-owner': { inFile: true },
  'config-file': {},
  'scan-engine': { inFile: true, default: 'auto' },
  'athena-workgroup': { inFile: true, default: 'primary' },
  'athena-database': { inFile: true },
  'athena-output': { inFile: true },
  'max-bytes-scanned': { inFile: true },
  'keep-athena-objects': { inFile: true, default: 'false' },
  'max-inventory-age': { inFile: true, default: 'auto' },
  'accepted-encryption': { inFile: true, default: 'SSE-S3, SSE-KMS, DSSE-KMS, SSE-C' },
  'require-bucket-key': { inFile: true, default: 'false' },
  'max-evidence-requests': { inFile: true, default: '10000' },
  include: { inFile: true },
  exclude: { inFile: true },
  'allow-partial-inventory': { inFile: true, default: 'false' },
  'max-findings': { inFile: true, default: '0' },
  'on-findings': { default: 'fail' },
  'issue-id': {},
  'issue-title': { default: 'S3 objects are not encrypted as required' },
  'issue-labels': { default: 's3-encryption-compliance' },
  'issue-assignees': {},
  'github-token': {},
  operation: { default: 'encrypt' },
  'min-size': {},
  'max-size': {},
  'older-than': {},
  'newer-than': {},
  'storage-classes': {},
  'access-tiers': {},
  encryption: {},
  'replication-status': {},
  'object-owners': {},
  'object-acl': {},
  'object-lock': {},
  tags: {},
  'tags-existing': { default: 'keep' },
  remediation: { inFile: true, default: 'none' },
  'approved-plan': {},
  'approved-plan-max-age': { default: '7d' },
  'target-encryption': { inFile: true, default: 'SSE-S3' },
  'kms-key-arn': { inFile: true },
  'bucket-key': { inFile: true, default: 'true' },
  'batch-role-arn': { inFile: true },
  'work-location': { inFile: true },
  'job-priority': { default: '10' },
  'max-objects': { inFile: true, default: '1000000' },
  'max-cost': { inFile: true },
  'rates-file': {},
  'allow-unversioned': { inFile: true, default: 'false' },
  'copy-engine': { inFile: true, default: 'auto' },
  'max-direct-objects': { inFile: true, default: '1000' },
  'restore-archived': { inFile: true, default: 'false' },
  'restore-tier': { inFile: true, default: 'bulk' },
  'restore-days': { inFile: true, default: '7' },
  wait: { default: 'true' },
  'wait-timeout': { default: '5h' },
  'poll-interval': { default: '30s' },
  'list-keys': { default: 'auto' },
  'report-file': { default: 's3-encryption-compliance.json' },
  'findings-file': {},
  baseline: {},
  reports: {},
}

/** The inputs of action.yml (a test compares them). */
export const INPUT_NAMES: readonly string[] = Object.keys(TABLE)
/** The inputs that a config file can set. */
export const SETTING_KEYS: readonly string[] = INPUT_NAMES.filter((name) => TABLE[name]?.inFile)
export const INPUT_DEFAULTS: ReadonlyMap<string, string> = new Map(
  Object.entries(TABLE).flatMap(([name, { default: text }]) => (text === undefined ? [] : [[name, text]])),
)
