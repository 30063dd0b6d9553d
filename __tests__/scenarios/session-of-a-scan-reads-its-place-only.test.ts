// A run gives its own session no more than it needs, whatever its role may do.

import { afterEach, expect, it } from '@jest/globals'
import { DESTINATION_BUCKET } from '../../emulator/stage.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { allowed, ofS3, openBroad, READS } from '../support/scenes/sessions.ts'

afterEach(closeScenarios)

it('a session reads nothing but the place it was given', async () => {
  const scenario = await openBroad()
  await scenario.run({ buckets: `${BUCKET} = s3://${DESTINATION_BUCKET}/inventory/${BUCKET}/daily/` })
  expect(allowed(scenario.world, READS)).toEqual(READS)
  expect(
    allowed(scenario.world, [
      ['s3:GetObject', ofS3('another/x')],
      ['s3:ListBucket', ofS3('another')],
    ]),
  ).toEqual([])
})
