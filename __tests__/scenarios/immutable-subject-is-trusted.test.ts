import { afterEach, expect, it } from '@jest/globals'
import { configureOidc } from '../../emulator/oidc/state.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('signs in with the subject that repositories since July 2026 have', async () => {
  const scenario = await openScenario()
  configureOidc(scenario.world, { subjectFormat: 'immutable' })

  expect((await scenario.run()).outputs.get('verdict')).toBe('NON_COMPLIANT')
})
