// Builds addresses of the AWS Management Console, in each partition.

/** Consoles whose host name does not start with the Region; all other partitions use the commercial console. */
const CONSOLES = new Map([
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
])

/** The partition of a Region, by its prefix (AWS General Reference, "Regional endpoints"). */
export function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

/** Console page of a Batch Operations job. */
export function jobUrl(partition: string, region: string, jobId: string): string {
  return `${consoleOf(partition, region)}/jobs/${encodeURIComponent(jobId)}?region=${encodeURIComponent(region)}`
}

/** Console page of a bucket's objects. */
export function bucketUrl(region: string, bucket: string): string {
  return `${consoleOf(partitionOf(region), region)}/buckets/${encodeURIComponent(bucket)}?region=${encodeURIComponent(region)}`
}

/** Console page of one object, raw key. */
export function objectUrl(region: string, bucket: string, key: string): string {
  const path = `${consoleOf(partitionOf(region), region)}/object/${encodeURIComponent(bucket)}`
  return `${path}?region=${encodeURIComponent(region)}&prefix=${encodeURIComponent(key.toWellFormed())}`
}

function consoleOf(partition: string, region: string): string {
  return `https://${CONSOLES.get(partition) ?? `${encodeURIComponent(region)}.console.aws.amazon.com`}/s3`
}
