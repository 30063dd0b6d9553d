// Knows what a careful person would want to know before a plan is started. Pure.

import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { KeyRule } from '../words/key-rule.ts'
import { formatNoun } from '../words/numbers.ts'
import type { BucketPlan, PlanRules } from './bucket-plan.ts'

/** Replication, versions kept, clocks restarted, and what could not be read; in whole sentences. */
export function warnAbout(
  { jobs, directCopies, objectLock }: Pick<BucketPlan, 'jobs' | 'directCopies' | 'objectLock'>,
  facts: BucketFacts,
  { keyRule }: Pick<PlanRules, 'keyRule'>,
): string[] {
  const copies = [...jobs.filter(({ operation }) => operation === 'S3PutObjectCopy'), ...directCopies]
  const warnings: string[] = []
  if (copies.some(({ group }) => group.tally.bytes === undefined)) {
    warnings.push(
      'The report has no Size column, and the sizes were not looked up: how many bytes are copied, and what that costs, is not known.',
    )
  }
  if (copies.some(({ group }) => group.newestLastModified === undefined)) {
    warnings.push(
      'The report has no LastModifiedDate column: what was written since the report was begun is left alone, and early deletion is priced as if all objects were new.',
    )
  }
  if (copies.length > 0) {
    warnings.push('A copy sets LastModified to now: lifecycle ages restart, and multipart objects get a new ETag.')
    if (facts.versioning === 'Enabled') {
      warnings.push(
        'The bucket is versioned: each old, unencrypted version stays as a noncurrent version and is paid for.',
      )
    }
    if (facts.replicates) warnings.push(`${sayReplicas(facts)}: every copied object is replicated again.`)
  }
  if (jobs.some((job) => job.operation === 'S3PutObjectCopy' && job.naming === 'new-object-metadata')) {
    warnings.push(
      'The bucket default is not SSE-S3, so the job must name the encryption in NewObjectMetadata, which may drop user metadata: only if a few objects keep theirs are the others copied.',
    )
  } else if (jobs.some((job) => job.operation === 'S3PutObjectCopy' && job.canaryObjects > 0)) {
    warnings.push(
      'A few objects of each storage class are copied first and compared: the others are copied only if those lost nothing.',
    )
  }
  if (directCopies.length > 0) {
    warnings.push(
      'The action copies some objects itself, each on condition that nobody wrote it: its role needs docs/iam/direct-copy-policy.json.',
    )
  }
  if (facts.replicates) warnings.push(...warnAboutReplicas({ jobs, directCopies }, facts))
  if (jobs.some(({ operation }) => operation === 'S3UpdateObjectEncryption') && changesKeysUnasked(keyRule)) {
    warnings.push(
      'The policy asks for bucket keys, not for one key: objects that get a bucket key get the key of kms-key-arn with it, whatever key they are under now. Accept SSE-KMS alone to make that key the policy, or exclude what is to keep its key.',
    )
  }
  if (jobs.some(({ operation }) => operation === 'S3InitiateRestoreObject')) {
    warnings.push(
      'Restored objects are copied by a later run, once S3 has restored them: until then they stay findings. The report does not tell what is restored already: each archived object is looked at first, and what is restored, or about to be, is not restored again. The estimate has the price of restoring and copying all.',
    )
  }
  if (jobs.some(({ operation }) => operation === 'S3PutObjectCopy') && facts.website !== 'none') {
    warnings.push(
      facts.website === 'some'
        ? 'The bucket is a website, and a job would lose the redirects of objects: each object is looked at first, and those with a redirect are held back.'
        : 'Whether the bucket is a website could not be read (s3:GetBucketWebsite is not allowed): a job would lose the redirects of objects.',
    )
  }
  if (objectLock !== undefined && objectLock.objects > 0) {
    warnings.push(
      `The bucket has Object Lock: ${formatNoun(objectLock.objects, 'object')} of the jobs ${objectLock.objects === 1 ? 'is' : 'are'} looked at before, and after a copy, by ${formatNoun(objectLock.requests, 'request')} of max-evidence-requests. Locked objects are held back; a lock set during a job is told, and stays on the old version alone. The role needs docs/iam/object-lock-policy.json.`,
    )
  }
  if (copies.length > 0 && facts.defaultLock === 'retention') {
    warnings.push('The bucket has a default retention: no copy can be deleted before it ends.')
  }
  if (facts.accessLogs === 'unknown') {
    warnings.push(
      'Whether server access logs are delivered to the bucket could not be read (s3:GetBucketPolicy or s3:GetBucketAcl is not allowed): a bucket of logs should stay under SSE-S3.',
    )
  }
  if (!facts.hasEncryptionConfiguration && copies.length > 0) {
    warnings.push(
      'The bucket has no default encryption configuration: S3 then encrypts new objects with SSE-S3 (since January 2023), and the plan rests on that. PutBucketEncryption says it in so many words.',
    )
  }
  if (facts.lifecycle === 'unknown') {
    warnings.push(
      'The lifecycle rules could not be read (s3:GetLifecycleConfiguration is not allowed): the price of moving objects between classes is not known.',
    )
  }
  if (facts.notifications === 'unknown') {
    warnings.push(
      'The event notifications could not be read (s3:GetBucketNotification is not allowed): what new objects start is not known.',
    )
  }
  return warnings
}

/**
 * S3 User Guide, "Updating server-side encryption for existing data": the change of a key in place is not replicated.
 * "Replicating encrypted objects": what is replicated under a KMS key has to be decrypted with it, and encrypted again.
 */
function warnAboutReplicas(
  { jobs, directCopies }: Pick<BucketPlan, 'jobs' | 'directCopies'>,
  facts: BucketFacts,
): string[] {
  const warnings: string[] = []
  if (jobs.some(({ operation }) => operation === 'S3UpdateObjectEncryption')) {
    const { replicaBuckets } = facts
    const names = replicaBuckets.length === 0 ? 'the destination bucket' : replicaBuckets.join(', ')
    warnings.push(
      `S3 does not replicate a change of the encryption key: replicas stay under the old one. Check them as buckets of their own: add ${names} to buckets, with the key of its Region.`,
    )
  }
  if ([...jobs, ...directCopies].some(({ target }) => target.status === 'SSE-KMS')) {
    warnings.push(
      'What is encrypted under a KMS key is only replicated by rules that say so (SourceSelectionCriteria: SseKmsEncryptedObjects), and the replication role needs kms:Decrypt on that key and kms:Encrypt on the key of the replicas.',
    )
  }
  return warnings
}

const sayReplicas = ({ replicaBuckets }: BucketFacts) =>
  `The bucket has replication rules${replicaBuckets.length === 0 ? '' : ` (to ${replicaBuckets.join(', ')})`}`

/** Whether what is wrong with an object under a KMS key can only be that it has no bucket key. */
const changesKeysUnasked = ({ kmsKeyArn, bucketKey }: KeyRule) => bucketKey && kmsKeyArn === undefined
