// Tag sets: their limits, and their formats as a header and as XML (S3 User Guide, "Categorizing your objects using
// tags").

import { ServiceError } from '../http.ts'
import { child, children, childText, element, malformedXml, type XmlElement } from '../xml.ts'
import { invalidArgument } from './call.ts'

const MAX_TAGS = 10
/** S3 User Guide, "Using cost allocation S3 bucket tags". */
export const MAX_BUCKET_TAGS = 50
const MAX_KEY_CHARACTERS = 128
const MAX_VALUE_CHARACTERS = 256
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

export type Tags = ReadonlyMap<string, string>

/** `x-amz-tagging`: tags as URL query parameters. */
export function parseTagHeader(header: string | undefined): Tags {
  if (header === undefined || header === '') return new Map()
  const pairs = [...new URLSearchParams(header)]
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    )
  }
  return checkTags(new Map(pairs))
}

/** The body of PutObjectTagging and, with more tags, of PutBucketTagging. */
export function parseTagging(root: XmlElement, most = MAX_TAGS): Tags {
  const set = child(root, 'TagSet')
  if (set === undefined) throw malformedXml()
  const tags = new Map<string, string>()
  for (const tag of children(set, 'Tag')) {
    const key = childText(tag, 'Key')
    const value = childText(tag, 'Value')
    if (key === undefined || value === undefined) throw malformedXml()
    if (tags.has(key))
      throw new ServiceError(400, 'InvalidTag', 'Cannot provide multiple Tags with the same key', { TagKey: key })
    tags.set(key, value)
  }
  return checkTags(tags, most)
}

/** 400 BadRequest or InvalidTag if a set exceeds S3's limits. */
export function checkTags(tags: Tags, most = MAX_TAGS): Tags {
  if (tags.size > most) {
    const what = most === MAX_TAGS ? 'Object' : 'Bucket'
    throw new ServiceError(400, 'BadRequest', `${what} tags cannot be greater than ${most}`)
  }
  for (const [key, value] of tags) {
    if (key === '' || key.length > MAX_KEY_CHARACTERS || !ALLOWED.test(key) || key.startsWith('aws:')) {
      throw new ServiceError(400, 'InvalidTag', 'The TagKey you have provided is invalid', { TagKey: key })
    }
    if (value.length > MAX_VALUE_CHARACTERS || !ALLOWED.test(value)) {
      throw new ServiceError(400, 'InvalidTag', 'The TagValue you have provided is invalid', { TagValue: value })
    }
  }
  return tags
}

/** `<Tagging>` in S3's format. */
export function renderTagging(tags: Tags): XmlElement {
  const set = [...tags].map(([key, value]) => element('Tag', [element('Key', key), element('Value', value)]))
  return element('Tagging', [element('TagSet', set)])
}
