// Adds the defaults that a request omitted, as DescribeJob might (S3 API Reference, "S3CopyObjectOperation",
// "S3ObjectMetadata", "S3InitiateRestoreObjectOperation", "JobReport"). UNCONFIRMED that it does.

import { child, element, type XmlElement } from '../xml.ts'

const METADATA = [element('UserMetadata', []), element('ContentLength', 0), element('RequesterCharged', false)]

const DEFAULTS: Readonly<Record<string, readonly XmlElement[]>> = {
  S3PutObjectCopy: [
    element('MetadataDirective', 'COPY'),
    // Newer than some clients, which omit unknown members.
    element('AnnotationDirective', 'COPY'),
    element('CannedAccessControlList', 'private'),
    element('AccessControlGrants', []),
    element('NewObjectMetadata', METADATA),
    element('NewObjectTagging', []),
    element('RequesterPays', false),
    element('StorageClass', 'STANDARD'),
    element('ObjectLockLegalHoldStatus', 'OFF'),
    element('BucketKeyEnabled', false),
    element('TargetKeyPrefix', ''),
    element('MemberOfAnotherYear', 'DEFAULT'),
  ],
  NewObjectMetadata: METADATA,
  S3InitiateRestoreObject: [element('GlacierJobTier', 'STANDARD')],
  'SSE-KMS': [element('BucketKeyEnabled', false)],
}

/** The operation with all defaults. */
export function spellOutOperation(node: XmlElement | undefined): XmlElement | undefined {
  if (node === undefined || node.text !== '') return node
  const told = node.children.map((one) => spellOutOperation(one) ?? one)
  const missing = (DEFAULTS[node.name] ?? []).filter(({ name }) => child(node, name) === undefined)
  return { ...node, children: [...told, ...missing] }
}

/** A completion report includes all tasks; its prefix is shown with the slash that S3 appends. */
export function spellOutReport(node: XmlElement | undefined): XmlElement | undefined {
  if (node === undefined) return undefined
  const children = node.children.map((one) => (one.name === 'Prefix' ? { ...one, text: `${one.text}/` } : one))
  return { ...node, children }
}
