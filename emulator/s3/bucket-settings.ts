// The settings of a bucket that decide how its objects live: versioning, ownership, replication, policy
// (S3 API Reference, one operation each).

import { type EmulatorResponse, ServiceError } from '../http.ts'
import type { IamPolicy } from '../iam/types.ts'
import { bucketArn, partitionOf } from '../partition.ts'
import { child, childText, element, malformedXml, parseXml } from '../xml.ts'
import { authorizeS3 } from './access.ts'
import { renderAccessControlPolicy } from './acl.ts'
import { answerXml, type BucketCall, notImplemented } from './request.ts'

function authorizeBucket(call: BucketCall, action: string): void {
  authorizeS3(call.world, call.principal, action, { bucket: call.bucket })
}

/** `<Status>` is absent in a bucket that never had versioning. */
export function getBucketVersioning(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketVersioning')
  const { versioning } = call.bucket
  return answerXml(
    element('VersioningConfiguration', [element('Status', versioning === 'Unversioned' ? undefined : versioning)]),
  )
}

/** Enabled or Suspended; a bucket never goes back to unversioned, and under Object Lock it stays enabled. */
export function putBucketVersioning(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketVersioning')
  const root = parseXml(call.request.body)
  const status = childText(root, 'Status')
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml()
  if (childText(root, 'MfaDelete') === 'Enabled') throw notImplemented('x-amz-mfa')
  if (status === 'Suspended' && call.bucket.objectLockEnabled) {
    throw new ServiceError(
      409,
      'InvalidBucketState',
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    )
  }
  call.bucket.versioning = status
  return { status: 200 }
}

/** Every bucket has a rule since April 2023: BucketOwnerEnforced unless somebody chose another. */
export function getBucketOwnershipControls(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketOwnershipControls')
  const rule = element('Rule', [element('ObjectOwnership', call.bucket.ownership)])
  return answerXml(element('OwnershipControls', [rule]))
}

/** Sets who owns new objects and whether ACLs count. */
export function putBucketOwnershipControls(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketOwnershipControls')
  const ownership = childText(child(parseXml(call.request.body), 'Rule'), 'ObjectOwnership')
  if (ownership !== 'BucketOwnerEnforced' && ownership !== 'BucketOwnerPreferred' && ownership !== 'ObjectWriter') {
    throw malformedXml()
  }
  call.bucket.ownership = ownership
  return { status: 200 }
}

/** One rule that says "replicates" where the world says so; else 404. Replication itself does not run. */
export function getBucketReplication(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetReplicationConfiguration')
  const { bucket } = call
  if (!bucket.replication) {
    throw new ServiceError(
      404,
      'ReplicationConfigurationNotFoundError',
      'The replication configuration was not found',
      { BucketName: bucket.name },
    )
  }
  const rule = element('Rule', [
    element('ID', 'seeded'),
    element('Priority', 1),
    element('Status', 'Enabled'),
    element('Filter', [element('Prefix', '')]),
    element('DeleteMarkerReplication', [element('Status', 'Disabled')]),
    element('Destination', [element('Bucket', bucketArn(call.world, `${bucket.name}-replica`))]),
  ])
  const role = `arn:${partitionOf(call.world)}:iam::${bucket.owner}:role/replication`
  return answerXml(element('ReplicationConfiguration', [element('Role', role), rule]))
}

/**
 * One rule where the world says so; else 404 (API reference, "GetBucketLifecycleConfiguration"). No rule ever acts: time
 * does not pass here.
 */
export function getBucketLifecycle(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetLifecycleConfiguration')
  const { bucket } = call
  if (!bucket.lifecycle) {
    throw new ServiceError(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', {
      BucketName: bucket.name,
    })
  }
  const rule = element('Rule', [
    element('ID', 'seeded'),
    element('Filter', [element('Prefix', '')]),
    element('Status', 'Enabled'),
    element('Transition', [element('Days', 30), element('StorageClass', 'STANDARD_IA')]),
  ])
  return answerXml(element('LifecycleConfiguration', [rule]))
}

/**
 * One topic where the world says so; else an empty configuration, never 404 (API reference,
 * "GetBucketNotificationConfiguration"). No event is ever sent.
 */
export function getBucketNotification(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketNotification')
  const { bucket } = call
  const topic = element('TopicConfiguration', [
    element('Id', 'seeded'),
    element('Topic', `arn:${partitionOf(call.world)}:sns:${bucket.region}:${bucket.owner}:seeded`),
    element('Event', 's3:ObjectCreated:*'),
  ])
  return answerXml(element('NotificationConfiguration', bucket.notifications ? [topic] : []))
}

/** An index document where the world says so; else 404 (API reference, "GetBucketWebsite"). No page is ever served. */
export function getBucketWebsite(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketWebsite')
  const { bucket } = call
  if (!bucket.website) {
    throw new ServiceError(
      404,
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
      { BucketName: bucket.name },
    )
  }
  const index = element('IndexDocument', [element('Suffix', 'index.html')])
  return answerXml(element('WebsiteConfiguration', [index]))
}

/** The owner's full control, and what was granted beside (API reference, "GetBucketAcl"). */
export function getBucketAcl(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketAcl')
  return answerXml(renderAccessControlPolicy(call.bucket.owner, call.bucket.grants))
}

/** The policy as JSON; 404 without one. */
export function getBucketPolicy(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketPolicy')
  if (call.bucket.policy === undefined) {
    throw new ServiceError(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist', {
      BucketName: call.bucket.name,
    })
  }
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(call.bucket.policy) }
}

/** Replaces the policy. 400 MalformedPolicy for what is not a policy document. */
export function putBucketPolicy(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketPolicy')
  call.bucket.policy = parsePolicy(new TextDecoder().decode(call.request.body))
  return { status: 204 }
}

/** Removes the policy. */
export function deleteBucketPolicy(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'DeleteBucketPolicy')
  call.bucket.policy = undefined
  return { status: 204 }
}

function parsePolicy(text: string): IamPolicy {
  const malformed = new ServiceError(400, 'MalformedPolicy', 'This policy contains invalid Json')
  let document: { Version?: string; Statement?: unknown }
  try {
    document = JSON.parse(text)
  } catch {
    throw malformed
  }
  if (typeof document !== 'object' || document === null || document.Statement === undefined) throw malformed
  const statements = (
    Array.isArray(document.Statement) ? document.Statement : [document.Statement]
  ) as IamPolicy['Statement']
  if (statements.some(({ Effect }) => Effect !== 'Allow' && Effect !== 'Deny')) {
    throw new ServiceError(400, 'MalformedPolicy', 'Missing required field Effect')
  }
  return { ...(document.Version === undefined ? {} : { Version: document.Version }), Statement: statements }
}
