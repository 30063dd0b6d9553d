import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { findSecrets, formsOf, listSecrets } from '../support/secrets.ts'

afterEach(closeScenarios)

const CRASH = join(import.meta.dirname, '..', 'support', 'crash.mjs')

it('would be noticed in every form, and of every kind', async () => {
  const scenario = await openScenario()
  const run = await scenario.run()
  const secrets = listSecrets(scenario.world, run.requests)

  expect(new Set(secrets.map(({ name }) => name))).toEqual(
    new Set([
      'access key id',
      'secret access key',
      'session token',
      'OIDC token',
      'OIDC request token',
      'GITHUB_TOKEN',
    ]),
  )
  for (const { name, value } of secrets) {
    for (const text of [value, encodeURIComponent(value), ...formsOf(value)])
      expect(findSecrets(`a ${text} b`, secrets)).toContain(name)
    for (const text of [value, `x${value}`, `xy${value}z`, `token ${value}\n`])
      expect(findSecrets(Buffer.from(text).toString('base64'), secrets)).toContain(name)
  }
})

// That no run shows one is checked in support/scenario.ts, after every run of every story.
it.each(['exception', 'rejection'])('not even when the process dies of an %s that carries them', async (kind) => {
  const scenario = await openScenario()
  let crashed = false

  const run = await scenario.run(
    {},
    {
      nodeArguments: ['--import', CRASH],
      env: { CRASH_KIND: kind },
      onLine: (line, { kill }) => {
        if (!crashed && line.includes('Signed in')) crashed = kill('SIGUSR2')
      },
    },
  )

  expect(crashed).toBe(true)
  expect([run.exitCode, run.outputs.get('verdict'), run.outputs.get('reason')]).toEqual([
    1,
    'INSUFFICIENT_DATA',
    'INTERRUPTED',
  ])
  expect(run.annotated).toContain('INTERNAL_ERROR: `crash ##%5Badd-mask]e ::stop-commands')
})
