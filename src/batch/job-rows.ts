// Knows which rows a job gets: all planned rows that no earlier job has processed, and which bytes hold them.

import type { CreateJobCommandInput } from '@aws-sdk/client-s3-control'
import { createFirstSample } from '../objects/sample.ts'
import { jobOperationOf, type PlannedJob } from '../operations/registry.ts'
import { ActionError } from '../words/errors.ts'
import type { WorkFiles } from './batch-deps.ts'
import {
  addressJobManifest,
  type Exclusion,
  type JobManifestAddress,
  type JobManifestSource,
  sourceOf,
} from './job-manifest.ts'
import { refuseToStream } from './joined-manifest.ts'
import { findRecorded } from './manifest-record.ts'
import type { RemediationOptions } from './options.ts'
import type { KnownJob } from './start.ts'

/** Rows of a job, and the job manifest that holds them or will. */
type JobRows = {
  readonly source: JobManifestSource
  /** Of the bytes as this run would upload them. */
  readonly own: JobManifestAddress
  /** Of the bytes that an earlier run chose for the same rows; `own` if none did. */
  readonly address: JobManifestAddress
}

/** @throws ActionError if the rows, or the record of an earlier run, cannot be used */
export async function addressRows(
  source: JobManifestSource,
  own: JobManifestAddress,
  { workLocation }: RemediationOptions,
  deps: Pick<WorkFiles, 'readRecord'>,
): Promise<JobRows> {
  const hasRecord = source.origin !== undefined && own.rows > 0
  const address = hasRecord ? await findRecorded(source.bucket, own, workLocation, deps) : own
  return { source, own, address }
}

/** All rows of a group. @throws ActionError unless they are as many as the plan has */
export async function addressGroup(bucket: string, { group }: PlannedJob): Promise<JobManifestAddress> {
  refuseToStream({ group })
  const address = await addressJobManifest(sourceOf(bucket, group))
  if (address.rows === group.tally.objects && address.rows > 0) return address
  throw new ActionError(
    'REMEDIATION_FAILED',
    `The scan kept ${address.rows} rows of ${bucket} (${group.storageClass}) for a job over ${group.tally.objects} objects.`,
    { hint: 'Nothing was started. Check the free disk space on the runner, and run again.' },
  )
}

/**
 * Precedes what earlier jobs processed: if the newest report shows objects as done, earlier jobs' work on them is not
 * reported.
 */
export const listLeftOut = ({ leftOut: keys }: RemediationOptions): Exclusion[] =>
  keys === undefined || keys.size === 0 ? [] : [{ keys, sample: createFirstSample(0) }]

/**
 * Follows what earlier jobs processed, which is reported as theirs: most restores in progress were requested by them.
 */
export function listLeftAlone(planned: PlannedJob, { leaveAlone: keys }: RemediationOptions): Exclusion[] {
  const { prepares, recordsTags } = jobOperationOf(planned)
  if ((prepares === undefined && recordsTags !== true) || keys === undefined) return []
  return [{ keys, sample: createFirstSample(0) }]
}

/**
 * Finds the job as requested before a newer report excluded objects: if it is suspended or running, it still belongs to
 * the plan.
 */
export async function findUnshrunk(
  live: readonly KnownJob[],
  source: JobManifestSource,
  options: RemediationOptions,
  deps: Pick<WorkFiles, 'readRecord'>,
  build: (rows: JobManifestAddress) => CreateJobCommandInput,
) {
  if (live.length === 0 || listLeftOut(options).length === 0) return undefined
  const whole = { ...source, exclusions: source.exclusions?.slice(1) ?? [] }
  const { address } = await addressRows(whole, await addressJobManifest(whole), options, deps)
  return { request: build(address), source: whole, rows: address.rows }
}
