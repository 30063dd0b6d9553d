// Requests to S3: each function is one read or one write, with results in this project's terms and denials explained.

import {
  GetBucketInventoryConfigurationCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadBucketCommand,
  ListBucketInventoryConfigurationsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  type InventoryConfiguration as SdkInventoryConfiguration,
} from '@aws-sdk/client-s3'
import { type ConfigurationLookup, type InventoryConfiguration, parseBucketArn } from '../inventory/location.ts'
import { ActionError } from '../words/errors.ts'
import { asking } from './asking.ts'
import { needing } from './attempt.ts'
import { errorNameOf, explainAwsError, httpStatusOf } from './aws-errors.ts'
import { type BucketHandle, type BucketUse, bucketArn } from './bucket-handle.ts'
import { serverDateOf } from './watch-calls.ts'

/** The statements that allow listing a bucket and reading its objects. */
const STATEMENTS = {
  source: { list: 'ReadInventoryConfigurations', read: 'VerifyObjects' },
  destination: { list: 'FindReports', read: 'ReadReports' },
  work: { list: 'FindWorkLocation', read: 'WriteJobManifestsReadCompletionReports' },
  queries: { list: 'FindQueryResults', read: 'WriteListsAndQueryResults' },
  baseline: { list: 'FindBaseline', read: 'ReadBaseline' },
} as const satisfies Readonly<Record<BucketUse, object>>

const toList = (handle: BucketHandle) => needing(STATEMENTS[handle.use].list, 's3:ListBucket', bucketArn(handle))
export const toRead = (handle: BucketHandle, key: string) =>
  needing(STATEMENTS[handle.use].read, 's3:GetObject', `${bucketArn(handle)}/${key}`)
const toReadConfigurations = (handle: BucketHandle) =>
  needing('ReadInventoryConfigurations', 's3:GetInventoryConfiguration', bucketArn(handle))

type BucketAnswer = {
  readonly region: string | undefined
  /** S3's clock, epoch milliseconds; undefined if it refused or redirected the request. */
  readonly serverDate: number | undefined
}

/** The Region of a bucket; S3 also returns it with redirects and refusals (API reference, "HeadBucket"). */
export async function findRegion(handle: BucketHandle): Promise<BucketAnswer> {
  try {
    const answer = await handle.client.send(
      new HeadBucketCommand({ Bucket: handle.bucket, ExpectedBucketOwner: handle.owner }),
    )
    return { region: answer.BucketRegion, serverDate: serverDateOf(answer) }
  } catch (error) {
    const headers = (error as { $response?: { headers?: Record<string, string> } }).$response?.headers ?? {}
    const region = headers['x-amz-bucket-region']
    const status = httpStatusOf(error)
    if (region !== undefined && (status === 301 || status === 400)) return { region, serverDate: undefined }
    throw explainAwsError(error, toList(handle))
  }
}

/** All inventory configurations of the source bucket. */
export async function listInventoryConfigurations(handle: BucketHandle): Promise<InventoryConfiguration[]> {
  const attempt = toReadConfigurations(handle)
  const found: InventoryConfiguration[] = []
  let token: string | undefined
  do {
    const page = await asking(attempt, () =>
      handle.client.send(
        new ListBucketInventoryConfigurationsCommand({
          Bucket: handle.bucket,
          ExpectedBucketOwner: handle.owner,
          ContinuationToken: token,
        }),
      ),
    )
    found.push(...(page.InventoryConfigurationList ?? []).flatMap(reshapeConfiguration))
    token = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (token !== undefined)
  return found
}

/** The inventory configuration with that id. A 404 means that there is none (S3 API Reference, "Error responses"). */
export async function findInventoryConfiguration(handle: BucketHandle, id: string): Promise<ConfigurationLookup> {
  const attempt = toReadConfigurations(handle)
  try {
    const answer = await handle.client.send(
      new GetBucketInventoryConfigurationCommand({ Bucket: handle.bucket, ExpectedBucketOwner: handle.owner, Id: id }),
    )
    const [found] =
      answer.InventoryConfiguration === undefined ? [] : reshapeConfiguration(answer.InventoryConfiguration)
    return found ?? 'absent'
  } catch (error) {
    if (httpStatusOf(error) === 404 && errorNameOf(error) !== 'NoSuchBucket') return 'absent'
    const explained = explainAwsError(error, attempt)
    if (explained.code === 'ACCESS_DENIED') return 'denied'
    throw explained
  }
}

/** Converts a configuration of S3 to our terms; one without a readable destination cannot be used and is omitted. */
function reshapeConfiguration(configuration: SdkInventoryConfiguration): InventoryConfiguration[] {
  const destination = configuration.Destination?.S3BucketDestination
  const destinationBucket = parseBucketArn(destination?.Bucket ?? '')
  if (destination?.Format === undefined || destinationBucket === undefined) return []
  return [
    {
      id: configuration.Id ?? '',
      enabled: configuration.IsEnabled ?? false,
      frequency: configuration.Schedule?.Frequency,
      includedVersions: configuration.IncludedObjectVersions,
      filterPrefix: configuration.Filter?.Prefix,
      optionalFields: configuration.OptionalFields ?? [],
      format: destination.Format,
      destinationBucket,
      destinationOwner: destination.AccountId,
      destinationPrefix: destination.Prefix,
      reportKey: destination.Encryption?.SSEKMS?.KeyId,
      isInSseS3: destination.Encryption?.SSES3 !== undefined,
    },
  ]
}

/** The "folders" directly under a prefix: names without the prefix and the closing "/". */
export async function listFolders(handle: BucketHandle, prefix: string): Promise<string[]> {
  const attempt = toList(handle)
  const folders: string[] = []
  const input = { Bucket: handle.bucket, Prefix: prefix, Delimiter: '/', ExpectedBucketOwner: handle.owner }
  await asking(attempt, async () => {
    for await (const page of paginateListObjectsV2({ client: handle.client }, input)) {
      for (const common of page.CommonPrefixes ?? []) folders.push((common.Prefix ?? '').slice(prefix.length, -1))
    }
  })
  return folders
}

/** The oldest LastModified on the first page of a bucket's listing; undefined if the bucket is empty. */
export async function findAnyObject(handle: BucketHandle, prefix: string): Promise<Date | undefined> {
  const attempt = toList(handle)
  return await asking(attempt, async () => {
    const input = { Bucket: handle.bucket, Prefix: prefix, ExpectedBucketOwner: handle.owner }
    for await (const page of paginateListObjectsV2({ client: handle.client, pageSize: 1000 }, input)) {
      const times = (page.Contents ?? []).flatMap((object) =>
        object.LastModified ? [object.LastModified.getTime()] : [],
      )
      return times.length === 0 ? undefined : new Date(Math.min(...times))
    }
    return undefined
  })
}

/** The first key of a bucket's listing; undefined if the bucket is empty. */
export async function findAnyKey(handle: BucketHandle): Promise<string | undefined> {
  const command = new ListObjectsV2Command({ Bucket: handle.bucket, MaxKeys: 1, ExpectedBucketOwner: handle.owner })
  return (await asking(toList(handle), () => handle.client.send(command))).Contents?.[0]?.Key
}

/** GetObject, with undefined for missing keys. */
export async function getObject(
  handle: BucketHandle,
  key: string,
  options: { readonly range?: string; readonly ifMatch?: string; readonly signal?: AbortSignal } = {},
): Promise<GetObjectCommandOutput | undefined> {
  const attempt = toRead(handle, key)
  try {
    return await handle.client.send(
      new GetObjectCommand({
        Bucket: handle.bucket,
        Key: key,
        ExpectedBucketOwner: handle.owner,
        Range: options.range,
        IfMatch: options.ifMatch,
      }),
      options.signal === undefined ? {} : { abortSignal: options.signal },
    )
  } catch (error) {
    if (errorNameOf(error) === 'NoSuchKey') return undefined
    if (httpStatusOf(error) === 412) throw changed(handle, key)
    throw explainAwsError(error, attempt)
  }
}

export function changed(handle: BucketHandle, key: string): ActionError {
  return new ActionError('INCOMPLETE_DELIVERY', `s3://${handle.bucket}/${key} was replaced while it was read.`, {
    hint: 'A newer report is being delivered over this one. Run the job again.',
  })
}
