// DeleteObject and DeleteObjects (S3 API Reference; S3 User Guide, "Deleting object versions").

import { type EmulatorResponse, ServiceError } from '../http.ts'
import { child, children, childText, element, malformedXml, parseXml, type XmlElement } from '../xml.ts'
import { authorizeS3, mayS3 } from './access.ts'
import { checkWriteConditions, conditionContext, type WriteConditions } from './conditions.ts'
import { refuseLockedRemoval } from './object-lock.ts'
import { answerXml, type BucketCall, parseVersionId, writerOf } from './request.ts'
import { currentVersion, findVersion, putDeleteMarker, removeVersion } from './store.ts'

const MAX_KEYS = 1000

type Deletion = { readonly versionId?: string | undefined; readonly markerVersionId?: string | undefined }

/** Removes a version, or the object; in a versioned bucket a delete marker takes its place. 204 also for what is not there. */
export function deleteObject(call: BucketCall): EmulatorResponse {
  const deletion = removeOne(call, call.key, parseVersionId(call.query), { ifMatch: call.headers['if-match'] })
  const headers: Record<string, string> = {}
  const shown = deletion.markerVersionId ?? deletion.versionId
  if (shown !== undefined) headers['x-amz-version-id'] = shown
  if (deletion.markerVersionId !== undefined) headers['x-amz-delete-marker'] = 'true'
  return { status: 204, headers }
}

/** Up to 1,000 removals; each has its own answer and its own permission. */
export function deleteObjects(call: BucketCall): EmulatorResponse {
  const root = parseXml(call.request.body)
  const objects = children(root, 'Object')
  if (objects.length === 0 || objects.length > MAX_KEYS) throw malformedXml()
  const isQuiet = childText(root, 'Quiet') === 'true'
  const results = objects.map((object) => answerOne(call, object))
  return answerXml(element('DeleteResult', isQuiet ? results.filter((result) => result.name === 'Error') : results))
}

function answerOne(call: BucketCall, object: XmlElement): XmlElement {
  const key = childText(object, 'Key')
  if (key === undefined) throw malformedXml()
  const versionId = child(object, 'VersionId')?.text
  const named = [element('Key', key), element('VersionId', versionId)]
  try {
    const deletion = removeOne(call, key, versionId, { ifMatch: childText(object, 'ETag') })
    const isMarker = deletion.markerVersionId !== undefined
    return element('Deleted', [
      ...named,
      element('DeleteMarker', isMarker ? true : undefined),
      element('DeleteMarkerVersionId', deletion.markerVersionId),
    ])
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return element('Error', [...named, element('Code', error.code), element('Message', error.message)])
  }
}

function removeOne(
  call: BucketCall,
  key: string,
  versionId: string | undefined,
  conditions: WriteConditions,
): Deletion {
  const { bucket, principal, world } = call
  const action = versionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion'
  authorizeS3(world, principal, action, { bucket, key }, conditionContext(conditions))
  // An ETag compares with the object, which takes the right to read it (S3 User Guide, "Enforce conditional deletes").
  const comparesEtag = conditions.ifMatch !== undefined && conditions.ifMatch !== '*'
  if (comparesEtag) authorizeS3(world, principal, 'GetObject', { bucket, key })
  checkWriteConditions(currentVersion(bucket, key), conditions, key)
  if (versionId === undefined && bucket.versioning !== 'Unversioned') {
    return { markerVersionId: putDeleteMarker(world, bucket, key, { writer: writerOf(call) }).versionId }
  }
  const version = findVersion(bucket, key, versionId)
  if (version === undefined) return { versionId }
  refuseLockedRemoval(version, world.clock.now(), bypassesGovernance(call, key))
  removeVersion(world, bucket, version, writerOf(call))
  return version.isDeleteMarker ? { versionId, markerVersionId: version.versionId } : { versionId }
}

function bypassesGovernance(call: BucketCall, key: string): boolean {
  if (call.headers['x-amz-bypass-governance-retention']?.toLowerCase() !== 'true') return false
  return mayS3(call.world, call.principal, 'BypassGovernanceRetention', { bucket: call.bucket, key })
}
