import { afterEach, expect, it } from '@jest/globals'
import { BUCKET, closeScenarios, DAY_MS, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('goes on in the Region to which S3 points', async () => {
  // By a true clock: the SDK repeats every refusal whose Date is minutes away from its own.
  const scenario = await openScenario({ start: Date.now() - DAY_MS / 4 })
  const bucket = scenario.world.buckets.get(BUCKET)
  if (bucket) scenario.world.buckets.set(BUCKET, { ...bucket, region: 'ap-southeast-2' })

  const run = await scenario.run()

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.report).toMatchObject({ buckets: [{ region: 'ap-southeast-2' }] })
  const toBucket = run.requests.filter(({ url }) => url.startsWith(`/${BUCKET}`))
  expect(toBucket.map(({ status, headers }) => [status, headers.authorization?.split('/')[2]])).toEqual([
    [301, 'eu-west-1'],
    // The posture is asked for with the first request, which this role may not make (docs/posture.md).
    [403, 'ap-southeast-2'],
    [200, 'ap-southeast-2'],
  ])
})
