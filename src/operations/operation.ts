// Knows what each operation must define, so that no other code has to distinguish operations.

import type { JobOperation } from '@aws-sdk/client-s3-control'
import type { OperationGroup } from '../findings/findings.ts'
import type { ObjectLook } from '../objects/object-look.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { Charge, ChargeMaker } from '../price/charges.ts'
import type { LockRequests } from '../price/locks.ts'
import type { ObjectsToPrice, PriceContext } from '../price/work.ts'
import type { EncryptionStatus, TargetEncryption } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { RestoreRequest } from '../words/restore-request.ts'
import type { EncryptionNaming } from './encryption-naming.ts'
import type { FailureCause } from './failure-causes.ts'

/** What a person asks of operations. */
export type OperationSettings = {
  readonly target: TargetEncryption
  /** Undefined: archived objects are held back. */
  readonly restore: RestoreRequest | undefined
}

/** What decides which operation a group of findings gets. */
export type PlanningRules = OperationSettings & {
  readonly naming: EncryptionNaming
  /** Whether this action copies by itself what one copy can make. */
  readonly copiesDirectly: boolean
  /** Objects of all groups that one copy each can make. */
  readonly copyObjects: number
  /** Objects modified after this moment are left alone. Whole seconds. */
  readonly unmodifiedSince: Date
}

/** What a plan holds: one operation, and the findings it is for. */
export type Work<Name extends string = string> = {
  readonly operation: Name
  readonly group: OperationGroup
  /** What its objects are to get, by it or by what follows it; undefined where it encrypts nothing. */
  readonly target?: TargetEncryption
}

/** Work that encrypts. */
export type EncryptingWork<Name extends string> = Work<Name> & { readonly target: TargetEncryption }

/** Work that writes objects anew; by itself a conditional copy that this action makes, object by object (ADR 5). */
export type CopyingWork<Name extends string> = EncryptingWork<Name> & {
  /** Objects modified after this moment are left alone. Whole seconds. */
  readonly unmodifiedSince: Date
}

/** Work of known size, as far as its price rests on it. */
export type WorkToPrice = ObjectsToPrice & {
  /** Objects that a small job copies first; a job of its own where there are others. */
  readonly canaryObjects?: number
  readonly restore?: RestoreRequest
}

/** What every operation defines, whoever carries it out. Methods, because each takes work of its own kind only. */
export type AnyOperation<W extends Work> = {
  readonly name: W['operation']
  /** Each object is written anew: with its annotations, beside or in place of its old version. */
  readonly makesNewObjects?: true
  /** Its price rests on size and storage class. */
  readonly movesBytes?: true
  /** It loses the website redirects of objects. */
  readonly losesRedirects?: true
  /** What is asked of the locks of its objects, in a bucket with Object Lock; undefined for nothing. */
  readonly locks?: LockRequests
  /** What is done with it about a group of findings; nothing where another operation is better. @throws ActionError */
  plan(group: OperationGroup, rules: PlanningRules): readonly W[]
  /** What of this work is part of the plan's name, beside its objects and their target; undefined for nothing. */
  identify?(work: W): readonly [naming: string, unmodifiedSince: string, others: readonly unknown[]]
  /** @throws RangeError for a rate that is not known */
  price(work: WorkToPrice, context: PriceContext, make: ChargeMaker): readonly Charge[]
}

/** What a careful person needs to know about the jobs of one operation, in full sentences. */
type Warnings<W> = {
  /** How it is done. */
  way?(jobs: readonly W[]): string | undefined
  /** What the replicas of a bucket with replication rules miss. */
  replicas?(facts: BucketFacts): string
  /** What it leads to. */
  outcome?(keyRule: KeyRule): string | undefined
}

/** A job's source bucket. */
type JobSource = { readonly bucket: string; readonly bucketArn: string }

/** What the completed tasks of a job are held against. */
export type ProofRules = { readonly accepted: readonly EncryptionStatus[]; readonly keyRule: KeyRule }

/** How objects are checked after a job. */
type ProofLooks = {
  /** HeadObject of the current version; undefined when there is none. */
  readonly headObject: (key: EncodedKey) => Promise<ObjectLook | undefined>
}

/** What is wrong with an object after a job; undefined if nothing. Throws what a check throws. */
export type Judge = (key: EncodedKey, looks: ProofLooks) => Promise<string | undefined>

/** Succeeded objects to check after a job: all up to the first number, else the second, evenly spread. */
export const VERIFY_ALL_UP_TO = 200
export const VERIFY_SAMPLE = 100

export type TaskProof = {
  /** Of tasks that succeeded: the object must be exactly as the job was to make it. */
  readonly succeeded: Judge
  /** Of tasks that failed because the object changed or is gone: what the policy accepts is enough. */
  readonly settled: Judge
}

/** An operation of S3 Batch Operations. */
export type BatchOperation<W extends Work> = AnyOperation<W> & {
  /** `its operation is not …`. */
  readonly words: string
  /** What comes before the storage class in descriptions of its jobs, where copies can be of the same class. */
  readonly label?: `${Uppercase<string>}_`
  /** A canary can try it first (ADR 6). */
  readonly hasCanaries?: true
  /** The objects of its finished jobs are encrypted. */
  readonly encrypts?: true
  /** Set where it only readies objects for what a later run does: it is asked for, and nothing is to be seen for hours. */
  readonly prepares?: {
    /** What its objects are left at. */
    readonly until: string
    /** Error code of tasks that failed because the same was asked for before. */
    readonly askedBefore: string
  }
  /** What the batch role needs: a file of docs/iam/, and what that of keys has for objects under the target key. */
  readonly batchRole: {
    readonly policy: `batch-role-${'' | 'update-encryption-' | 'restore-'}policy.json`
    readonly withTargetKey: readonly ('EncryptWithTargetKey' | 'PutTargetKeyAroundDataKeys')[]
  }
  readonly warnings?: Warnings<W>
  /** What the members mean that S3 may spell out, though nobody asked for them. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** What to do about failed tasks, where that is another thing than for every job. Trusted text. */
  readonly hints: Readonly<Partial<Record<FailureCause, string>> & Record<'access-denied' | 'invalid-request', string>>
  /** What the job does with each object. @throws ActionError for objects it would not leave as they are to be */
  request(job: W, source: JobSource): JobOperation
  /** Undefined where there is nothing to look at. */
  prove?(job: W, rules: ProofRules): TaskProof
  /** Whether a finished job over this storage class deals with the group's findings; none does where it does not say. */
  settles?(group: OperationGroup, storageClass: string): boolean
  /**
   * Why a job of this operation, with members that say something, is none this action would make; undefined when it may
   * be one.
   */
  findForeignTrait?(
    operation: JobOperation,
    members: readonly string[],
    wanted: { readonly sourceBucketArn: string; readonly storageClass: string },
  ): string | undefined
  /** Members that this version knows; all others where it does not say. */
  readonly members?: ReadonlySet<string>
}
