// Lists the roles of an account, each with the files of docs/iam/ that it has, and when.

import type { PolicyFile } from '../external/policy-files.ts'

/** An option of the templates: what it gives permissions for is part of the stack only if it is set. */
export type Option =
  | 'always'
  | 'remediates'
  | 'hasTargetKey'
  | 'hasReportKey'
  | 'locks'
  | 'restores'
  | 'lists'
  | 'queries'
  | 'setsUp'
  | 'tables'
  | 'generates'
  | 'tags'
  | 'invokes'
  | 'account'
  | 'organization'
  | 'compares'

export type RolePolicy = { readonly file: PolicyFile; readonly when: Option }
export type RoleOutline = {
  /** As in examples/README.md. */
  readonly name: string
  /** As a resource in a template. */
  readonly id: string
  readonly purpose: string
  readonly when: Option
  readonly policies: readonly RolePolicy[]
}

export const ENVIRONMENT = 's3-encryption-remediation'

/** Other sources than the reports read by the runner. */
const SOURCES: readonly RolePolicy[] = [
  { file: 'list-role-policy.json', when: 'lists' },
  { file: 'athena-policy.json', when: 'queries' },
]
/** What a role may look at for `mode: doctor`. Not the role of pull requests, whose code nobody has reviewed. */
const LOOKS: readonly RolePolicy[] = [
  { file: 'doctor-policy.json', when: 'always' },
  { file: 'doctor-kms-policy.json', when: 'hasReportKey' },
]
const SCANS: readonly RolePolicy[] = [
  { file: 'scan-role-policy.json', when: 'always' },
  { file: 'inventory-kms-policy.json', when: 'hasReportKey' },
  { file: 'evidence-policy.json', when: 'hasTargetKey' },
  { file: 'posture-policy.json', when: 'always' },
  ...SOURCES,
]
const PLANS: readonly RolePolicy[] = [
  { file: 'inventory-kms-policy.json', when: 'hasReportKey' },
  { file: 'preflight-policy.json', when: 'always' },
  { file: 'preflight-kms-policy.json', when: 'hasTargetKey' },
  { file: 'kms-target-policy.json', when: 'hasTargetKey' },
  { file: 'object-lock-policy.json', when: 'locks' },
  ...SOURCES,
  ...LOOKS,
  { file: 'doctor-work-policy.json', when: 'always' },
]

export const ROLES = {
  scan: {
    name: 's3-encryption-scan',
    id: 'ScanRole',
    purpose: 'Reads inventory configurations and reports, for scheduled scans',
    when: 'always',
    policies: [...SCANS, ...LOOKS],
  },
  'pull-request': {
    name: 's3-encryption-pull-request',
    id: 'PullRequestRole',
    purpose: 'Reads inventory configurations and reports, for pull requests and the merge queue',
    when: 'always',
    policies: SCANS,
  },
  plan: {
    name: 's3-encryption-plan',
    id: 'PlanRole',
    purpose: 'Makes plans, and writes nothing',
    when: 'remediates',
    policies: [
      { file: 'plan-role-policy.json', when: 'always' },
      { file: 'evidence-policy.json', when: 'always' },
      { file: 'posture-policy.json', when: 'always' },
      ...PLANS,
    ],
  },
  remediation: {
    name: 's3-encryption-remediation',
    id: 'RemediationRole',
    purpose: `Carries out approved plans, for jobs behind the environment ${ENVIRONMENT}`,
    when: 'remediates',
    policies: [
      { file: 'remediation-role-policy.json', when: 'always' },
      { file: 'direct-copy-policy.json', when: 'always' },
      { file: 'direct-copy-kms-policy.json', when: 'hasTargetKey' },
      ...PLANS,
    ],
  },
  setup: {
    name: 's3-encryption-setup',
    id: 'SetupRole',
    purpose: 'Creates what is missing for inventory reports (mode: setup)',
    when: 'setsUp',
    policies: [
      { file: 'setup-policy.json', when: 'always' },
      { file: 'setup-work-policy.json', when: 'always' },
      ...LOOKS,
    ],
  },
  batch: {
    name: 's3-encryption-batch',
    id: 'BatchRole',
    purpose: 'Assumed by S3 Batch Operations: encrypts the objects',
    when: 'remediates',
    policies: [
      { file: 'batch-role-policy.json', when: 'always' },
      { file: 'batch-role-restore-policy.json', when: 'restores' },
      { file: 'batch-role-update-encryption-policy.json', when: 'hasTargetKey' },
      { file: 'batch-role-kms-policy.json', when: 'hasTargetKey' },
    ],
  },
} as const satisfies Readonly<Record<string, RoleOutline>>
export type RoleKind = keyof typeof ROLES

/** A policy of its own that its roles share: what a role has inline is limited to 10,240 characters. */
type SharedPolicy = RolePolicy & { readonly roles: readonly RoleKind[] }

const READERS: readonly RoleKind[] = ['scan', 'pull-request', 'plan']

export const SHARED: readonly SharedPolicy[] = [
  { file: 'metadata-role-policy.json', when: 'tables', roles: [...READERS, 'remediation'] },
  { file: 'account-policy.json', when: 'account', roles: READERS },
  { file: 'bucket-tags-policy.json', when: 'account', roles: READERS },
  { file: 'organization-policy.json', when: 'organization', roles: ['scan'] },
  { file: 'chain-policy.json', when: 'organization', roles: ['scan'] },
  { file: 'baseline-policy.json', when: 'compares', roles: READERS },
  { file: 'tag-policy.json', when: 'tags', roles: ['remediation'] },
  { file: 'batch-role-tag-policy.json', when: 'tags', roles: ['batch'] },
  { file: 'batch-role-lambda-policy.json', when: 'invokes', roles: ['batch'] },
  { file: 'batch-role-generator-policy.json', when: 'generates', roles: ['batch'] },
]

/** As in docs/iam/: `metadata`, `batch-role-tag`. */
export const shortNameOf = (file: PolicyFile): string => file.replace(/(-role)?-policy\.json$/, '')
