// The commands of the AWS CLI that mend what the doctor finds, ready to paste. Pure.
//
// What others wrote (a bucket policy that is read and shown again) is written as ASCII: characters that a shell, GitHub
// or the runner gives a meaning to are JSON escapes, so the document stays the same.

import { encodeText } from '../words/outside-text.ts'
import type { Lifecycle } from './lifecycle.ts'

type Policy = { readonly Version?: string; readonly Statement: readonly unknown[] }

/** One JSON document in one argument of a shell; documents that do not fit one line have one member on each. */
function quoteJson(value: unknown): string {
  const short = JSON.stringify(value)
  const text = short.length <= MAX_LINE_CHARS ? short : JSON.stringify(value, undefined, 1)
  return `'${text.replace(/[^ -~\n]|['`#]/g, escapeCharacter)}'`
}

const MAX_LINE_CHARS = 1_000
const escapeCharacter = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

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

/** Replaces the policy of a bucket. */
export const bucketPolicyCommand = (bucket: string, policy: unknown) =>
  `aws s3api put-bucket-policy --bucket ${bucket} --policy ${quoteJson(policy)}`

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
