import { afterEach, expect, it } from '@jest/globals'
import { seedDeleteMarker } from '../../emulator/seed.ts'
import { oldKeys, orderedKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario, passNight } from '../support/scenario.ts'
import { makePlan, rewrite, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('leaves out what was encrypted or deleted in between', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(4)) })
  const { world } = scenario
  const id = await makePlan(scenario)
  rewrite(world, 'old/1')
  seedDeleteMarker(world, BUCKET, { key: 'old/2', lastModified: world.clock.now() })
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({
    exitCode: 0,
    status: 'COMPLETE',
    jobs: 1,
    succeeded: '2',
    failed: '0',
  })
  expect(orderedKeys(world).sort()).toEqual(['old/3', 'old/4'])
  expect(run.report).toMatchObject({ buckets: [{ approvedPlan: { leftOut: 2, notPlanned: 0 } }] })
})
