// Knows the small worlds the sweeps run in, one for each way the action encrypts objects.

import { installFunction } from '../../__tests__/support/functions.ts'
import { athenaState } from '../../emulator/athena/state.ts'
import { seedMetadataTables } from '../../emulator/s3/metadata-tables.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { type Roles, readDocumentedPolicy, WORK_BUCKET } from '../../emulator/stage.ts'
import { BUCKET, type RigOptions, seedFindings } from './rig.ts'

const DAY_MS = 86_400_000

const DATABASE = 's3_inventory'

/** More than one file of a query has, and keys that SQL, CSV and a percent-encoding could each read otherwise. */
const HARD_KEYS = ['old/1', 'old/it\'s, "2"', 'old/%C3%BC+3', 'old/ü\n4']

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:s3-encryption-merge-tags:1'
const CALLING = {
  'lambda-arn': FUNCTION,
  'lambda-payload-version': '2.0',
  'lambda-user-arguments': 'team=archive',
}

export const WORLDS: Readonly<Record<string, RigOptions>> = {
  /** Two objects, one job: inventory, facts, job manifest, job, wait, completion report, verification, issue. */
  job: { seed: (world) => seedFindings(world, ['old/1', 'old/2']) },
  /** No inventory: the objects are listed and looked at, two of them without encryption. */
  list: {
    deliver: false,
    inputs: { source: 'list' },
    seed: (world, { remediation }) => {
      const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
      remediation.policies = [...remediation.policies, readDocumentedPolicy(world, 'list-role-policy.json', names)]
      seedFindings(world, ['old/1', 'old/2'])
      seedFindings(world, ['new/1', 'new/2'], { status: 'SSE-S3' })
    },
  },
  /** The same, with a report that Athena reads. */
  athena: askingAthena('runner', ['old/1', 'old/2']),
  /** The rows of the job manifest are in files of a query, which the runner streams, or which S3 joins. */
  'athena-streamed': askingAthena('athena-streamed', HARD_KEYS),
  'athena-joined': askingAthena('athena-joined', HARD_KEYS),
  /** No inventory, but a live inventory table of S3 Metadata, which Athena reads; two objects in it are encrypted. */
  metadata: {
    deliver: false,
    inputs: { source: 'metadata', 'athena-output': `s3://${WORK_BUCKET}/s3-encryption/athena/` },
    seed: (world, { remediation }) => {
      const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
      const given = ['evidence-policy.json', 'metadata-role-policy.json']
      remediation.policies = [...remediation.policies, ...given.map((file) => readDocumentedPolicy(world, file, names))]
      seedFindings(world, ['old/1', 'old/2'])
      seedFindings(world, ['new/1', 'new/2'], { status: 'SSE-S3' })
      seedMetadataTables(world, BUCKET)
    },
  },
  /** No versioning, so the action copies two objects itself, on condition. */
  direct: {
    copiesDirectly: true,
    seed: (world) => {
      getBucket(world, BUCKET).versioning = 'Unversioned'
      seedFindings(world, ['old/1', 'old/2'])
    },
  },
  /** One object that no job may copy: a multipart copy. */
  parts: {
    copiesDirectly: true,
    seed: (world) => seedFindings(world, ['huge'], { size: 6 * 1024 ** 3 }),
  },
  /** Two archived objects: a job restores one, for a later run to copy; the other is restored already, and copied at once. */
  restore: {
    copiesDirectly: true,
    inputs: { 'restore-archived': 'true' },
    // A restore takes twelve hours at most, and the report is not too old for two more runs.
    hoursBetweenRuns: 13,
    seed: (world, { batch }) => {
      const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
      const policy = readDocumentedPolicy(world, 'batch-role-restore-policy.json', names)
      batch.policies = [...batch.policies, policy]
      const restore = { ongoing: false, expiry: world.clock.now() + 7 * DAY_MS }
      seedFindings(world, ['old/1'], { storageClass: 'GLACIER', restore })
      seedFindings(world, ['old/2'], { storageClass: 'GLACIER' })
    },
  },
  /** Two objects whose tags a job replaces, after they were recorded. No verdict, and no issue. */
  tags: tagging('replace', 'batch', 'batch-role-tag-policy.json'),
  /** The same two, which get a tag from the action itself. */
  'tags-merged': tagging('merge', 'remediation', 'tag-policy.json'),
  /** Two archived objects that a job restores, and that are not copied afterwards. */
  restored: {
    inputs: { operation: 'restore', 'on-findings': 'fail', 'wait-timeout': '20m' },
    hoursBetweenRuns: 13,
    seed: (world, { batch }) => {
      const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
      const policy = readDocumentedPolicy(world, 'batch-role-restore-policy.json', names)
      batch.policies = [...batch.policies, policy]
      seedFindings(world, ['old/1', 'old/2'], { storageClass: 'GLACIER' })
    },
  },
  /** Two objects that a job hands to a function, which adds a tag. */
  functions: {
    inputs: { ...CALLING, operation: 'invoke-lambda', 'on-findings': 'fail' },
    seed: (world, { batch }) => {
      const names = { bucket: BUCKET, repository: 'octo-org/octo-repo', functionArn: FUNCTION }
      batch.policies = [...batch.policies, readDocumentedPolicy(world, 'batch-role-lambda-policy.json', names)]
      seedFindings(world, ['old/1', 'old/2'])
      installFunction(world, 'merge-tags', BUCKET)
    },
  },
}

function askingAthena(jobManifest: string, keys: readonly string[]): RigOptions {
  return {
    inputs: { 'scan-engine': 'athena', 'athena-database': DATABASE, 'job-manifest': jobManifest },
    seed: (world, { remediation }) => {
      athenaState(world).databases.set(DATABASE, new Map())
      const names = { bucket: BUCKET, repository: 'octo-org/octo-repo', database: DATABASE }
      const policy = readDocumentedPolicy(world, 'athena-policy.json', names)
      remediation.policies = [...remediation.policies, policy]
      seedFindings(world, keys)
    },
  }
}

function tagging(existing: string, role: keyof Roles, file: string): RigOptions {
  return {
    inputs: { operation: 'tag', tags: 'team=archive', 'tags-existing': existing, 'on-findings': 'fail' },
    seed: (world, roles) => {
      const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
      roles[role].policies = [...roles[role].policies, readDocumentedPolicy(world, file, names)]
      seedFindings(world, ['old/1', 'old/2'])
    },
  }
}
