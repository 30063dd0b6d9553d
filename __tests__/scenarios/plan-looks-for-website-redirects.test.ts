import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOf } from '../support/scenario.ts'
import { openWebsite } from '../support/scenes/website.ts'

afterEach(closeScenarios)

it('plans what a run would do: each object is looked at, and a redirect is in no job', async () => {
  const scenario = await openWebsite(2, 1)
  const planned = await scenario.run({ ...scenario.remediation, remediation: 'plan' })
  expect(countOf(planned, 'HeadObject')).toBe(3)
  expect(planned.stdout).toContain('each object is checked first')
  const held = { scan: { heldBack: [{ reason: 'website-redirect', objects: 1, bytes: 100 }] } }
  const jobs = { jobs: [{ storageClass: 'STANDARD', objects: 2 }] }
  expect(planned.report).toMatchObject({ buckets: [{ ...held, plan: jobs }] })
  expect(remediationOutputs(planned)).toMatchObject({ status: 'PLANNED', jobs: 0 })
  const writes = planned.requests.filter(({ service, method }) => /^s3/.test(service) && !/^(GET|HEAD)$/.test(method))
  expect(writes).toEqual([])

  const run = await scenario.run(scenario.remediation)
  expect(run.report).toMatchObject({ buckets: [{ ...held, plan: jobs }] })
})
