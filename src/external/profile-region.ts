// Finds the Region that the AWS configuration files name, as the AWS CLI does.

import { S3Client } from '@aws-sdk/client-s3'

/**
 * The Region of the profile (AWS_PROFILE, or `default`) in ~/.aws/config or AWS_CONFIG_FILE; undefined if it names none. Read by
 * the SDK itself (AWS SDKs and Tools Reference Guide, "AWS Region").
 */
export async function findProfileRegion(): Promise<string | undefined> {
  const client = new S3Client({})
  try {
    return await client.config.region()
  } catch {
    return undefined
  } finally {
    client.destroy()
  }
}
