// Knows how stories make a plan, approve it and see it refused.

import { expect } from '@jest/globals'
import { seedObject } from '../../../emulator/seed.ts'
import type { World } from '../../../emulator/world.ts'
import { copiesByKey, jobsOf } from '../remediation.ts'
import { BUCKET, type Scenario, type ScenarioRun } from '../scenario.ts'

/** The plan-id of a plan made now. */
export async function makePlan(scenario: Scenario, inputs: Readonly<Record<string, string>> = {}): Promise<string> {
  const run = await scenario.run({ remediation: 'plan', 'on-findings': 'warn', ...inputs })
  expect(run.exitCode).toBe(0)
  const id = run.outputs.get('plan-id') ?? ''
  expect(id).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[0-9a-f]{64}$/)
  // The summary shows the lines to approve it by.
  expect(run.summary).toContain(`remediation: run\napproved-plan: ${id}`)
  return id
}

export const runApproved = (scenario: Scenario, id: string, inputs: Readonly<Record<string, string>> = {}) =>
  scenario.run({ ...scenario.remediation, 'approved-plan': id, ...inputs })

export function expectPlanRefused(run: ScenarioRun, world: World, ...texts: readonly string[]): void {
  expect({ exitCode: run.exitCode, status: run.outputs.get('remediation-status') }).toEqual({
    exitCode: 1,
    status: 'FAILED',
  })
  expect(run.summary).toContain('REMEDIATION_REFUSED')
  const shown = run.summary.replaceAll('&nbsp;', ' ')
  for (const text of texts) expect(shown).toContain(text)
  expect(jobsOf(world)).toEqual([])
  expect(copiesByKey(world).size).toBe(0)
}

export const rewrite = (world: World, key: string) =>
  seedObject(world, BUCKET, { key, size: 7, status: 'SSE-S3', lastModified: world.clock.now() })
