// Reads a job manifest as S3 does: one task per row (S3 User Guide, "Specifying a manifest", "Troubleshooting Batch
// Operations"). The codes and most texts of failures are UNCONFIRMED; AWS publishes few.

import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { ServiceError } from '../http.ts'
import { authorizeDecrypt, authorizeKms, authorizeS3 } from '../s3/access.ts'
import { readWholeBody } from '../s3/body.ts'
import { findVersion, getBucket } from '../s3/state.ts'
import { type AnswerTo, answerTo } from '../unsettled.ts'
import type { ObjectVersion, Principal, World } from '../world.ts'
import type { Task } from './job.ts'
import type { JobManifestLocation, ManifestField } from './job-request.ts'

/** Why a job manifest cannot be used; becomes a FailureReason of the job. */
export class ManifestProblem extends Error {
  readonly code: string

  constructor(code: string, reason: string) {
    super(reason)
    this.code = code
  }
}

const CONTENT = 'InvalidManifestContent'

/** Reads every task of the job manifest, using the batch role. */
export function readJobManifest(world: World, principal: Principal, location: JobManifestLocation): readonly Task[] {
  const { bucket, key, versionId } = location
  const isInventory = location.format === 'S3InventoryReport_CSV_20161130'
  const object = readManifestObject(world, principal, { bucket, key, versionId, mayBeKms: isInventory })
  if (object.etag !== location.etag) {
    throw new ManifestProblem(
      CONTENT,
      `The ETag of the manifest is ${object.etag}, not ${location.etag} as the job says`,
    )
  }
  const bytes = readWholeBody(object.body)
  const tasks = isInventory
    ? readInventory(world, principal, bytes)
    : parseRows(decodeText(bytes), location.fields, answerTo(world, 'job-manifest-plus'))
  if (tasks.length === 0) throw new ManifestProblem(CONTENT, 'The manifest is empty')
  return tasks
}

type ManifestObject = {
  readonly bucket: string
  readonly key: string
  readonly versionId?: string | undefined
  readonly mayBeKms: boolean
}

function readManifestObject(world: World, principal: Principal, wanted: ManifestObject): ObjectVersion {
  const { key, versionId } = wanted
  try {
    const bucket = getBucket(world, wanted.bucket)
    authorizeS3(world, principal, versionId === undefined ? 'GetObject' : 'GetObjectVersion', { bucket, key })
    const object = findVersion(bucket, key, versionId)
    if (object === undefined || object.isDeleteMarker) {
      throw new ServiceError(404, 'NoSuchKey', 'The specified key does not exist.')
    }
    const { status, kmsKeyArn } = object.encryption
    if (status === 'SSE-C' || (status !== 'SSE-S3' && status !== 'NOT-SSE' && !wanted.mayBeKms)) {
      throw new ManifestProblem(CONTENT, `Reading a manifest encrypted with ${status} is not supported`)
    }
    authorizeDecrypt(world, principal, bucket, object.encryption)
    if (kmsKeyArn !== undefined) authorizeKms(world, principal, bucket, 'GenerateDataKey', kmsKeyArn)
    return object
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    if (error.status === 403) throw new ManifestProblem(error.code, `Reading the manifest is forbidden: ${error.code}`)
    throw new ManifestProblem(error.code, `Reading the manifest failed: ${error.code}`)
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new ManifestProblem(CONTENT, 'The manifest is not UTF-8')
  }
}

/** Parses CSV rows with the columns of the job. A header row is a task like any other. */
export function parseRows(
  text: string,
  fields: readonly ManifestField[],
  plus: AnswerTo<'job-manifest-plus'> = 'space',
): readonly Task[] {
  const bucketColumn = fields.indexOf('Bucket')
  const keyColumn = fields.indexOf('Key')
  const versionColumn = fields.indexOf('VersionId')
  const missing = [bucketColumn < 0 ? 'Bucket' : '', keyColumn < 0 ? 'Key' : ''].filter((name) => name !== '')
  if (missing.length > 0) {
    throw new ManifestProblem(CONTENT, `Required fields are missing in the schema: ${missing.join(', ')}`)
  }
  if (text.startsWith('\uFEFF')) throw new ManifestProblem(CONTENT, 'The manifest begins with a byte order mark')
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line, index) => {
    const cells = splitCells(line.endsWith('\r') ? line.slice(0, -1) : line)
    if (cells?.length !== fields.length) {
      throw new ManifestProblem(CONTENT, `Row ${index + 1} of the manifest does not have ${fields.length} columns`)
    }
    const writtenKey = cells[keyColumn] ?? ''
    return {
      bucket: cells[bucketColumn] ?? '',
      writtenKey,
      key: decodeKey(writtenKey, plus),
      versionId: versionColumn < 0 ? undefined : (cells[versionColumn] ?? ''),
    }
  })
}

/** The cells of one row, quoted or not; undefined if a quote is misplaced. */
function splitCells(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(',')
  const cells: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y
  for (;;) {
    const found = cell.exec(line)
    if (found === null) return undefined
    const [, quoted, plain = '', end] = found
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '') return cells
  }
}

/**
 * Keys are URL-encoded, a space as `%20` (S3 User Guide, "Specifying a manifest"). It is UNCONFIRMED that `+` is a
 * space, too: AWS's Lambda samples unquote_plus.
 */
function decodeKey(written: string, plus: AnswerTo<'job-manifest-plus'>): string | undefined {
  if (!written.includes('%') && !written.includes('+')) return written
  try {
    return decodeURIComponent(plus === 'space' ? written.replaceAll('+', ' ') : written)
  } catch {
    return undefined
  }
}

type InventoryManifest = {
  readonly destinationBucket?: string
  readonly fileFormat?: string
  readonly fileSchema?: string
  readonly files?: readonly { readonly key: string; readonly MD5checksum: string }[]
}

/** An inventory report as job manifest: the data files and columns in its manifest.json. */
function readInventory(world: World, principal: Principal, bytes: Uint8Array): readonly Task[] {
  const manifest = parseInventoryManifest(bytes)
  const bucket = manifest.destinationBucket?.replace(/^arn:[^:]+:s3:::/, '') ?? ''
  if (manifest.fileFormat !== 'CSV') {
    throw new ManifestProblem(CONTENT, `Inventory reports in format ${manifest.fileFormat} cannot be a manifest`)
  }
  const fields = (manifest.fileSchema ?? '').split(',').map((column): ManifestField => {
    const name = column.trim()
    return name === 'Bucket' || name === 'Key' || name === 'VersionId' ? name : 'Ignore'
  })
  return (manifest.files ?? []).flatMap((file) => {
    const data = readWholeBody(readManifestObject(world, principal, { bucket, key: file.key, mayBeKms: true }).body)
    if (createHash('md5').update(data).digest('hex') !== file.MD5checksum) {
      throw new ManifestProblem(CONTENT, `The MD5 of ${file.key} is not the one in the inventory's manifest.json`)
    }
    return parseRows(decodeText(gunzipSync(data)), fields)
  })
}

function parseInventoryManifest(bytes: Uint8Array): InventoryManifest {
  try {
    return JSON.parse(decodeText(bytes)) as InventoryManifest
  } catch {
    throw new ManifestProblem(CONTENT, "The inventory's manifest.json is not JSON")
  }
}
