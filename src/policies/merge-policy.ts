// Adds a statement to the policy of a bucket or a key, and keeps everything else of it; and the command that writes the
// policy of a bucket. Pure.

import { quoteJson } from '../words/shell.ts'
import { parsePolicy } from './policy.ts'

type Document = Readonly<Record<string, unknown>>

/** The whole policy with the statement at its end; undefined for a text that is not a policy. */
export function addStatement(text: string, statement: Readonly<Record<string, unknown>>): Document | undefined {
  if (parsePolicy(text) === undefined) return undefined
  const policy = JSON.parse(text) as Document
  const statements = [policy.Statement ?? []].flat() as unknown[] as Document[]
  return { Version: '2012-10-17', ...policy, Statement: [...statements, nameApart(statement, statements)] }
}

/** S3 and IAM refuse a policy in which two statements have the same Sid (IAM User Guide, "AWS JSON policy elements: Sid"). */
function nameApart(statement: Readonly<Record<string, unknown>>, others: readonly Document[]): Document {
  const { Sid: sid } = statement
  const taken = new Set(others.map(({ Sid }) => Sid))
  if (typeof sid !== 'string' || !taken.has(sid)) return statement
  const number = others.findIndex((_, index) => !taken.has(`${sid}${index + 2}`))
  return { ...statement, Sid: `${sid}${number + 2}` }
}

/** Replaces the policy of a bucket. */
export const bucketPolicyCommand = (bucket: string, policy: unknown) =>
  `aws s3api put-bucket-policy --bucket ${bucket} --policy ${quoteJson(policy)}`
