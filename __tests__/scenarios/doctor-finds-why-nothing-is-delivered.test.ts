// The doctor finds each reason why S3 delivers no report, or why it cannot be read, and prints a fix that works.

import { afterEach, it } from '@jest/globals'
import { closeScenarios } from '../support/scenario.ts'
import { openHealthy } from '../support/scenes/doctor.ts'
import { DELIVERY_FAULTS } from '../support/scenes/doctor-faults.ts'
import { expectFoundAndMended } from '../support/scenes/doctor-story.ts'

afterEach(closeScenarios)

it.each(DELIVERY_FAULTS)('$name', async (fault) => {
  await expectFoundAndMended(await openHealthy(), { mode: 'doctor' }, fault)
})
