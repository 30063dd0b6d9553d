import { afterEach, expect, it } from '@jest/globals'
import { allowPreflight } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('finds S3 and STS by their own variables, without a common one', async () => {
  const scenario = await openScenario()
  const url = scenario.env.AWS_ENDPOINT_URL ?? ''

  const run = await scenario.run(
    {},
    { env: { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_S3: url, AWS_ENDPOINT_URL_STS: url } },
  )

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it("lets a service's own variable win over the common one", async () => {
  const scenario = await openScenario()
  const url = scenario.env.AWS_ENDPOINT_URL ?? ''

  const run = await scenario.run(
    {},
    {
      env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_S3: `${url}/`, AWS_ENDPOINT_URL_STS: `${url}/` },
    },
  )

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('finds IAM by its own variable, too', async () => {
  const scenario = await openScenario()
  allowPreflight(scenario, 'plan')
  const url = scenario.env.AWS_ENDPOINT_URL ?? ''
  const own = { AWS_ENDPOINT_URL_S3: url, AWS_ENDPOINT_URL_STS: url, AWS_ENDPOINT_URL_IAM: url }

  const run = await scenario.run(
    { ...scenario.remediation, remediation: 'plan' },
    { env: { AWS_ENDPOINT_URL: '', ...own } },
  )

  expect(run.stdout).toContain('ok: report-bucket, work-location, batch-role,')
})
