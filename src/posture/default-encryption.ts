// Judges the default encryption of a bucket: new objects that ask for nothing must be as the policy demands. Pure.

import type { EncryptionStatus } from '../words/encryption.ts'
import { quoteJson } from '../words/shell.ts'
import { type DefaultEncryption, type Demands, fine, type JudgePosture, judgeSeen, unknown, wrong } from './posture.ts'

const STATUS_OF: Readonly<Record<DefaultEncryption['algorithm'], EncryptionStatus>> = {
  AES256: 'SSE-S3',
  'aws:kms': 'SSE-KMS',
  'aws:kms:dsse': 'DSSE-KMS',
}

export const isUnderKms = ({ algorithm }: DefaultEncryption) => algorithm !== 'AES256'

/** The default status is accepted and, if the policy demands one key, the default is that key. */
export const judgeDefaultEncryption: JudgePosture = ({ bucket, encryption }, demands) =>
  judgeSeen(encryption, (found) => {
    const status = STATUS_OF[found.algorithm]
    const key = isUnderKms(found) ? ` with ${found.key ?? 'the AWS managed key'}` : ''
    const said = `New objects get ${status}${key} by default.`
    const { kmsKeyArn } = demands.keyRule
    if (!demands.accepted.includes(status))
      return wrong(`${said} The policy does not accept it.`, ...mend(bucket, found, demands))
    if (kmsKeyArn === undefined || !isUnderKms(found) || isSameKey(kmsKeyArn, found.key)) return fine(said)
    if (found.key?.includes('alias/') === true)
      return unknown(`${said} Which key the alias is for was not looked at.`, `Name the key itself: ${kmsKeyArn}.`)
    return wrong(`${said} The policy demands ${kmsKeyArn}.`, ...mend(bucket, found, demands))
  })

/** The default can name the key by its id alone. */
const isSameKey = (arn: string, key: string | undefined) =>
  key === arn || (key !== undefined && arn.endsWith(`:key/${key}`))

function mend(bucket: string, found: DefaultEncryption, { accepted, keyRule }: Demands): [say: string, paste?: string] {
  const { kmsKeyArn } = keyRule
  if (kmsKeyArn !== undefined && accepted.includes('SSE-KMS')) {
    const next = { ...found, algorithm: 'aws:kms' as const, key: kmsKeyArn, bucketKey: true }
    return ['Make the key of the policy the default.', encryptionCommand(bucket, next)]
  }
  if (accepted.includes('SSE-S3'))
    return [
      'Make SSE-S3 the default.',
      encryptionCommand(bucket, { ...found, algorithm: 'AES256', key: undefined, bucketKey: false }),
    ]
  return ['Choose a KMS key, and make it the default of the bucket.']
}

/** With a Bucket Key, S3 asks KMS for far fewer data keys (S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys"). */
export const judgeBucketKey: JudgePosture = ({ bucket, encryption }) =>
  judgeSeen(encryption, (found) => {
    // S3 User Guide, "Using dual-layer server-side encryption with AWS KMS keys": not supported for DSSE-KMS.
    if (found.algorithm !== 'aws:kms') return fine('New objects get no key that a Bucket Key could stand for.')
    if (found.bucketKey) return fine('New objects use an S3 Bucket Key.')
    const paste = encryptionCommand(bucket, { ...found, bucketKey: true })
    return wrong('New objects use no S3 Bucket Key.', 'Turn it on; objects that are there stay as they are.', paste)
  })

/** The whole rule, because the write replaces it. SSE-C stays blocked if it was (S3 API Reference, "PutBucketEncryption"). */
export function encryptionCommand(
  bucket: string,
  { algorithm, key, bucketKey, blocksSseC }: DefaultEncryption,
): string {
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, ...(key !== undefined && { KMSMasterKeyID: key }) },
    ...(algorithm === 'aws:kms' && { BucketKeyEnabled: bucketKey }),
    ...(blocksSseC && { BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } }),
  }
  return `aws s3api put-bucket-encryption --bucket ${bucket} --server-side-encryption-configuration ${quoteJson({ Rules: [rule] })}`
}
