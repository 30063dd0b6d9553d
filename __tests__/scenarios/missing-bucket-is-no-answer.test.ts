import { afterEach, it } from '@jest/globals'
import { DESTINATION_BUCKET } from '../../emulator/stage.ts'
import { BUCKET, closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each([BUCKET, DESTINATION_BUCKET])('names %s when it does not exist', async (bucket) => {
  const scenario = await openScenario()
  scenario.world.buckets.delete(bucket)

  expectNoAnswer(await scenario.run(), 'BUCKET_NOT_FOUND', `arn:aws:s3:::${bucket} does not exist`, 'Check the name')
})
