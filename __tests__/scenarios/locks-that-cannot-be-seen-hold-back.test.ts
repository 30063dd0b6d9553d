import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, takePermission } from '../support/scenario.ts'
import { heldBack, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each(['s3:GetObjectRetention', 's3:GetObjectLegalHold'])(
  'a role that may not see locks without %s nothing is taken for not locked',
  async (action) => {
    const scenario = await openLocked(2)
    takePermission(scenario, scenario.roles.remediation.arn, 'SeeLocks', action)

    const run = await scenario.run(scenario.remediation)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 0 })
    expect(run.report).toMatchObject({ buckets: [heldBack('object-lock-unknown', 2)] })
    expect(run.summary).toContain('object-lock-policy.json')
    expect(jobsOf(scenario.world)).toEqual([])
  },
)
