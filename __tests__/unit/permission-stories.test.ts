// Every action of every policy that docs/iam/ and infra/ are written from has a story that fails without it.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { GRANTS, type Grant } from '../../src/external/permissions.ts'
import { POLICIES, type PolicyFile } from '../../src/external/policy-files.ts'

type Told = {
  /** The test that takes every action of the file away, in turn; relative to this folder's parent. */
  readonly all: string
  /** Actions that it leaves out, each with the test that takes it away, or why no test can. */
  readonly but?: Readonly<Record<string, string | { readonly because: string }>>
}

const scenario = (name: string) => `scenarios/${name}.test.ts`
const ATHENA = scenario('iam-athena-policy-is-exactly-what-queries-need')
const METADATA = scenario('iam-metadata-role-policy-is-exactly-what-tables-need')
const PLAN = scenario('iam-plan-role-is-exactly-what-a-plan-needs')
const REMEDIATION = scenario('iam-remediation-role-is-exactly-what-a-remediation-needs')
const OPERATIONS = scenario('iam-operations-are-allowed-exactly-what-they-need')
const UNDER_KEYS = scenario('following-the-table-under-keys-is-enough')
const DOCTOR = scenario('iam-doctor-policies-are-exactly-what-looking-needs')
const SETUP = scenario('iam-setup-policies-are-exactly-what-a-setup-needs')
const PREFLIGHT = scenario('preflight-needs-each-permission')
const ORGANIZATION = scenario('organization-is-examined')
const JOINED = scenario('job-manifests-joined-inside-s3-survive-kills-and-losses')
const ACCESS_LOGS = scenario('remediation-leaves-access-log-targets')
/** AWS managed policy AmazonAthenaFullAccess: Athena ends an upload of results that it could not complete. */
const BY_ATHENA = { because: 'Athena uses it, not the action, when it writes results in several parts' } as const
const forThePrice = (test: string) => ({
  's3:GetLifecycleConfiguration': test,
  's3:GetBucketNotification': test,
  's3:GetBucketWebsite': test,
})

const STORIES: Readonly<Record<PolicyFile, Told>> = {
  'scan-role-policy.json': { all: scenario('iam-scan-role-is-exactly-what-a-scan-needs') },
  'baseline-policy.json': { all: scenario('baseline-in-s3-is-read-with-the-first-role') },
  'account-policy.json': { all: scenario('whole-account-by-tag') },
  'bucket-tags-policy.json': { all: scenario('whole-account-by-tag') },
  'posture-policy.json': { all: scenario('posture-is-shown-beside-the-verdict') },
  'organization-policy.json': { all: ORGANIZATION },
  'chain-policy.json': { all: ORGANIZATION },
  'list-role-policy.json': { all: scenario('iam-list-role-policy-is-exactly-what-listing-needs') },
  'plan-role-policy.json': { all: PLAN, but: forThePrice(PLAN) },
  'remediation-role-policy.json': {
    all: REMEDIATION,
    but: { ...forThePrice(REMEDIATION), 's3:AbortMultipartUpload': REMEDIATION },
  },
  'preflight-policy.json': { all: PREFLIGHT },
  'preflight-kms-policy.json': { all: PREFLIGHT },
  'doctor-policy.json': { all: DOCTOR },
  'doctor-kms-policy.json': { all: DOCTOR },
  'doctor-athena-policy.json': { all: DOCTOR },
  'doctor-work-policy.json': { all: DOCTOR },
  'setup-policy.json': { all: SETUP },
  'setup-work-policy.json': { all: SETUP },
  'evidence-policy.json': { all: scenario('iam-evidence-policy-is-exactly-what-looking-needs') },
  'inventory-kms-policy.json': { all: UNDER_KEYS },
  'kms-target-policy.json': {
    all: scenario('remediation-refuses-a-key-it-cannot-use'),
    but: { 's3:GetBucketPolicy': ACCESS_LOGS, 's3:GetBucketAcl': ACCESS_LOGS },
  },
  'object-lock-policy.json': { all: scenario('iam-object-lock-policy-is-exactly-what-looking-needs') },
  'direct-copy-policy.json': { all: 'unit/direct/permissions.test.ts' },
  'direct-copy-kms-policy.json': { all: UNDER_KEYS },
  'direct-copy-old-key-policy.json': { all: scenario('old-key-is-asked-for-and-not-taken-away') },
  'work-location-kms-policy.json': { all: UNDER_KEYS },
  'athena-policy.json': {
    all: ATHENA,
    but: {
      'athena:StopQueryExecution': ATHENA,
      'glue:DeleteTable': ATHENA,
      'glue:BatchCreatePartition': ATHENA,
      's3:DeleteObject': ATHENA,
      's3:ListBucketMultipartUploads': JOINED,
      's3:AbortMultipartUpload': BY_ATHENA,
    },
  },
  'metadata-role-policy.json': {
    all: METADATA,
    // Statements of athena-policy.json.
    but: {
      'athena:StopQueryExecution': ATHENA,
      's3:DeleteObject': METADATA,
      's3:ListBucketMultipartUploads': JOINED,
      's3:AbortMultipartUpload': BY_ATHENA,
    },
  },
  'metadata-kms-policy.json': { all: METADATA },
  'batch-role-policy.json': { all: scenario('iam-batch-role-is-exactly-what-its-jobs-need') },
  'batch-role-update-encryption-policy.json': { all: scenario('following-the-table-is-enough') },
  'batch-role-restore-policy.json': { all: scenario('following-the-table-is-enough') },
  'batch-role-tag-policy.json': { all: OPERATIONS },
  'tag-policy.json': { all: OPERATIONS },
  'batch-role-lambda-policy.json': { all: OPERATIONS },
  'batch-role-generator-policy.json': { all: scenario('iam-generator-policy-is-exactly-what-listing-needs') },
  'batch-role-kms-policy.json': { all: scenario('iam-batch-role-keys-are-exactly-what-its-jobs-need') },
}

const readTest = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const takesAllAway = (text: string) => /listPermissions|const permissions = policy\.Statement\.flatMap/.test(text)
const actionsOf = (file: PolicyFile) => POLICIES[file].flatMap((sid) => (GRANTS[sid] as Grant).actions)

describe.each(Object.entries(STORIES))('%s', (file, { all, but = {} }) => {
  it('loses every action in turn, but for those that have a story of their own', () => {
    const text = readTest(all)
    expect(takesAllAway(text)).toBe(true)
    // The file itself, or the helper that names it.
    expect([file, 'directPolicy'].some((name) => text.includes(name))).toBe(true)
    // An action that the story leaves out is named there, and has to be named here.
    const leftOut = [...text.matchAll(/action !== '([\w:]+)'|^ {2}'((?:s3|glue|athena|kms):\w+)',$/gm)]
    const idle = leftOut.map(([, one, other]) => one ?? other ?? '').filter((action) => !(action in but))
    expect(idle.filter((action) => actionsOf(file as PolicyFile).includes(action))).toEqual([])
  })
})

const apart = Object.entries(STORIES).flatMap(([file, { but = {} }]) =>
  Object.entries(but).map(([action, told]) => ({ file: file as PolicyFile, action, told })),
)

it.each(apart)('$action of $file has a story of its own', ({ file, action, told }) => {
  expect(actionsOf(file)).toContain(action)
  if (typeof told !== 'string') return expect(told.because.length).toBeGreaterThan(20)
  const text = readTest(told)
  expect(text).toContain(action)
  expect(text).toContain('takePermission')
})

it('leaves one action to a service alone', () => {
  const left = apart.filter(({ told }) => typeof told !== 'string').map(({ action }) => action)
  expect(new Set(left)).toEqual(new Set(['s3:AbortMultipartUpload']))
})
