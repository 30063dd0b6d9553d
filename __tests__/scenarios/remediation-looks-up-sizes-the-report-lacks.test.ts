import { afterEach, expect, it } from '@jest/globals'
import { expectCopiedOnce, oldKeys, orderedKeys, remediationOutputs, statuses } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { LARGE, openLacking } from '../support/scenes/lacking-columns.ts'

afterEach(closeScenarios)

it('copies in parts what is over 5 GiB, and orders a job for the others only', async () => {
  const scenario = await openLacking(2, 1)

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
  expect(orderedKeys(scenario.world).sort()).toEqual(oldKeys(2))
  expectCopiedOnce(scenario.world, oldKeys(2))
  expect(statuses(scenario.world)).toMatchObject({ 'large/1': 'SSE-S3' })
})

it('holds back what is over 5 GiB where only jobs may copy', async () => {
  const scenario = await openLacking(1, 2)

  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'batch' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1, succeeded: '1' })
  expect(run.report).toMatchObject({
    buckets: [{ scan: { heldBack: [{ reason: 'too-large', objects: 2, bytes: 2 * LARGE }] } }],
  })
  expect(orderedKeys(scenario.world)).toEqual(oldKeys(1))
})
