import { afterEach, expect, it } from '@jest/globals'
import { orderedKeys, remediationOutputs, setLock } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { HOLDS, heldBack, openForKeyChange } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each(HOLDS)(
  'a lock that was set after the report holds its object back from a change of the key, as %s',
  async (_, lock) => {
    const { scenario, inputs } = await openForKeyChange()
    setLock(scenario.world, 'old/2', lock)

    const run = await scenario.run(inputs)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 1, succeeded: '1', failed: '0' })
    expect(run.report).toMatchObject({ buckets: [heldBack('object-lock', 1)] })
    expect(orderedKeys(scenario.world)).toEqual(['old/1'])
  },
)
