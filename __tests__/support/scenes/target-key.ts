// Knows the scene of a run under a target key, and how a refused key is told.

import { expect } from '@jest/globals'
import type { KmsKey } from '../../../emulator/kms/key.ts'
import { readHistory } from '../../../emulator/s3/state.ts'
import { seedKmsKey } from '../../../emulator/seed.ts'
import { allowTargetKey, jobsOf, oldKeys, seedFindings } from '../remediation.ts'
import { openScenario, type Scenario, type ScenarioRun } from '../scenario.ts'

/** Two findings, and a key the action may look at. */
export async function openForKey(
  key: Partial<KmsKey> & { region?: string } = {},
): Promise<{ scenario: Scenario; arn: string }> {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
  const { arn } = seedKmsKey(scenario.world, key)
  allowTargetKey(scenario, arn)
  return { scenario, arn }
}

export const inputsOf = ({ remediation }: Scenario, arn: string) => ({
  ...remediation,
  'target-encryption': 'SSE-KMS',
  'kms-key-arn': arn,
})

/** Told, and nothing written: no job, no object in any bucket. */
export async function expectKeyRefused(
  scenario: Scenario,
  arn: string,
  ...texts: readonly string[]
): Promise<ScenarioRun> {
  const written = readHistory(scenario.world).length

  const run = await scenario.run(inputsOf(scenario, arn))

  expect(run.exitCode).toBe(1)
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.outputs.get('remediation-status')).toBe('FAILED')
  const told = decodeURIComponent(`${run.annotated}\n${run.summary}`.replaceAll(/%(?![0-9A-F]{2})/g, '%25'))
  for (const text of texts) expect(told).toContain(text)
  expect(jobsOf(scenario.world)).toEqual([])
  expect(readHistory(scenario.world)).toHaveLength(written)
  return run
}
