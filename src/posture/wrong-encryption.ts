// Judges whether objects can be written that the policy of the run would find: with a status it does not accept, or under
// another key. What a write without any header gets is the default encryption, which is a check of its own. Pure.

import type { Answer } from '../policies/answer.ts'
import { type Policy, parsePolicy } from '../policies/policy.ts'
import { encryptionCommand } from './default-encryption.ts'
import { bucketArnOf, deniesEverybody, denyCommand } from './denials.ts'
import { type Demands, fine, type JudgePosture, judgeSeen, type PostureFacts, unknown, wrong } from './posture.ts'

/** Service Authorization Reference, "Amazon S3", condition keys of PutObject. */
const SSE = 's3:x-amz-server-side-encryption'
const KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id'
const CUSTOMER = 's3:x-amz-server-side-encryption-customer-algorithm'

/** A write that the policy of the run would find. */
type Write = { readonly words: string; readonly sse?: string; readonly key?: string; readonly isSseC?: true }

/** Over TLS, with exactly these headers. */
const knownOf = ({ sse, key, isSseC }: Write) =>
  new Map<string, string | undefined>([
    ['aws:securetransport', 'true'],
    [SSE, sse],
    [KEY, key],
    [CUSTOMER, isSseC && 'AES256'],
  ])

function listWrongWrites({ accepted, keyRule: { kmsKeyArn } }: Demands, facts: PostureFacts): readonly Write[] {
  const other = `arn:${facts.partition}:kms:${facts.region}:${facts.account}:key/00000000-0000-0000-0000-000000000000`
  const demands = (status: (typeof accepted)[number]) => accepted.includes(status)
  return [
    ...(demands('SSE-S3') ? [] : [{ words: 'SSE-S3', sse: 'AES256' }]),
    ...(demands('SSE-KMS') ? [] : [{ words: 'SSE-KMS', sse: 'aws:kms', key: kmsKeyArn ?? other }]),
    ...(demands('DSSE-KMS') ? [] : [{ words: 'DSSE-KMS', sse: 'aws:kms:dsse', key: kmsKeyArn ?? other }]),
    ...(kmsKeyArn !== undefined && demands('SSE-KMS')
      ? [
          { words: 'another key', sse: 'aws:kms', key: other },
          { words: 'the AWS managed key', sse: 'aws:kms' },
        ]
      : []),
    ...(demands('SSE-C') ? [] : [{ words: 'SSE-C', isSseC: true as const }]),
  ]
}

const write = (policy: Policy, one: Write, facts: PostureFacts): Answer =>
  deniesEverybody(policy, { action: 's3:PutObject', on: 'objects', known: knownOf(one) }, facts)

/** Whether a write with SSE-C is refused, by the default encryption's block or the bucket policy. */
export const judgeSseCBlocked: JudgePosture = (facts) =>
  judgeSeen(facts.encryption, (encryption) => {
    if (encryption.blocksSseC) return fine('Writes with SSE-C are blocked.')
    const policy = 'seen' in facts.policy ? parsePolicy(facts.policy.seen) : undefined
    const denies = policy === undefined ? 'maybe' : write(policy, { words: 'SSE-C', isSseC: true }, facts)
    if (denies === 'yes') return fine('The bucket policy denies everybody writes with SSE-C.')
    const paste = encryptionCommand(facts.bucket, { ...encryption, blocksSseC: true })
    if (denies === 'maybe')
      return unknown(
        'Writes with SSE-C are not blocked; whether the bucket policy denies them is not known.',
        SAY_SSE_C,
      )
    return wrong('Writes with SSE-C are not blocked: their keys are known to nobody else.', SAY_SSE_C, paste)
  })

const SAY_SSE_C = 'Block SSE-C in the encryption of the bucket; objects that are there stay readable.'

export const judgeWrongEncryption: JudgePosture = (facts, demands) => {
  const blocksSseC = 'seen' in facts.encryption && facts.encryption.seen.blocksSseC
  const writes = listWrongWrites(demands, facts).filter(({ isSseC }) => !(isSseC && blocksSseC))
  if (writes.length === 0)
    return fine('No write gets an encryption that the policy does not accept: S3 stores nothing unencrypted.')
  return judgeSeen(facts.policy, (text) => {
    const policy = parsePolicy(text)
    if (policy === undefined) return unknown('The bucket policy cannot be understood.', 'Check the bucket policy.')
    const answers = writes.map((one) => ({ one, denies: write(policy, one, facts) }))
    const pass = answers.flatMap(({ one, denies }) => (denies === 'no' ? [one.words] : []))
    const doubtful = answers.flatMap(({ one, denies }) => (denies === 'maybe' ? [one.words] : []))
    if (pass.length > 0) {
      const paste = denyCommand(text, facts.bucket, denialsFor(demands, facts))
      return wrong(`The bucket policy lets writes pass with ${pass.join(', ')}.`, SAY, paste)
    }
    if (doubtful.length === 0) return fine('The bucket policy denies everybody writes that the policy does not accept.')
    return unknown(
      `Whether the bucket policy denies writes with ${doubtful.join(', ')} depends on conditions or exceptions.`,
      SAY,
    )
  })
}

const SAY = 'Deny everybody writes that name an encryption or a key which the policy does not accept.'

const ALGORITHMS = { 'SSE-S3': 'AES256', 'SSE-KMS': 'aws:kms', 'DSSE-KMS': 'aws:kms:dsse' } as const

/** A write that names nothing passes: it gets the default encryption. */
function denialsFor({ accepted, keyRule: { kmsKeyArn } }: Demands, facts: PostureFacts) {
  const named = { Null: { [SSE]: 'false' } }
  const [right = [], others = []] = [true, false].map((isAccepted) =>
    Object.entries(ALGORITHMS).flatMap(([status, algorithm]) =>
      (accepted as readonly string[]).includes(status) === isAccepted ? [algorithm] : [],
    ),
  )
  const deny = (Sid: string, Condition: object) => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `${bucketArnOf(facts)}/*`,
    Condition,
  })
  const otherThan = right.length === 0 ? {} : { StringNotEquals: { [SSE]: right } }
  return [
    ...(others.length === 0 ? [] : [deny('DenyOtherEncryption', { ...named, ...otherThan })]),
    ...(kmsKeyArn === undefined ? [] : [deny('DenyOtherKeys', { ...named, StringNotEquals: { [KEY]: kmsKeyArn } })]),
    ...(accepted.includes('SSE-C') ? [] : [deny('DenySseC', { Null: { [CUSTOMER]: 'false' } })]),
  ]
}
