import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('gives up on a service that answers 503 again and again, and says so', async () => {
  const scenario = await openScenario()
  const error = {
    kind: 'error',
    status: 503,
    code: 'ServiceUnavailable',
    message: 'Reduce your request rate.',
  } as const
  scenario.world.faults.push({ match: { operation: 'ListObjectsV2' }, phase: 'before', effect: error, times: 1000 })

  const run = await scenario.run()

  expectNoAnswer(run, 'SERVICE_UNAVAILABLE', 's3:ListBucket on arn:aws:s3:::acme-inventory failed', 'Run it again')
  expect(run.requests.filter(({ status }) => status === 503)).toHaveLength(6)
})

it('goes on after two 503 as if nothing had been', async () => {
  const scenario = await openScenario()
  const error = { kind: 'error', status: 503, code: 'SlowDown' } as const
  scenario.world.faults.push({ match: { urlIncludes: '/manifest.json' }, phase: 'before', effect: error, times: 2 })

  expect((await scenario.run()).outputs.get('verdict')).toBe('NON_COMPLIANT')
})
