import { afterEach, expect, it } from '@jest/globals'
import { currentObjects, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openLacking } from '../support/scenes/lacking-columns.ts'

afterEach(closeScenarios)

it('says what a missing LastModifiedDate leaves unknown, and copies nothing written since the report', async () => {
  const scenario = await openLacking(2, 0, ['LastModifiedDate'])

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
  expect(run.report).toMatchObject({ buckets: [{ report: { missingColumns: ['LastModifiedDate'] } }] })
  expect(run.stdout).toContain('The report has no LastModifiedDate column')
  expect([...currentObjects(scenario.world).values()].every(({ encryption }) => encryption.status !== 'NOT-SSE')).toBe(
    true,
  )
})
