import { afterEach, describe, expect, it } from '@jest/globals'
import type { JobScript } from '../../emulator/s3-control/job.ts'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import {
  expectCopiedOnce,
  jobsOf,
  oldKeys,
  onlyJob,
  orderedKeys,
  remediationOutputs,
  seedFindings,
} from '../support/remediation.ts'
import { closeScenarios, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

const KEYS = oldKeys(6)
const open = () => openScenario({ seed: (world) => seedFindings(world, KEYS) })

async function runScripted(scenario: Scenario, script: JobScript) {
  scriptJob(scenario.world, script)
  return await scenario.run(scenario.remediation)
}

describe('a job that ended half way is told, and the next run orders only what is left:', () => {
  it.each<[string, JobScript, { failed: string; words: string }]>([
    [
      'cancelled by a person',
      { events: [{ at: 0.5, kind: 'cancel', reason: 'too loud on Friday' }] },
      { failed: '0', words: 'too loud' },
    ],
    [
      'failed by S3',
      { events: [{ at: 0.5, kind: 'fail', code: 'SomethingBroke', reason: 'the lights went out' }] },
      { failed: '0', words: 'SomethingBroke' },
    ],
    [
      'complete, some tasks throttled',
      { failTask: ({ key }) => (KEYS.indexOf(key ?? '') < 3 ? undefined : SLOW_DOWN) },
      { failed: '3', words: 'run again' },
    ],
    [
      'complete, some tasks forbidden',
      { failTask: ({ key }) => (KEYS.indexOf(key ?? '') < 3 ? undefined : FORBIDDEN) },
      { failed: '3', words: 'batch role' },
    ],
  ])('%s', async (_name, script, { failed, words }) => {
    const scenario = await open()

    const first = await runScripted(scenario, script)

    expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, jobs: 1, succeeded: '3', failed })
    expect(first.summary).toContain(words)

    const next = await scenario.run(scenario.remediation)

    expect(remediationOutputs(next)).toMatchObject({ exitCode: next.exitCode, jobs: 2, succeeded: '6', failed: '0' })
    const [, second] = jobsOf(scenario.world)
    expect(second?.tasks).toHaveLength(3)
    expect(orderedKeys(scenario.world)).toHaveLength(9)
    expectCopiedOnce(scenario.world, KEYS)
  })
})

const SLOW_DOWN = { httpStatus: 503, errorCode: 'SlowDown', message: 'Please reduce your request rate.' }
const FORBIDDEN = { httpStatus: 403, errorCode: 'AccessDenied', message: 'Access Denied' }

it('tells a job whose job manifest the batch role cannot read, and starts afresh once it can', async () => {
  const scenario = await open()
  const { batch } = scenario.roles
  const { policies } = batch
  takePermission(scenario, batch.arn, 'ReadJobManifests', 's3:GetObject')

  const first = await scenario.run(scenario.remediation)

  expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, status: 'FAILED', succeeded: '0', failed: '0' })
  expect(first.summary).toContain('Reading the manifest is forbidden')
  batch.policies = policies
  expect(remediationOutputs(await scenario.run(scenario.remediation))).toMatchObject({ succeeded: '6', failed: '0' })
  expectCopiedOnce(scenario.world, KEYS)
})

it('gives up after three jobs that cannot do it, and says why', async () => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.batch.arn, 'CopyInPlace', 's3:PutObject')
  for (let attempt = 1; attempt <= 3; attempt += 1) await scenario.run(scenario.remediation)

  const fourth = await scenario.run(scenario.remediation)

  expect(remediationOutputs(fourth)).toMatchObject({ exitCode: 1, status: 'FAILED' })
  expect(fourth.annotated).toContain('3 jobs for this inventory report have ended and 6 objects still fail')
  expect(jobsOf(scenario.world)).toHaveLength(3)
})

it('tells a job that S3 ended because more than half of its tasks failed', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(1100), { size: 1 }) })
  // The five objects that are copied first come through.
  scriptJob(scenario.world, {})
  scriptJob(scenario.world, { failTask: () => FORBIDDEN })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED', succeeded: '5', failed: '1000' })
  expect(result.summary).toContain('FailureThresholdExceeded')
})

it('fails five tasks and not a thousand where the batch role lacks a permission', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(1100), { size: 1 }) })
  takePermission(scenario, scenario.roles.batch.arn, 'CopyInPlace', 's3:PutObject')

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED', succeeded: '0', failed: '5' })
  expect(result.annotated).toContain('The canary failed: 5 of its tasks failed')
})

it.each<[string, JobScript, string]>([
  ['a pause', { events: [{ at: 0.5, kind: 'pause', polls: 2 }] }, 'is paused by S3'],
  ['a state nobody knows', { show: { status: 'Hibernating', from: 'Ready', polls: 2 } }, 'Hibernating'],
])('waits through %s', async (_name, script, words) => {
  const scenario = await open()

  const result = await runScripted(scenario, script)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '6' })
  expect(result.stdout).toContain(words)
  expect(onlyJob(scenario.world).status).toBe('Complete')
})
