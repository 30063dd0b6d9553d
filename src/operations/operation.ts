// Defines what each operation must provide, so that no other code has to distinguish operations.

import type { JobOperation } from '@aws-sdk/client-s3-control'
import type { OperationGroup } from '../findings/findings.ts'
import type { ObjectLook, Tags } from '../objects/object-look.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { Charge, ChargeMaker } from '../price/charges.ts'
import type { LockRequests } from '../price/locks.ts'
import type { ObjectsToPrice, PriceContext } from '../price/work.ts'
import type { EncryptionStatus, TargetEncryption } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { RestoreRequest } from '../words/restore-request.ts'
import type { SelectedOperation } from './asked-operation.ts'
import type { EncryptionNaming } from './encryption-naming.ts'
import type { FailureCause } from './failure-causes.ts'

/** User settings for operations. */
export type OperationSettings = {
  readonly target: TargetEncryption
  /** Undefined: archived objects are held back. */
  readonly restore: RestoreRequest | undefined
}

/** What decides which operation a group of findings gets. */
export type PlanningRules = OperationSettings & {
  /** What is done with selected objects; undefined for findings. */
  readonly asked?: SelectedOperation | undefined
  readonly naming: EncryptionNaming
  /** Whether this action itself copies objects that fit into one copy. */
  readonly copiesDirectly: boolean
  /** Objects of all groups that fit into one copy each. */
  readonly copyObjects: number
  /** Objects modified after this moment are not changed. Whole seconds. */
  readonly unmodifiedSince: Date
}

/** An item of a plan: one operation, and the findings it applies to. */
export type Work<Name extends string = string> = {
  readonly operation: Name
  readonly group: OperationGroup
  /** The encryption that its objects get, from it or from a later step; undefined if it encrypts nothing. */
  readonly target?: TargetEncryption
}

/** Work that encrypts. */
type EncryptingWork<Name extends string> = Work<Name> & { readonly target: TargetEncryption }

/** Work that rewrites objects; on its own, a conditional copy that this action makes object by object (ADR 5). */
export type CopyingWork<Name extends string> = EncryptingWork<Name> & {
  /** Objects modified after this moment are not changed. Whole seconds. */
  readonly unmodifiedSince: Date
}

/** Work of known size, with what its price depends on. */
export type WorkToPrice = ObjectsToPrice & {
  /** Objects that a small job copies first; a separate job if there are others. */
  readonly canaryObjects?: number
  readonly restore?: RestoreRequest
  /** Nothing else is done with its objects. */
  readonly isAlone?: true
}

/** What every operation defines, whatever carries it out. Methods, because each takes only its own kind of work. */
export type AnyOperation<W extends Work> = {
  readonly name: W['operation']
  /** Each object is rewritten: with its annotations, and in addition to or in place of its old version. */
  readonly makesNewObjects?: true
  /** Its price depends on size and storage class. */
  readonly movesBytes?: true
  /** It loses the website redirects of objects. */
  readonly losesRedirects?: true
  /** This action does it itself, object by object, without copying. */
  readonly isOneByOne?: true
  /** What to know before it starts, in full sentences; for work that is no job. */
  readonly warning?: string
  /** Why it must not be started in this bucket; undefined if it may be. */
  refuse?(work: W, bucket: { readonly region: string }): { readonly message: string; readonly hint: string } | undefined
  /** Which requests check the locks of its objects, in a bucket with Object Lock; undefined for none. */
  readonly locks?: LockRequests
  /** The work of this operation for a group of findings; empty if another operation is better. @throws ActionError */
  plan(group: OperationGroup, rules: PlanningRules): readonly W[]
  /**
   * What identifies this work in the plan's name, in addition to its objects and their target; undefined for nothing.
   */
  identify?(work: W): readonly [naming: string, unmodifiedSince: string, others: readonly unknown[]]
  /** @throws RangeError for an unknown rate */
  price(work: WorkToPrice, context: PriceContext, make: ChargeMaker): readonly Charge[]
}

/** Warnings about the jobs of one operation, in full sentences. */
type Warnings<W> = {
  /** How it is done. */
  way?(jobs: readonly W[]): string | undefined
  /** What the replicas of a bucket with replication rules do not get. */
  replicas?(facts: BucketFacts): string
  /** What the result is. */
  outcome?(keyRule: KeyRule): string | undefined
  /** What the result is where it is asked for by itself. */
  selected?(jobs: readonly W[]): string
}

/** A job's source bucket. */
type JobSource = { readonly bucket: string; readonly bucketArn: string }

/** The rules that the completed tasks of a job are checked against. */
export type ProofRules = { readonly accepted: readonly EncryptionStatus[]; readonly keyRule: KeyRule }

/** How objects are checked after a job. */
type ProofLooks = {
  /** HeadObject of the current version; undefined if there is none. */
  readonly headObject: (key: EncodedKey) => Promise<ObjectLook | undefined>
  /** GetObjectTagging of the current version. */
  readonly readTags: (key: EncodedKey) => Promise<Tags>
}

/** What is wrong with an object after a job; undefined if nothing. Passes on errors of the check. */
export type Judge = (key: EncodedKey, looks: ProofLooks) => Promise<string | undefined>

/**
 * Succeeded objects to check after a job: all if there are at most the first number, else the second, evenly spread.
 */
export const VERIFY_ALL_UP_TO = 200
export const VERIFY_SAMPLE = 100

export type TaskProof = {
  /** For tasks that succeeded: the object must be exactly as the job should have made it. */
  readonly succeeded: Judge
  /** For tasks that failed because the object changed or is gone: it is enough if the policy accepts the object. */
  readonly settled: Judge
}

/** What a completion report says about a failed task: untrusted text. */
export type FailedTask = { readonly httpStatus: string; readonly errorCode: string; readonly message: string }

/** An operation of S3 Batch Operations. */
export type BatchOperation<W extends Work> = AnyOperation<W> & {
  /** Whether a run with these settings can plan it, whatever its report lists. */
  isAskedFor(settings: Pick<PlanningRules, 'asked' | 'restore' | 'target'>): boolean
  /** `its operation is not …`. */
  readonly words: string
  /** Text before the storage class in descriptions of its jobs, if copies can have the same class. */
  readonly label?: `${Uppercase<string>}_`
  /** A canary can be used (ADR 6). */
  readonly hasCanaries?: true
  /**
   * The tags of its objects are recorded before the job, with one request each, and objects that have the wanted tags
   * are left out.
   */
  readonly recordsTags?: true
  /**
   * A function does it: a task ends as the function says, and its canary is judged by the objects still being there
   * (batch/invoke-canary.ts).
   */
  readonly byFunction?: true
  /** The objects of its finished jobs are encrypted. */
  readonly encrypts?: true
  /**
   * Set if it only prepares objects for a later run: it must be requested, and takes hours to have a visible effect.
   */
  readonly prepares?: {
    /** The state its objects are left in. */
    readonly until: string
    /** Error code of tasks that failed because of an earlier identical request. */
    readonly askedBefore: string
  }
  /**
   * The permissions of the batch role: a file of docs/iam/, and the KMS permissions for objects under the target key.
   */
  readonly batchRole: {
    readonly policy: `batch-role-${'' | 'update-encryption-' | 'restore-' | 'tag-' | 'lambda-'}policy.json`
    readonly withTargetKey: readonly ('EncryptWithTargetKey' | 'PutTargetKeyAroundDataKeys')[]
  }
  readonly warnings?: Warnings<W>
  /** Default values of members that S3 may add to a job although they were not requested. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** Why a task failed, where it is not S3 that answers. */
  readonly classify?: (task: FailedTask) => FailureCause
  /** What to do about failed tasks, where it differs from other jobs. Trusted text. */
  readonly hints: Readonly<Partial<Record<FailureCause, string>> & Record<'access-denied' | 'invalid-request', string>>
  /** What the job does with each object. @throws ActionError for objects that it would not leave as required */
  request(job: W, source: JobSource): JobOperation
  /** Undefined if there is nothing to check. */
  prove?(job: W, rules: ProofRules): TaskProof | undefined
  /**
   * For a canary that is compared by its tags only: whether an object is as wanted after the job, was not reached by it,
   * or what is wrong with it.
   */
  judgeTags?(job: W, before: Tags, after: Tags): 'as-wanted' | 'untouched' | readonly string[]
  /** Whether a finished job over this storage class settles the group's findings; if not defined, none does. */
  settles?(group: OperationGroup, storageClass: string): boolean
  /**
   * Why a job of this operation, with members that are not at their default, was not made by this action; undefined if
   * it may have been.
   */
  findForeignTrait?(
    operation: JobOperation,
    members: readonly string[],
    wanted: { readonly sourceBucketArn: string; readonly storageClass: string },
  ): string | undefined
  /** Members known to this version; undefined: every member is accepted. */
  readonly members?: ReadonlySet<string>
}
