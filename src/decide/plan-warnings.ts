// Lists what a person needs to know before a plan is started. Pure.

import { isCopyJob, JOB_OPERATIONS, operationOf } from '../operations/registry.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import { formatNoun } from '../words/numbers.ts'
import type { BucketPlan, PlanRules } from './bucket-plan.ts'
import { findKey } from './target-key.ts'

/**
 * Replication, versions kept, lifecycle ages that restart, and settings that could not be read; in complete sentences.
 */
export function warnAbout(
  { jobs, directCopies, objectLock }: Pick<BucketPlan, 'jobs' | 'directCopies' | 'objectLock'>,
  facts: BucketFacts,
  { keyRule }: Pick<PlanRules, 'keyRule'>,
): string[] {
  const copies = [...jobs.filter(isCopyJob), ...directCopies]
  const operations = JOB_OPERATIONS.map((operation) => ({
    ...operation,
    work: jobs.filter((job) => job.operation === operation.name),
  })).filter(({ work }) => work.length > 0)
  const isWebsite = facts.website === 'some'
  return [
    ...when(
      copies.some(({ group }) => group.tally.bytes === undefined),
      'The report has no Size column, and the sizes were not looked up: how many bytes are copied, and what that costs, is unknown.',
    ),
    ...when(
      copies.some(({ group }) => group.newestLastModified === undefined),
      'The report has no LastModifiedDate column: objects modified since S3 started the report are not copied, and early deletion is priced as if all objects were new.',
    ),
    ...when(
      copies.length > 0,
      'A copy sets LastModified to the current time: the age that lifecycle rules count starts again, and multipart objects get a new ETag.',
    ),
    ...when(
      copies.length > 0 && facts.versioning === 'Enabled',
      'The bucket is versioned: each old, unencrypted version remains as a noncurrent version and is billed.',
    ),
    ...when(copies.length > 0 && facts.replicates, `${sayReplicas(facts)}: every copied object is replicated again.`),
    ...operations.flatMap(({ warnings, work }) => warnings?.way?.(work) ?? []),
    ...when(
      directCopies.length > 0,
      'The action copies some objects itself, each on condition that it has not changed: its role needs docs/iam/direct-copy-policy.json.',
    ),
    ...(facts.replicates ? operations.flatMap(({ warnings }) => warnings?.replicas?.(facts) ?? []) : []),
    // "Replicating encrypted objects": replicating an object under a KMS key requires decrypting it with that key and
    // encrypting it again.
    ...when(
      facts.replicates && findKey([...jobs, ...directCopies]) !== undefined,
      'Objects encrypted with a KMS key are only replicated by rules that select them (SourceSelectionCriteria: SseKmsEncryptedObjects), and the replication role needs kms:Decrypt on that key and kms:Encrypt on the key of the replicas.',
    ),
    ...operations.flatMap(({ warnings }) => warnings?.outcome?.(keyRule) ?? []),
    ...when(
      facts.website !== 'none' && operations.some(({ losesRedirects }) => losesRedirects),
      isWebsite
        ? 'The bucket is a website, and a job would lose the redirects of objects: each object is checked first, and those with a redirect are held back.'
        : 'Whether the bucket is a website could not be read (s3:GetBucketWebsite is not allowed): a job would lose the redirects of objects.',
    ),
    ...(objectLock !== undefined && objectLock.objects > 0 ? [sayLocks(objectLock)] : []),
    ...when(
      copies.length > 0 && facts.defaultLock === 'retention',
      'The bucket has a default retention period: no copy can be deleted before it ends.',
    ),
    ...when(
      facts.accessLogs === 'unknown',
      'Whether server access logs are delivered to the bucket could not be read (s3:GetBucketPolicy or s3:GetBucketAcl is not allowed): a bucket that receives logs should keep SSE-S3.',
    ),
    ...when(
      !facts.hasEncryptionConfiguration && copies.length > 0,
      'The bucket has no default encryption configuration: S3 then encrypts new objects with SSE-S3 (since January 2023), and the plan relies on that. PutBucketEncryption sets it explicitly.',
    ),
    ...when(
      facts.lifecycle === 'unknown',
      'The lifecycle rules could not be read (s3:GetLifecycleConfiguration is not allowed): the price of transitions between storage classes is unknown.',
    ),
    ...when(
      facts.notifications === 'unknown',
      'The event notifications could not be read (s3:GetBucketNotification is not allowed): what new objects trigger is unknown.',
    ),
  ]
}

/** The same for an operation that neither encrypts nor copies. */
export function warnOfSelected(
  { jobs, oneByOne = [] }: Pick<BucketPlan, 'jobs' | 'oneByOne'>,
  facts: BucketFacts,
): string[] {
  const operations = JOB_OPERATIONS.map((operation) => ({
    ...operation,
    work: jobs.filter((job) => job.operation === operation.name),
  })).filter(({ work }) => work.length > 0)
  return [
    ...operations.flatMap(({ warnings, work }) => warnings?.way?.(work) ?? []),
    ...operations.flatMap(({ warnings, work }) => warnings?.selected?.(work) ?? []),
    ...new Set(oneByOne.flatMap((work) => operationOf(work).warning ?? [])),
    ...when(facts.notifications === 'unknown', NOTIFICATIONS_UNKNOWN),
  ]
}

const NOTIFICATIONS_UNKNOWN =
  'The event notifications could not be read (s3:GetBucketNotification is not allowed): what the changes trigger is unknown.'

const when = (holds: boolean, text: string) => (holds ? [text] : [])

const sayLocks = ({ objects, requests }: NonNullable<BucketPlan['objectLock']>) =>
  `The bucket has Object Lock: ${formatNoun(objects, 'object')} of the jobs ${objects === 1 ? 'is' : 'are'} checked for locks before, and after a copy, with ${formatNoun(requests, 'request')} of max-evidence-requests. Locked objects are held back; a lock set during a job is reported, and stays only on the old version. The role needs docs/iam/object-lock-policy.json.`

const sayReplicas = ({ replicaBuckets }: BucketFacts) =>
  `The bucket has replication rules${replicaBuckets.length === 0 ? '' : ` (to ${replicaBuckets.join(', ')})`}`
