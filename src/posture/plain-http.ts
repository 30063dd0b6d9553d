// Judges whether the bucket policy denies requests without TLS to everybody. Pure.

import { all } from '../policies/answer.ts'
import { parsePolicy } from '../policies/policy.ts'
import { bucketArnOf, deniesEverybody, denyCommand } from './denials.ts'
import { fine, type JudgePosture, judgeSeen, unknown, wrong } from './posture.ts'

/** S3 User Guide, "Amazon S3 condition key examples": a request that came over HTTP. */
const OVER_HTTP = new Map([['aws:securetransport', 'false']])

const REQUESTS = [
  { action: 's3:GetObject', on: 'objects' },
  { action: 's3:PutObject', on: 'objects' },
  { action: 's3:DeleteObject', on: 'objects' },
  { action: 's3:ListBucket', on: 'bucket' },
] as const

export const judgePlainHttp: JudgePosture = (facts) =>
  judgeSeen(facts.policy, (text) => {
    const policy = parsePolicy(text)
    if (policy === undefined) return unknown('The bucket policy cannot be understood.', 'Check the bucket policy.')
    const denies = all(REQUESTS.map((request) => deniesEverybody(policy, { ...request, known: OVER_HTTP }, facts)))
    if (denies === 'yes') return fine('The bucket policy denies everybody requests without TLS.')
    const arn = bucketArnOf(facts)
    const statement = {
      Sid: 'DenyPlainHttp',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }
    if (denies === 'maybe')
      return unknown('Whether the bucket policy denies requests without TLS depends on conditions or exceptions.', SAY)
    return wrong('The bucket policy lets requests without TLS pass.', SAY, denyCommand(text, facts.bucket, [statement]))
  })

const SAY = 'Add a statement that denies everything to everybody where `aws:SecureTransport` is false.'
