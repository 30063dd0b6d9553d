// A run gives its own session no more than it needs, whatever its role may do.

import { afterEach, expect, it } from '@jest/globals'
import { BUCKET, closeScenarios, type Scenario } from '../support/scenario.ts'
import { allowed, ofS3, openBroad } from '../support/scenes/sessions.ts'

afterEach(closeScenarios)

const SECOND = 'acme-logs'
const run = (scenario: Scenario, buckets: readonly string[]) =>
  scenario.run({ ...scenario.remediation, buckets: buckets.join('\n') })

it('one session for several buckets may do in each what that one needs', async () => {
  const scenario = await openBroad({ sourceBuckets: [BUCKET, SECOND] })
  await run(scenario, [BUCKET, SECOND])
  const puts = [BUCKET, SECOND, 'another'].map((bucket) => ['s3:PutObject', ofS3(`${bucket}/k`)] as const)
  expect(allowed(scenario.world, puts)).toEqual(puts.slice(0, 2))
})

it('one session for several buckets is narrowed by action where the names of all do not fit, which the log says', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `acme-${'x'.repeat(40)}-${index}`)
  const scenario = await openBroad()
  const result = await run(scenario, [BUCKET, ...names])
  expect(result.stdout).toMatch(
    /restricted to what this run needs, by action \(session policy of [\d,]+ of 2,048 characters\)/,
  )
  expect(allowed(scenario.world, [['s3:PutObject', ofS3('another/k')]])).toHaveLength(1)
  expect(
    allowed(scenario.world, [
      ['s3:DeleteObject', ofS3(`${BUCKET}/old/1`)],
      ['s3:PutBucketPolicy', ofS3(BUCKET)],
    ]),
  ).toEqual([])
})
