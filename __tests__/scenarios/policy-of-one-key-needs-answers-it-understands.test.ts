import { afterEach, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { BUCKET, closeScenarios, expectNoAnswer, HOUR_MS } from '../support/scenario.ts'
import { openWithKeys } from '../support/scenes/one-key.ts'

afterEach(closeScenarios)

it('without whole evidence there is no answer where an answer is not understood', async () => {
  const { scenario, inputs } = await openWithKeys(2, 0)
  // Written again under a key of its own customer: HeadObject without that key is refused.
  scenario.world.clock.advance(HOUR_MS)
  seedObject(scenario.world, BUCKET, { key: 'right/1 ü', size: 1, status: 'SSE-C' })

  expectNoAnswer(await scenario.run(inputs), 'EVIDENCE_MISSING', 'right/1', 'HTTP 400')
})
