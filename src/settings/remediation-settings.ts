// Defines what may be done about findings, after inputs are read: the mode, the jobs, their places, and the approved plan.

import type { OperationSettings } from '../operations/operation.ts'
import type { PlanId } from './plan-id.ts'

export type RemediationMode = 'none' | 'plan' | 'confirm' | 'run' | 'cancel'

/** What copies objects: S3 Batch Operations wherever that is safe, always a job, or always this action itself. */
export const ENGINES = ['auto', 'batch', 'direct'] as const

export type Engine = (typeof ENGINES)[number]

/** The plan that a person approved, and how old its reports may be. */
export type ApprovedPlan = { readonly id: string; readonly parsed: PlanId; readonly maxAgeMs: number }

/**
 * Why the run may not remediate: its event or its approved plan. Nothing was written. Reported as REMEDIATION_REFUSED.
 */
export type RemediationRefusal = {
  readonly asked: RemediationMode
  readonly message: string
  readonly hint: string
}

/** Where job manifests and completion reports are written; `prefix` is empty or ends in "/". */
export type WorkLocation = { readonly bucket: string; readonly prefix: string }

export type JobInputs = {
  readonly batchRoleArn: string
  readonly work: WorkLocation
  readonly priority: number
  readonly wait: boolean
  readonly waitTimeoutMs: number
  readonly pollIntervalMs: number
}

/** What a plan can check in advance for the run that would carry it out; undefined if not given. */
export type JobPlaces = {
  readonly batchRoleArn: string | undefined
  readonly work: WorkLocation | undefined
}

/** Settings of every remediation, including one that only plans. */
export type RemediationCommon = OperationSettings & {
  readonly maxObjects: number
  /** US dollars; undefined for no limit. */
  readonly maxCostUsd: number | undefined
  readonly allowUnversioned: boolean
  readonly engine: Engine
  readonly maxDirectObjects: number
}

type PlannedRemediation = Exclude<RemediationInputs, { readonly mode: 'none' | 'cancel' }>

export type RemediationInputs =
  | { readonly mode: 'none' | 'cancel' }
  | ({ readonly mode: 'plan' } & RemediationCommon & { readonly places: JobPlaces })
  | ({ readonly mode: 'confirm' | 'run' } & RemediationCommon & { readonly jobs: JobInputs })

/** Whether a plan is made. */
export const isPlanned = (remediation: RemediationInputs): remediation is PlannedRemediation =>
  remediation.mode !== 'none' && remediation.mode !== 'cancel'

/** The batch role and the work location of a remediation, if given. */
export function listPlaces(remediation: RemediationInputs): JobPlaces {
  switch (remediation.mode) {
    case 'none':
    case 'cancel':
      return { batchRoleArn: undefined, work: undefined }
    case 'plan':
      return remediation.places
    default:
      return remediation.jobs
  }
}
