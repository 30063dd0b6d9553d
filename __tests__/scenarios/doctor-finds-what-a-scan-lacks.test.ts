// The doctor finds each fault that a scan can have, writes nothing, and prints a fix that works.

import { afterEach, describe, it } from '@jest/globals'
import { closeScenarios } from '../support/scenario.ts'
import { openHealthy } from '../support/scenes/doctor.ts'
import { GITHUB_FAULTS, INVENTORY_FAULTS, SIGN_IN_FAULTS } from '../support/scenes/doctor-faults.ts'
import { expectFoundAndMended } from '../support/scenes/doctor-story.ts'

afterEach(closeScenarios)

describe('the doctor of a scan finds that', () => {
  it.each([...SIGN_IN_FAULTS, ...INVENTORY_FAULTS])('$name', async (fault) => {
    await expectFoundAndMended(await openHealthy(), { mode: 'doctor' }, fault)
  })

  it.each(GITHUB_FAULTS)('$name', async (fault) => {
    await expectFoundAndMended(await openHealthy(), { mode: 'doctor', 'on-findings': 'issue' }, fault)
  })
})
