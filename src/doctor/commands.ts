// The commands of the AWS CLI that mend what the doctor finds, ready to paste. Pure.

import { encodeText } from '../words/outside-text.ts'
import { quoteJson } from '../words/shell.ts'
import type { Lifecycle } from './lifecycle.ts'

type Policy = { readonly Version?: string; readonly Statement: readonly unknown[] }

const policyOf = (statements: readonly unknown[]): Policy => ({ Version: '2012-10-17', Statement: statements })
const nameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1)

/** Adds an inline policy of its own to a role or user; the policies that are there stay as they are. */
export function allowCommand(principalArn: string, name: string, statements: readonly unknown[]): string {
  const policy = `--policy-name s3-encryption-compliance-${name} --policy-document ${quoteJson(policyOf(statements))}`
  return principalArn.includes(':user/')
    ? `aws iam put-user-policy --user-name ${nameOf(principalArn)} ${policy}`
    : `aws iam put-role-policy --role-name ${nameOf(principalArn)} ${policy}`
}

/** Replaces the trust policy of a role. */
export const trustCommand = (roleArn: string, statements: readonly unknown[]) =>
  `aws iam update-assume-role-policy --role-name ${nameOf(roleArn)} --policy-document ${quoteJson(policyOf(statements))}`

export const createRoleCommand = (roleArn: string, statements: readonly unknown[]) =>
  `aws iam create-role --role-name ${nameOf(roleArn)} --assume-role-policy-document ${quoteJson(policyOf(statements))}`

export const createProviderCommand = (provider: string, audience: string) =>
  `aws iam create-open-id-connect-provider --url https://${provider} --client-id-list ${audience}`

export const addAudienceCommand = (providerArn: string, audience: string) =>
  `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${providerArn} --client-id ${audience}`

/** Replaces the policy of a key. */
export const keyPolicyCommand = (keyArn: string, policy: unknown) =>
  `aws kms put-key-policy --key-id ${keyArn} --policy ${quoteJson(policy)}`

export const enableKeyCommand = (keyArn: string) => `aws kms enable-key --key-id ${keyArn}`
export const keepKeyCommand = (keyArn: string) =>
  `aws kms cancel-key-deletion --key-id ${keyArn}\naws kms enable-key --key-id ${keyArn}`

/** S3 API Reference, "CreateBucket": a constraint for every Region except us-east-1. */
export function createBucketCommand(bucket: string, region: string): string {
  const place = region === 'us-east-1' ? '' : ` --create-bucket-configuration LocationConstraint=${region}`
  return `aws s3api create-bucket --bucket ${bucket} --region ${region}${place}`
}

/** SSE-S3 as the default encryption of a bucket. */
export const sseS3Command = (bucket: string) =>
  `aws s3api put-bucket-encryption --bucket ${bucket} --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'`

/** Replaces the lifecycle configuration of a bucket. */
export function lifecycleCommand(
  bucket: string,
  { rules, transitionDefaultMinimumObjectSize: size }: Lifecycle,
): string {
  const minimum = size === undefined ? '' : ` --transition-default-minimum-object-size ${encodeText(size)}`
  const configuration = quoteJson({ Rules: rules })
  return `aws s3api put-bucket-lifecycle-configuration --bucket ${bucket}${minimum} --lifecycle-configuration ${configuration}`
}
