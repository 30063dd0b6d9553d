// Builds the URL of a job in the AWS Management Console of each partition.

/** Consoles whose host name does not start with the Region; all other partitions use the commercial console. */
const CONSOLES = new Map([
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
])

/** Console page of a Batch Operations job. */
export function jobUrl(partition: string, region: string, jobId: string): string {
  const host = CONSOLES.get(partition) ?? `${region}.console.aws.amazon.com`
  return `https://${host}/s3/jobs/${encodeURIComponent(jobId)}?region=${encodeURIComponent(region)}`
}
