// Knows which KMS keys objects can be encrypted with, and what to say of one they cannot. Pure.

import type { BucketPlan } from './plan.ts'
import { encodeText } from './report/display.ts'

type Refusal = NonNullable<BucketPlan['refusal']>

/** Where the objects lie, and so where their key must. */
export type KeyPlace = { readonly partition: string; readonly region: string; readonly account: string }

/** What KMS says of a key (KMS API Reference, "KeyMetadata"), in its words. */
export type KeyDescription = {
  readonly state: string | undefined
  readonly usage: string | undefined
  readonly spec: string | undefined
}

/**
 * Why a key with this ARN is none for objects there; undefined when it may be. S3 User Guide, "Using server-side
 * encryption with AWS KMS keys": the key must be in the bucket's Region. One of another account could be used, but not
 * looked at before anything is written.
 */
export function refusePlace(kmsKeyArn: string, place: KeyPlace): Refusal | undefined {
  const [, partition = '', , region = '', account = ''] = kmsKeyArn.split(':')
  const found: readonly (readonly [what: string, ofKey: string, ofBucket: string])[] = [
    ['partition', partition, place.partition],
    ['Region', region, place.region],
    ['account', account, place.account],
  ]
  const wrong = found.find(([, ofKey, ofBucket]) => ofKey !== ofBucket)
  if (wrong === undefined) return undefined
  const [what, ofKey, ofBucket] = wrong
  return {
    message: `The key ${kmsKeyArn} is in another ${what} (${ofKey}) than the bucket (${ofBucket}).`,
    hint: `Set kms-key-arn to a key in partition ${place.partition}, Region ${place.region} and account ${place.account}.`,
  }
}

/** Why S3 could not encrypt with the key now; undefined when it can. What KMS might say beside is refused, too. */
export function refuseState(kmsKeyArn: string, { state, usage, spec }: KeyDescription): Refusal | undefined {
  const said = (word: string | undefined) => encodeText(word ?? 'nothing')
  if (usage !== 'ENCRYPT_DECRYPT' || spec !== 'SYMMETRIC_DEFAULT') {
    return {
      message: `The key ${kmsKeyArn} cannot encrypt objects: KMS says KeyUsage ${said(usage)} and KeySpec ${said(spec)}.`,
      hint: 'S3 takes symmetric encryption keys only (ENCRYPT_DECRYPT, SYMMETRIC_DEFAULT): set kms-key-arn to one.',
    }
  }
  if (state === 'Enabled') return undefined
  return {
    message: `The key ${kmsKeyArn} cannot be used now: KMS says KeyState ${said(state)}.`,
    hint: 'Enable the key, or cancel its deletion, or set kms-key-arn to another key.',
  }
}
