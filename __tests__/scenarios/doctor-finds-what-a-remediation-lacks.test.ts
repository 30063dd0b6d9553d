// The doctor finds each fault that a remediation can have, writes nothing, and prints a fix that works.

import { afterEach, describe, it } from '@jest/globals'
import { closeScenarios } from '../support/scenario.ts'
import { doctorOf, openHealthy, openHealthyWithKey } from '../support/scenes/doctor.ts'
import { REMEDIATION_FAULTS } from '../support/scenes/doctor-faults.ts'
import { expectFoundAndMended } from '../support/scenes/doctor-story.ts'

afterEach(closeScenarios)

describe('the doctor of a remediation finds that', () => {
  it.each(REMEDIATION_FAULTS)('$name', async (fault) => {
    const scenario = await openHealthy()
    await expectFoundAndMended(scenario, doctorOf(scenario), fault)
  })

  it.each([
    ['Disabled', 'KeyState Disabled'],
    ['PendingDeletion', 'KeyState PendingDeletion'],
  ] as const)('the target key is %s', async (state, says) => {
    const { scenario, key, inputs } = await openHealthyWithKey()
    const plant = () => {
      key.state = state
    }
    await expectFoundAndMended(scenario, doctorOf(scenario, inputs), { name: state, check: 'target-key', says, plant })
  })

  it('the policy of the target key names others only', async () => {
    const { scenario, key, inputs } = await openHealthyWithKey()
    const others = { AWS: [scenario.roles.remediation.arn] }
    const says = 'the key policy neither allows the role nor its account'
    const plant = () => {
      key.policy = { Statement: [{ Effect: 'Allow', Principal: others, Action: 'kms:*', Resource: '*' }] }
    }
    await expectFoundAndMended(scenario, doctorOf(scenario, inputs), {
      name: says,
      check: 'target-key-use',
      says,
      plant,
    })
  })
})
