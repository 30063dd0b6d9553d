// The body of CreateJob (S3 API Reference, "CreateJob", "JobManifest", "JobReport").

import { createHash } from 'node:crypto'
import { child, renderXml, type XmlElement } from '../xml.ts'
import {
  badRequest,
  checkText,
  listItems,
  optionalBoolean,
  optionalInteger,
  optionalText,
  parseBucketArn,
  parseTagList,
  requiredText,
} from './fields.ts'
import { type ManifestGenerator, parseManifestGenerator } from './generator-request.ts'
import { type JobOperation, parseOperation } from './job-operation.ts'

export type ManifestField = 'Ignore' | 'Bucket' | 'Key' | 'VersionId'

export type JobManifestLocation = {
  readonly format: 'S3BatchOperations_CSV_20180820' | 'S3InventoryReport_CSV_20161130'
  /** One per column; empty for the inventory format. */
  readonly fields: readonly ManifestField[]
  readonly bucket: string
  readonly key: string
  /** Without quotes. */
  readonly etag: string
  readonly versionId: string | undefined
}

export type JobReport = {
  readonly enabled: boolean
  readonly bucket: string
  readonly prefix: string | undefined
  readonly scope: 'AllTasks' | 'FailedTasksOnly'
  readonly expectedOwner: string | undefined
}

export type JobRequest = {
  readonly confirmationRequired: boolean | undefined
  readonly operation: JobOperation
  readonly report: JobReport
  readonly clientRequestToken: string
  readonly manifest: JobManifestLocation | undefined
  readonly generator: ManifestGenerator | undefined
  readonly description: string | undefined
  readonly priority: number
  readonly roleArn: string
  readonly tags: ReadonlyMap<string, string>
  /** Equal for equal requests, regardless of the order of their elements. */
  readonly fingerprint: string
  /** The elements that DescribeJob returns unchanged. */
  readonly echo: {
    readonly operation: XmlElement | undefined
    readonly report: XmlElement | undefined
    readonly manifest: XmlElement | undefined
    readonly generator: XmlElement | undefined
  }
}

const CSV_FORMAT = 'S3BatchOperations_CSV_20180820'
const INVENTORY_FORMAT = 'S3InventoryReport_CSV_20161130'
const MANIFEST_FIELDS: readonly ManifestField[] = ['Ignore', 'Bucket', 'Key', 'VersionId']
const MAX_PRIORITY = 2_147_483_647

/**
 * Reads and validates `<CreateJobRequest>`; throws 400 BadRequestException, or 501 for what the emulator cannot run.
 */
export function parseJobRequest(root: XmlElement): JobRequest {
  if (root.name !== 'CreateJobRequest') throw badRequest('The body must be a CreateJobRequest')
  const manifest = child(root, 'Manifest')
  const generator = child(root, 'ManifestGenerator')
  if ((manifest === undefined) === (generator === undefined)) {
    throw badRequest('Exactly one of Manifest and ManifestGenerator must be given')
  }
  const priority = optionalInteger(root, 'Priority', 0, MAX_PRIORITY)
  if (priority === undefined) throw badRequest('Missing required field: Priority')
  return {
    confirmationRequired: optionalBoolean(root, 'ConfirmationRequired'),
    operation: parseOperation(child(root, 'Operation')),
    report: parseReport(child(root, 'Report')),
    clientRequestToken: requiredText(root, 'ClientRequestToken', { min: 1, max: 64 }),
    manifest: manifest === undefined ? undefined : parseManifest(manifest),
    generator: generator === undefined ? undefined : parseManifestGenerator(generator),
    description: optionalText(root, 'Description', { min: 1, max: 256 }),
    priority,
    roleArn: requiredText(root, 'RoleArn', { min: 1, max: 2048, pattern: /^arn:[^:]+:iam::\d{12}:role\/.*/ }),
    tags: parseTagList(listItems(root, 'Tags', 'S3Tag') ?? [], 50),
    fingerprint: createHash('sha256')
      .update(renderXml(sortElements(root)))
      .digest('hex'),
    echo: { operation: child(root, 'Operation'), report: child(root, 'Report'), manifest, generator },
  }
}

function parseManifest(node: XmlElement): JobManifestLocation {
  const spec = child(node, 'Spec')
  const location = child(node, 'Location')
  const format = requiredText(spec, 'Format', { oneOf: [CSV_FORMAT, INVENTORY_FORMAT] })
  const fields = parseFields(spec, format)
  const arn = requiredText(location, 'ObjectArn', { min: 1, max: 2000, pattern: /^arn:[^:]+:s3:.*/ })
  const [, bucket, key] = /^arn:[^:]+:s3:::([^/]+)\/(.+)$/s.exec(arn) ?? []
  if (bucket === undefined || key === undefined) throw badRequest(`ObjectArn must be the ARN of an object: ${arn}`)
  return {
    format: format === CSV_FORMAT ? CSV_FORMAT : INVENTORY_FORMAT,
    fields,
    bucket,
    key,
    etag: requiredText(location, 'ETag', { min: 1, max: 1024 }).replaceAll('"', ''),
    versionId: optionalText(location, 'ObjectVersionId', { min: 1, max: 2000 }),
  }
}

/** Only the CSV format has fields. Whether they include Bucket and Key is checked only while the job prepares. */
function parseFields(spec: XmlElement | undefined, format: string): readonly ManifestField[] {
  const items = listItems(spec, 'Fields')
  if ((format === CSV_FORMAT) !== (items !== undefined && items.length > 0)) {
    throw badRequest(`Fields must be given for ${CSV_FORMAT} and for no other format`)
  }
  const names: readonly string[] = MANIFEST_FIELDS
  return (items ?? []).map((item) => {
    checkText(item.text, 'Fields', { oneOf: names })
    return MANIFEST_FIELDS.find((field) => field === item.text) ?? 'Ignore'
  })
}

function parseReport(node: XmlElement | undefined): JobReport {
  if (node === undefined) throw badRequest('Missing required field: Report')
  const enabled = optionalBoolean(node, 'Enabled')
  if (enabled === undefined) throw badRequest('Missing required field: Enabled')
  const expectedOwner = optionalText(node, 'ExpectedBucketOwner', { pattern: /^\d{12}$/ })
  if (!enabled) return { enabled, bucket: '', prefix: undefined, scope: 'AllTasks', expectedOwner }
  requiredText(node, 'Format', { oneOf: ['Report_CSV_20180820'] })
  const arn = requiredText(node, 'Bucket', { min: 1, max: 128, pattern: /^arn:[^:]+:s3:.*/ })
  const scope = requiredText(node, 'ReportScope', { oneOf: ['AllTasks', 'FailedTasksOnly'] })
  return {
    enabled,
    bucket: parseBucketArn(arn, 'Bucket'),
    prefix: optionalText(node, 'Prefix', { min: 1, max: 512 }),
    scope: scope === 'AllTasks' ? scope : 'FailedTasksOnly',
    expectedOwner,
  }
}

/** The order of elements is not significant, except among those of the same name. */
function sortElements(node: XmlElement): XmlElement {
  const sorted = node.children.map(sortElements).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return { name: node.name, text: node.text.trim(), children: sorted }
}
