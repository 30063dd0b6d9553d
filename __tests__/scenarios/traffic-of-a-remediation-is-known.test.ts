import { afterEach, expect, it } from '@jest/globals'
import { ACTIONS_TOKEN } from '../../emulator/github/state.ts'
import type { World } from '../../emulator/world.ts'
import { expectGolden } from '../support/golden.ts'
import { jobsOf, oldKeys, seedFindings } from '../support/remediation.ts'
import { closeScenarios, DAY_MS, openScenario, type ScenarioRun } from '../support/scenario.ts'
import { countClasses, listTraffic } from '../support/traffic.ts'

afterEach(closeScenarios)

const HEAD = `What a whole remediation asks of AWS and GitHub: a plan, the run that was approved by it, and the scan of the next day. One bucket
of three objects for a job of S3 Batch Operations and one of 6 GiB, which the action copies in parts; an issue is kept. Written by

    UPDATE_GOLDEN=1 npm run jest -- __tests__/scenarios/traffic-of-a-remediation-is-known

`

const seed = (world: World) => {
  seedFindings(world, oldKeys(3))
  seedFindings(world, ['huge'], { size: 6 * 1024 ** 3, headers: { 'content-type': 'text/plain' } })
}

const tell = (name: string, { outputs, requests }: ScenarioRun) =>
  `\n${name}: ${outputs.get('verdict')}, remediation ${outputs.get('remediation-status')}\n${listTraffic(requests)}`

it('asks no more and no less than the golden file says', async () => {
  const { world, deliver, remediation, run } = await openScenario({ seed, copiesDirectly: true })
  const issue = { 'on-findings': 'issue', 'github-token': ACTIONS_TOKEN }

  const planned = await run({ remediation: 'plan', ...issue })
  const approved = { ...remediation, 'approved-plan': planned.outputs.get('plan-id') ?? '' }
  const done = await run({ ...approved, ...issue })
  world.clock.advance(DAY_MS)
  await deliver()
  const verified = await run(issue)

  expect(verified.outputs.get('verdict')).toBe('COMPLIANT')
  const runs = { plan: planned.requests, run: done.requests, verify: verified.requests }
  const tasks = jobsOf(world).map(({ tasks }) => tasks?.length)
  expectGolden(
    'traffic-of-a-remediation.txt',
    `${HEAD}${countClasses(runs)}
Beside them S3 Batch Operations runs ${tasks.length} job of ${tasks.join(', ')} tasks, each of them one COPY.
${tell('plan', planned)}${tell('run', done)}${tell('verify', verified)}`,
  )
})
