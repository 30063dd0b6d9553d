// A run gives its own session no more than it needs, whatever its role may do.

import { afterEach, describe, expect, it } from '@jest/globals'
import { closeScenarios } from '../support/scenario.ts'
import { allowed, openBroad, READS, WRITES } from '../support/scenes/sessions.ts'

afterEach(closeScenarios)

describe.each(['none', 'plan'])('a session for remediation: %s', (remediation) => {
  it('can neither write to any bucket nor create, confirm or pass anything, even when its role could', async () => {
    const scenario = await openBroad()

    const run = await scenario.run({ ...scenario.remediation, remediation })

    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    expect(allowed(scenario.world, WRITES)).toEqual([])
    expect(allowed(scenario.world, READS)).toEqual(READS)
    expect(run.stdout).toContain('The session is restricted to what this run needs, by action and by resource')
  })
})
