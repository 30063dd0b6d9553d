import { afterEach, expect, it } from '@jest/globals'
import { seedCredential } from '../../emulator/seed.ts'
import { batchSettings, oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, countOperations, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const MINUTE_MS = 60_000

it('waits an hour on sessions of fifteen minutes, each from a fresh OIDC token', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(60)) })
  const { world } = scenario
  Object.assign(batchSettings(world).pacing, { tasksPerPoll: 1, stepMs: undefined, advanceClockPerPollMs: MINUTE_MS })

  const result = await scenario.run({ ...scenario.remediation, 'role-duration-seconds': '900', 'poll-interval': '1m' })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '60' })
  const { GetIdToken: tokens = 0, AssumeRoleWithWebIdentity: sessions = 0 } = countOperations(world)
  expect(sessions).toBeGreaterThanOrEqual(5)
  expect(tokens).toBe(sessions)
})

it('gets a new session when one ends before its time by the clock of the runner', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(6)) })
  const { world } = scenario
  Object.assign(batchSettings(world).pacing, {
    tasksPerPoll: 1,
    stepMs: undefined,
    advanceClockPerPollMs: 5 * MINUTE_MS,
  })

  const result = await scenario.run({ ...scenario.remediation, 'role-duration-seconds': '900' })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '6' })
  expect(countOperations(world).AssumeRoleWithWebIdentity).toBeGreaterThanOrEqual(3)
})

it('remediates with the credentials from the environment', async () => {
  const scenario = await openScenario()
  const { world, roles } = scenario
  const arn = `arn:aws:iam::${world.account}:user/ci`
  const { policies } = roles.remediation
  const credential = seedCredential(world, { principal: { arn, account: world.account, policies } })

  const result = await scenario.run(
    { ...scenario.remediation, 'role-to-assume': '' },
    { env: { AWS_ACCESS_KEY_ID: credential.accessKeyId, AWS_SECRET_ACCESS_KEY: credential.secretAccessKey } },
  )

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  expect(countOperations(world)).not.toHaveProperty('AssumeRoleWithWebIdentity')
})
