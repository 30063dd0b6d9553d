// DeleteObjects (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { child, children, childText, element, malformedXml, parseXml, type XmlElement } from '../../xml.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { removeOne } from '../removal.ts'

const MAX_KEYS = 1000

/** Up to 1,000 removals; each has its own result and its own permission check. */
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
