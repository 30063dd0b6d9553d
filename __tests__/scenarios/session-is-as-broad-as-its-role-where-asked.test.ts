// A run gives its own session no more than it needs, whatever its role may do.

import { afterEach, expect, it } from '@jest/globals'
import { seedCredential } from '../../emulator/seed.ts'
import { closeScenarios } from '../support/scenario.ts'
import { allowed, openBroad, WRITES } from '../support/scenes/sessions.ts'

afterEach(closeScenarios)

it('a session is as broad as the role only where narrow-session is false, which the log says', async () => {
  const scenario = await openBroad()
  const run = await scenario.run({ 'narrow-session': 'false' })
  expect(allowed(scenario.world, WRITES)).toEqual(WRITES)
  expect(run.stdout).toContain('narrow-session is false')
})

it('a narrowed session cannot be had of ambient credentials, which the log says', async () => {
  const scenario = await openBroad()
  const { accessKeyId, secretAccessKey } = seedCredential(scenario.world)
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
  const run = await scenario.run({ 'role-to-assume': '' }, { env })
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.stdout).toContain('The credentials from the environment are used as they are')
})
