import { afterEach, expect, it } from '@jest/globals'
import { readHistory } from '../../emulator/s3/state.ts'
import { runAndKill } from '../support/kill.ts'
import { jobsOf, oldKeys, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { BUCKET, closeScenarios, DAY_MS } from '../support/scenario.ts'
import { openArchived, restoresByKey, waitForRestores } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

it('restores each object once, and copies it once, when run after run is killed one request later', async () => {
  const restored = oldKeys(2).map((key) => `restored/${key}`)
  const scenario = await openArchived((world) => {
    seedFindings(world, oldKeys(2), { storageClass: 'GLACIER' })
    const restore = { ongoing: false, expiry: world.clock.now() + 30 * DAY_MS }
    seedFindings(world, restored, { storageClass: 'GLACIER', restore })
  })
  let request = 1
  while (await runAndKill(scenario, request)) request += 1
  expect(request).toBeGreaterThan(20)
  expect(restoresByKey(scenario)).toEqual({ 'old/1': 1, 'old/2': 1 })
  expect(statuses(scenario.world)).toMatchObject(Object.fromEntries(restored.map((key) => [key, 'SSE-S3'])))

  await waitForRestores(scenario)
  expect(remediationOutputs(await scenario.run(scenario.remediation))).toMatchObject({ status: 'COMPLETE', jobs: 0 })
  expect(jobsOf(scenario.world)).toHaveLength(1)
  expect(restoresByKey(scenario)).toEqual({ 'old/1': 1, 'old/2': 1 })
  const copies = readHistory(scenario.world).filter(
    ({ kind, bucket, version }) => kind === 'written' && bucket === BUCKET && version.encryption.status === 'SSE-S3',
  )
  expect(copies.map(({ version }) => version.key).sort()).toEqual(expect.arrayContaining([...oldKeys(2), ...restored]))
}, 120_000)
