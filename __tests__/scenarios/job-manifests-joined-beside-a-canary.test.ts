import { afterEach, expect, it } from '@jest/globals'
import { athenaState } from '../../emulator/athena/state.ts'
import { settle } from '../../emulator/unsettled.ts'
import type { World } from '../../emulator/world.ts'
import { runAndKill } from '../support/kill.ts'
import { expectCopiedOnce, oldKeys, orderedKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, countOf, type Scenario, type ScenarioRun } from '../support/scenario.ts'
import {
  JOINED_INPUTS,
  leftOvers,
  manifestsOf,
  openAthenaScenario,
  unfinishedUploads,
} from '../support/scenes/athena.ts'
import { jobSizes, RICH, seedFewMore } from '../support/scenes/canaries.ts'

afterEach(closeScenarios)

/** Of these, about a half is set apart. */
const KEYS = oldKeys(2000)
const FEW = oldKeys(8)

async function open(seed: (world: World) => void): Promise<Scenario> {
  const scenario = await openAthenaScenario({ seed })
  athenaState(scenario.world).settings.filesPerPartition = 3
  return { ...scenario, remediation: { ...scenario.remediation, ...JOINED_INPUTS } }
}

const openMany = () => open((world) => seedFindings(world, KEYS, RICH))

/** Eight objects, all set apart, and tried because only NewObjectMetadata can name their encryption. */
async function openFew(): Promise<Scenario> {
  const scenario = await open(seedFewMore)
  settle(scenario.world, 'new-object-metadata', 'keeps-metadata')
  return scenario
}

/** A canary and the job after it, which S3 joined without the rows of the canary. */
async function expectJoined(scenario: Scenario, keys: readonly string[]): Promise<ScenarioRun> {
  const { world, remediation } = scenario
  const run = await scenario.run(remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expectCopiedOnce(world, keys)
  expect(jobSizes(world)).toEqual([5, keys.length - 5])
  expect(orderedKeys(world).toSorted()).toEqual([...keys].sort())
  expect(manifestsOf(world).filter(({ metadata }) => metadata.has('checksum'))).toHaveLength(1)
  expect([...leftOvers(world), ...unfinishedUploads(world)]).toEqual([])
  return run
}

it('leaves out the canary, of which nothing is streamed', async () => {
  const scenario = await openMany()

  const run = await expectJoined(scenario, KEYS)

  expect(countOf(run, 'CompleteMultipartUpload')).toBe(1)
  const [joined] = manifestsOf(scenario.world).filter(({ metadata }) => metadata.has('checksum'))
  expect(joined?.metadata.get('rows')).toBe('1995')
  expect(joined?.metadata.get('checksum')).toMatch(/^[0-9A-F]{16}-[0-9A-F]{16}$/)
}, 120_000)

it('gives one canary and one job wherever a run is killed', async () => {
  const whole = await openFew()
  const { requests } = await whole.run(whole.remediation)
  const first = requests.findIndex(({ operation }) => operation === 'CreateJob') - 12
  await closeScenarios()
  const step = Math.ceil((requests.length - first) / 8)
  for (let request = first; request <= requests.length; request += step) {
    const scenario = await openFew()
    expect(await runAndKill(scenario, request)).toBe(true)
    await expectJoined(scenario, FEW)
    await closeScenarios()
  }
}, 300_000)

it.each(['CompleteMultipartUpload', 'PutObject', 'CreateJob'])(
  'gives one canary and one job if the answer of %s is lost',
  async (operation) => {
    const scenario = await openFew()
    scenario.world.faults.push({ match: { operation }, phase: 'after', effect: { kind: 'reset' }, times: 1 })
    await scenario.run(scenario.remediation)
    await expectJoined(scenario, FEW)
  },
  60_000,
)

it('attaches to the job of a run that did not wait', async () => {
  const scenario = await openFew()
  const hasty = { ...scenario.remediation, wait: 'false' }
  // Once for the canary, once for the job after it.
  for (let run = 0; run < 3; run += 1) await scenario.run(hasty)

  const run = await expectJoined(scenario, FEW)

  expect(countOf(run, 'CreateJob')).toBe(0)
}, 60_000)

it('streams the rows if a canary was chosen from all of them', async () => {
  const scenario = await openMany()
  const streamed = { 'scan-engine': 'stream', 'job-manifest': 'auto', wait: 'false' }
  await scenario.run({ ...scenario.remediation, ...streamed })
  expect(jobSizes(scenario.world)).toHaveLength(1)

  const run = await scenario.run(scenario.remediation)

  expect(countOf(run, 'CreateMultipartUpload')).toBe(0)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expectCopiedOnce(scenario.world, KEYS)
}, 120_000)
