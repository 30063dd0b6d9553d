import { afterEach, expect, it } from '@jest/globals'
import { allowPreflight, oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario, takePermission } from '../support/scenario.ts'
import { BATCH_ROLE, runWithPreflight, statusesOf } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('a plan that would stop at its preflight is shown with the fix, and is not offered for approval', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
  allowPreflight(scenario, 'plan')
  takePermission(scenario, BATCH_ROLE, 'CopyInPlace', 's3:PutObjectTagging')

  const result = await runWithPreflight(scenario, { ...scenario.remediation, remediation: 'plan' })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED' })
  expect(result.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(result.outputs.get('plan-id')).toBe('none')
  expect(result.stdout).not.toContain('plan-id: ')
  expect(result.annotated).toContain('No run can carry out this plan: batch-role-permissions: ')
  expect(statusesOf(result)).toEqual({
    'report-bucket': 'ok',
    'work-location': 'ok',
    'batch-role': 'ok',
    'batch-role-trust': 'ok',
    'batch-role-permissions': 'wrong',
  })
  expect(result.summary).toContain('This would stop a run before it creates anything')
})
