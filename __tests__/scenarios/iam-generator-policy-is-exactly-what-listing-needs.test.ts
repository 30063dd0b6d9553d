import { afterEach, describe, expect, it } from '@jest/globals'
import { listPermissions, listRefusals } from '../support/permissions.ts'
import { oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, expectNoAnswer, takePermission } from '../support/scenario.ts'
import { generate, listingJobs, openUnlisted, workingJobs } from '../support/scenes/generator.ts'

afterEach(closeScenarios)

const open = () => openUnlisted({ seed: (world) => seedFindings(world, oldKeys(2)) })

it('lets S3 list objects for jobs, and is asked for nothing else', async () => {
  const scenario = await open()

  const run = await generate(scenario)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(listRefusals(scenario.world)).toEqual([])
})

describe('without a permission nothing is listed, and the run says what to do:', () => {
  it.each(listPermissions('batch-role-generator-policy.json'))('$action on $resource', async ({ sid, action }) => {
    const scenario = await open()
    takePermission(scenario, scenario.roles.batch.arn, sid, action)

    const run = await generate(scenario)

    expectNoAnswer(run, 'ACCESS_DENIED', 'docs/iam/batch-role-generator-policy.json')
    expect(listingJobs(scenario.world).map(({ status }) => status)).toEqual(['Failed'])
    expect(workingJobs(scenario.world)).toEqual([])
  })
})
