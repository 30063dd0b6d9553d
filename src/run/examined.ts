// What is known about a bucket, step by step: each step takes the result of the previous one and adds to it.

import type { BucketHandle } from '../external/bucket-handle.ts'
import type { DataSource } from '../findings/data-source.ts'
import type { ToldException } from '../findings/exception.ts'
import type { Findings } from '../findings/findings.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { BucketResult } from '../result/run-result.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import type { Access } from './access.ts'
import type { FoundSource } from './found-source.ts'

export type Located = { readonly region: string; readonly source: BucketHandle } & Pick<BucketResult, 'posture'>

export type Sourced = Located & { readonly found: FoundSource } & Pick<BucketResult, 'report' | 'reports'> & {
    readonly dataSource: DataSource
  }

export type Scanned = Sourced & {
  /** Undefined if no plan is requested. */
  readonly facts: BucketFacts | undefined
  readonly scan: Findings
  readonly exceptions: readonly ToldException[]
}

export type Planned = Scanned & Pick<BucketResult, 'plan' | 'basis' | 'approved' | 'approvalProblem'>

export type Judged = Planned & Pick<BucketResult, 'judgement'>

/** A bucket as far as it was examined, with the access that was used: the starting point of a remediation. */
export type Examined = {
  readonly target: BucketTarget
  /** Undefined if signing in failed. */
  readonly access: Access | undefined
  readonly source: BucketHandle | undefined
  readonly result: BucketResult
}

/** The result for a bucket as far as it is known. `judgement` is used if no step produced one. */
export function tellKnown(
  target: BucketTarget,
  access: Access | undefined,
  known: Partial<Judged>,
  judgement: BucketResult['judgement'],
): Examined {
  const { source, found: _, facts: __, ...told } = known
  const account = access?.identity.account
  return { target, access, source, result: { judgement, region: undefined, ...describe(target), account, ...told } }
}

function describe(target: BucketTarget) {
  const { bucket, accepted, asked, keyRule, include, exclude, maxFindings, remediation } = target
  const policy = { acceptedEncryption: accepted, keyRule, maxFindings }
  const takenBy = target.takenBy?.map(({ text }) => text)
  return { bucket, takenBy, jobs: [], policy, scope: { include, exclude }, remediationMode: remediation.mode, asked }
}

/** A bucket that could not be read. */
export const giveUp = (target: BucketTarget, error: ActionError, access?: Access): Examined =>
  tellKnown(target, access, {}, judgeFailure(error, undefined))

/** Any error is an INSUFFICIENT_DATA judgement with its reason. */
export function judgeFailure(error: unknown, signal: AbortSignal | undefined): BucketResult['judgement'] {
  const { code, message, hint } = toInsufficientData(error, signal)
  return { verdict: 'INSUFFICIENT_DATA', reason: code, message, hint }
}

function toInsufficientData(error: unknown, signal: AbortSignal | undefined) {
  if (signal?.aborted) {
    return {
      code: 'INTERRUPTED',
      message: 'The run was cancelled before the scan was done.',
      hint: 'Run it again.',
    } as const
  }
  const known = asActionError(error, 'INTERNAL_ERROR')
  const code =
    known.code === 'REMEDIATION_REFUSED' || known.code === 'REMEDIATION_FAILED' ? 'INTERNAL_ERROR' : known.code
  const message = error instanceof ActionError ? known.message : `An unexpected error: ${known.message}`
  return { code, message, hint: known.hint }
}
