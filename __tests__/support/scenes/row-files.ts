// Worlds in which Athena writes the rows of job manifests as files, and what must be true of them whatever happened.

import { expect } from '@jest/globals'
import { athenaState } from '../../../emulator/athena/state.ts'
import type { World } from '../../../emulator/world.ts'
import { runAndKill } from '../kill.ts'
import { expectCopiedOnce, onlyJob, remediationOutputs, seedFindings } from '../remediation.ts'
import { closeScenarios, type Scenario, type ScenarioRun } from '../scenario.ts'
import {
  type JOINED_INPUTS,
  leftOvers,
  manifestsOf,
  openAthenaScenario,
  type STREAMED_INPUTS,
  unfinishedUploads,
} from './athena.ts'

/** Findings with these keys, the rows of which are in several files for each group. */
export function seedRowFiles(world: World, keys: readonly string[]): void {
  seedFindings(world, keys)
  athenaState(world).settings.filesPerPartition = 3
}

/** Its remediation asks for this way. */
export async function openRowFiles(
  keys: readonly string[],
  way: typeof STREAMED_INPUTS | typeof JOINED_INPUTS,
): Promise<Scenario> {
  const scenario = await openAthenaScenario({ seed: (world) => seedRowFiles(world, keys) })
  return { ...scenario, remediation: { ...scenario.remediation, ...way } }
}

/** A run completes the remediation, and all runs together made one job from one job manifest and left nothing. */
export async function expectDoneOnce(scenario: Scenario, keys: readonly string[]): Promise<void> {
  const { world } = scenario
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expectCopiedOnce(world, keys)
  expect(onlyJob(world).status).toBe('Complete')
  expect(manifestsOf(world)).toHaveLength(1)
  expect([...leftOvers(world), ...unfinishedUploads(world)]).toEqual([])
}

type Kills = {
  readonly open: () => Promise<Scenario>
  /** Position of the first request to be killed at, in a run without kills. */
  readonly from: (requests: ScenarioRun['requests']) => number
  /** At most so many of the requests, evenly spread, are the last of a run. */
  readonly times: number
  readonly keys: readonly string[]
}

/** Kills runs in as many fresh worlds, and expects the next run to do all once. */
export async function expectDoneOnceAfterKills({ open, from, times, keys }: Kills): Promise<void> {
  const whole = await open()
  const { requests } = await whole.run(whole.remediation)
  const first = from(requests)
  expect(first).toBeGreaterThan(0)
  await closeScenarios()
  const step = Math.ceil((requests.length - first) / times)
  for (let request = first; request <= requests.length; request += step) {
    const scenario = await open()
    expect(await runAndKill(scenario, request)).toBe(true)
    await expectDoneOnce(scenario, keys)
    await closeScenarios()
  }
}
