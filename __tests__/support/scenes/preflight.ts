// Knows the scenes of a preflight, and how its checks are told. Before anything is created, a run looks at what it rests on: what
// is wrong stops it, what nobody can say does not.

import { expect } from '@jest/globals'
import type { IamStatement } from '../../../emulator/iam/types.ts'
import { seedKmsKey } from '../../../emulator/seed.ts'
import { WORK_BUCKET } from '../../../emulator/stage.ts'
import {
  allowOtherOperations,
  allowPreflight,
  allowTargetKey,
  jobsOf,
  oldKeys,
  remediationOutputs,
  seedFindings,
  workObjects,
} from '../remediation.ts'
import { BUCKET, openScenario, type Scenario, type ScenarioRun } from '../scenario.ts'

export const BATCH_ROLE = 'arn:aws:iam::111122223333:role/s3-encryption-batch'

export const ALL_FINE = {
  'report-bucket': 'ok',
  'work-location': 'ok',
  'batch-role': 'ok',
  'batch-role-trust': 'ok',
  'pass-role': 'ok',
  'batch-role-permissions': 'ok',
}

/** A run that may look at everything. */
export async function openPreflight(): Promise<Scenario> {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
  allowPreflight(scenario, 'remediation')
  return scenario
}

/** The same for objects that are to get a KMS key. */
export async function openWithKey() {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
  const key = seedKmsKey(scenario.world)
  allowTargetKey(scenario, key.arn)
  allowOtherOperations(scenario, { kmsKeyArn: key.arn })
  allowPreflight(scenario, 'remediation', key.arn)
  const inputs = {
    ...scenario.remediation,
    'target-encryption': 'SSE-KMS',
    'kms-key-arn': key.arn,
    'accepted-encryption': 'SSE-S3,SSE-KMS',
  }
  return { scenario, key, inputs }
}

export const runWithPreflight = (scenario: Scenario, inputs: Readonly<Record<string, string>> = scenario.remediation) =>
  scenario.run(inputs)

type Told = { readonly check: string; readonly status: string; readonly found: string; readonly hint?: string }

export function preflightOf({ report }: ScenarioRun): readonly Told[] {
  const [bucket] = (report as { readonly buckets: readonly { readonly preflight?: readonly Told[] }[] }).buckets
  return bucket?.preflight ?? []
}

export const statusesOf = (result: ScenarioRun) =>
  Object.fromEntries(preflightOf(result).map(({ check, status }) => [check, status]))

/** Nothing written; the check named with what was found and what to do, wherever a person looks; the verdict as ever. */
export function expectStopped(
  { world }: Scenario,
  result: ScenarioRun,
  check: string,
  ...texts: readonly string[]
): void {
  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(result.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(jobsOf(world)).toEqual([])
  expect(world.buckets.has(WORK_BUCKET) ? workObjects(world) : []).toEqual([])
  const told = preflightOf(result).find((candidate) => candidate.check === check)
  expect(told?.status).toBe('wrong')
  for (const text of texts) {
    expect(`${told?.found} ${told?.hint}`).toContain(text)
    expect(result.annotated).toContain(text)
  }
  expect(result.annotated).toContain(`${check}: `)
  expect(result.summary).toContain('### Preflight')
}

/** The run went on to its end, and says that this was not found out. */
export function expectUnknown(result: ScenarioRun, check: string, text: string): void {
  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  const told = preflightOf(result).find((candidate) => candidate.check === check)
  expect(told).toMatchObject({ status: 'unknown' })
  expect(told?.found).toContain(text)
  expect(result.annotated).not.toContain(check)
  expect(result.summary).toMatch(new RegExp(`^- .*\`${check}\`.*: `, 'm'))
}

export const allowBatchRole = (Action: string): IamStatement => ({
  Effect: 'Allow',
  Principal: { AWS: BATCH_ROLE },
  Action,
  Resource: `arn:aws:s3:::${BUCKET}/*`,
})
