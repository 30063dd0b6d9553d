import { afterEach, expect, it } from '@jest/globals'
import { decisionsOfSessions, listPermissions } from '../support/permissions.ts'
import { lockBucket, oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

async function open(): Promise<Scenario> {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
  lockBucket(scenario)
  return scenario
}

it('remediates a bucket with Object Lock with the documented roles, and asks for nothing else', async () => {
  const scenario = await open()

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  const ours = decisionsOfSessions(scenario.world).filter(({ principal }) =>
    principal.includes('s3-encryption-remediation'),
  )
  // Access logs and other settings that are only for the plan's words are asked with the other policies.
  expect(ours.filter(({ allowed, action }) => !allowed && /Lock|Retention|LegalHold|Versions/.test(action))).toEqual([])
})

it.each(listPermissions('object-lock-policy.json'))('needs $action on $resource', async ({ sid, action }) => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.remediation.arn, sid, action)

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1 })
  expect(remediationOutputs(run).status).not.toBe('COMPLETE')
  expect(run.summary).toContain('docs/iam/object-lock-policy.json')
})
