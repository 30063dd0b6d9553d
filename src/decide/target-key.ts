// Decides which KMS keys can encrypt the objects, and explains why a key cannot be used. Pure.

import type { Work } from '../operations/operation.ts'
import { isMultiRegionKey } from '../words/key-rule.ts'
import { encodeText } from '../words/outside-text.ts'
import type { BucketPlan } from './bucket-plan.ts'

type Refusal = NonNullable<BucketPlan['refusal']>

/** The KMS key that objects get; undefined for none. */
export function findKey(work: readonly Pick<Work, 'target'>[]): string | undefined {
  return work.flatMap(({ target }) => (target?.status === 'SSE-KMS' ? [target.kmsKeyArn] : []))[0]
}

/** Location of the objects, and therefore of their key. */
type KeyPlace = { readonly partition: string; readonly region: string; readonly account: string }

/** What KMS returns about a key (KMS API Reference, "KeyMetadata"), in its words. */
export type KeyDescription = {
  readonly state: string | undefined
  readonly usage: string | undefined
  readonly spec: string | undefined
}

/**
 * Why a key with this ARN cannot be used for objects in that place; undefined if it can. S3 User Guide, "Using
 * server-side encryption with AWS KMS keys": the key must be in the bucket's Region. A key of another account could be
 * used, but not checked before anything is written.
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
  const { partition: toPartition, region: toRegion, account: toAccount } = place
  const wanted = `Set kms-key-arn to a key in partition ${toPartition}, Region ${toRegion} and account ${toAccount}.`
  return {
    message: `kms-key-arn names ${kmsKeyArn}, in another ${what} (${ofKey}) than the bucket (${ofBucket}).`,
    hint: what === 'Region' && isMultiRegionKey(kmsKeyArn) ? `${wanted} ${REPLICA_HINT}` : wanted,
  }
}

/** S3 calls KMS in the bucket's own Region, so the replica there must be named, although it is the same key. */
const REPLICA_HINT = 'A multi-Region key has an ARN in each of its Regions: name its replica there.'

/** KMS Developer Guide, "Key states of AWS KMS keys": how to make a key usable again. */
const STATE_HINTS: ReadonlyMap<string | undefined, string> = new Map([
  ['Creating', 'Wait until the key is Enabled, then run again'],
  ['Disabled', 'Enable the key (kms:EnableKey)'],
  ['PendingDeletion', 'Cancel its deletion (kms:CancelKeyDeletion) and enable it'],
  ['PendingReplicaDeletion', 'Cancel its deletion (kms:CancelKeyDeletion) and enable it'],
  ['PendingImport', 'Import its key material (kms:ImportKeyMaterial)'],
  ['Unavailable', 'Connect its custom key store again'],
  ['Updating', 'Wait until its primary Region has changed, then run again'],
])

/** Why S3 cannot encrypt with the key now; undefined if it can. Any unknown state, usage or spec is refused, too. */
export function refuseState(kmsKeyArn: string, { state, usage, spec }: KeyDescription): Refusal | undefined {
  const said = (word: string | undefined) => encodeText(word ?? 'nothing')
  if (usage !== 'ENCRYPT_DECRYPT' || spec !== 'SYMMETRIC_DEFAULT') {
    return {
      message: `kms-key-arn names ${kmsKeyArn}, which cannot encrypt objects: KMS says KeyUsage ${said(usage)} and KeySpec ${said(spec)}.`,
      hint: 'S3 supports only symmetric encryption keys (KeyUsage ENCRYPT_DECRYPT, KeySpec SYMMETRIC_DEFAULT): set kms-key-arn to one.',
    }
  }
  if (state === 'Enabled') return undefined
  return {
    message: `kms-key-arn names ${kmsKeyArn}, which cannot be used now: KMS says KeyState ${said(state)}, and only Enabled is accepted.`,
    hint: `${STATE_HINTS.get(state) ?? 'Check the key in the KMS console'}, or set kms-key-arn to another key.`,
  }
}
