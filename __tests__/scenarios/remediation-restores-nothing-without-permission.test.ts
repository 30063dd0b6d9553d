import { afterEach, expect, it } from '@jest/globals'
import { currentObjects, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openArchived, twoArchived } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

it('restores nothing without the permission, and says so', async () => {
  const scenario = await openArchived(twoArchived, false)

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1 })
  expect(result.summary).toContain('AccessDenied')
  expect(result.summary).toContain('is not allowed to restore these objects')
  expect([...currentObjects(scenario.world).values()].map(({ restore }) => restore)).toEqual([undefined, undefined])
})
