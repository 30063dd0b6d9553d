// Computes the digest of everything that a bucket is judged by, so that two runs can be compared without showing it: the
// patterns of a selection and the prefixes of exceptions are keys, which a report may have to hide.

import { createHash } from 'node:crypto'
import type { Exception } from '../findings/exception.ts'
import type { BucketPolicy, BucketResult } from '../result/run-result.ts'
import { ANY_KEY } from '../words/key-rule.ts'

type JudgedBy = Pick<BucketResult, 'scope'> & {
  readonly policy: BucketPolicy
  readonly exceptions?: readonly Pick<Exception, 'rule' | 'expires'>[] | undefined
}

/** 64 hex digits. The order of lists and of exceptions has no effect on a verdict, nor on the digest. */
export function digestJudgedBy({ policy, scope, exceptions = [] }: JudgedBy): string {
  const { acceptedEncryption, keyRule = ANY_KEY, maxFindings } = policy
  const rules = exceptions.map(({ rule, expires }) => JSON.stringify([sortMembers(rule), expires]))
  const facts = [
    sortUnique(acceptedEncryption),
    [keyRule.kmsKeyArn ?? '', keyRule.bucketKey],
    maxFindings,
    sortUnique(scope?.include ?? []),
    sortUnique(scope?.exclude ?? []),
    sortUnique(rules),
  ]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

const sortUnique = (list: readonly string[]) => [...new Set(list)].sort()

const sortMembers = (rule: object) =>
  Object.entries(rule)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
