import { afterEach, expect, it } from '@jest/globals'
import { ACTIONS_TOKEN } from '../../emulator/github/state.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('masks the session before it signs the first request with it', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const lines: string[] = []
  const masked: boolean[] = []
  const look = () => {
    const secrets = [...world.credentials.values()].flatMap(({ secretAccessKey, sessionToken }) => [
      secretAccessKey,
      sessionToken ?? '',
    ])
    masked.push(...[...secrets, ACTIONS_TOKEN].map((secret) => lines.includes(`::add-mask::${secret}`)))
  }
  // What was written before the request is in the pipe by now: it is read in the turns of the event loop that still bring lines.
  const readAll = async () => {
    let before: number
    do {
      before = lines.length
      await new Promise(setImmediate)
    } while (lines.length > before)
  }
  const effect = { kind: 'call', run: () => readAll().then(look) } as const
  world.faults.push({ match: { operation: 'HeadBucket' }, phase: 'before', effect, times: 1 })

  await scenario.run({}, { onLine: (line) => lines.push(line) })

  expect(masked).toEqual([true, true, true])
})

it('masks the OIDC token as well', async () => {
  const scenario = await openScenario()

  const run = await scenario.run()

  const body = run.requests.find(({ operation }) => operation === 'AssumeRoleWithWebIdentity')?.body ?? new Uint8Array()
  const token = new URLSearchParams(Buffer.from(body).toString()).get('WebIdentityToken')
  expect(token).toMatch(/^ey[\w.-]+$/)
  const lines = run.stdout.split('\n').filter((line) => line.includes(String(token)))
  expect(new Set(lines)).toEqual(new Set([`::add-mask::${token}`]))
})
