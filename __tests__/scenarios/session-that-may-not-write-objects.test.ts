// A run gives its own session no more than it needs, whatever its role may do.

import { afterEach, expect, it } from '@jest/globals'
import { jobsOf } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { allowed, ofS3, openBroad, WRITES } from '../support/scenes/sessions.ts'

afterEach(closeScenarios)

it('a session of confirm writes to no object of the source bucket', async () => {
  const scenario = await openBroad()
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  expect(jobsOf(scenario.world)).toHaveLength(1)
  expect(allowed(scenario.world, [['s3:PutObject', ofS3(`${BUCKET}/old/1`)]])).toEqual([])
})

it('a session of an event that may not remediate writes nothing, whatever was asked for', async () => {
  const scenario = await openBroad()
  const event = { name: 'pull_request', payload: { repository: { private: true } } }
  await scenario.run(scenario.remediation, { event })
  expect(allowed(scenario.world, WRITES)).toEqual([])
})
