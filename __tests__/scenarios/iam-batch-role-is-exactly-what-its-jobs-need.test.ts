import { afterEach, describe, expect, it } from '@jest/globals'
import { seedDeleteMarker } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { listPermissions, listRefusals } from '../support/permissions.ts'
import { oldKeys, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

/** Two tagged and annotated findings, and one that is deleted after the report. */
async function openTagged(): Promise<Scenario> {
  const scenario = await openScenario({
    seed: (world: World) => seedFindings(world, oldKeys(3), { tags: { team: 'x' }, annotations: { label: 'cat' } }),
  })
  scenario.world.clock.advance(1000)
  seedDeleteMarker(scenario.world, BUCKET, { key: 'old/3' })
  return scenario
}

const EVERYTHING = { exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2', failed: '1' }

it('lets its jobs do everything, and is asked for nothing else', async () => {
  const scenario = await openTagged()

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toEqual(EVERYTHING)
  expect(result.summary).toMatch(/deleted since the report/i)
  expect(listRefusals(scenario.world)).toEqual([])
})

describe('without a permission the findings are not covered, and the run says so:', () => {
  it.each(listPermissions('batch-role-policy.json'))('$action on $resource', async ({ sid, action }) => {
    const scenario = await openTagged()
    takePermission(scenario, scenario.roles.batch.arn, sid, action)

    const result = await scenario.run(scenario.remediation)

    if (action === 's3:ListBucket') {
      // Without it a deleted object looks like a forbidden one: nothing is lost but the reason.
      expect(remediationOutputs(result)).toEqual({ ...EVERYTHING, exitCode: 1, status: 'INCOMPLETE' })
      expect(result.summary).toContain('AccessDenied')
      return
    }
    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1 })
    expect(remediationOutputs(result)).not.toMatchObject({ succeeded: '2' })
    if (sid !== 'WriteCompletionReports')
      expect(Object.values(statuses(scenario.world))).toEqual(['NOT-SSE', 'NOT-SSE'])
  })
})
