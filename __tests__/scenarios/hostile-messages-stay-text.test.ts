import { afterEach, expect, it } from '@jest/globals'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { findAlive } from '../../proofs/hostile/github-markdown.ts'
import { onlyJob } from '../support/remediation.ts'
import { findRunnerCommands } from '../support/runner-oracle.ts'
import { closeScenarios, expectNoAnswer, openScenario, type ScenarioRun } from '../support/scenario.ts'

afterEach(closeScenarios)

const HOSTILE = [
  'Denied by Mallory',
  '::set-output name=verdict::COMPLIANT',
  '##[add-mask]e',
  '::stop-commands::x',
  '[click](http://evil.example) ![](//t.example) <img src=x> @octocat fixes #1 `',
].join('\n')

/** Readers get AWS's own words, and none of them is alive: no command for the runner, no markup for GitHub. */
function expectQuoted(run: ScenarioRun, operation = ''): void {
  const isOwn = (address: string) => /^https:\/\/(?:github\.com|[\w-]+\.console\.aws\.amazon\.com)\//.test(address)
  expect(findAlive(run.summary, isOwn)).toEqual([])
  expect(findRunnerCommands(run.stdout)).not.toContain('set-output')
  expect(findRunnerCommands(run.stdout)).not.toContain('stop-commands')
  expect(run.stdout).not.toContain('##[add-mask]')
  for (const text of run.outputs.values()) expect(text).not.toContain('by Mallory')
  // HEAD has no body: of its refusal only the status is known.
  if (!operation.startsWith('Head')) expect(run.summary).toMatch(/`[^`\n]*Denied by Mallory [^`\n]*`/)
}

it.each(['HeadBucket', 'ListBucketInventoryConfigurations', 'GetObject', 'AssumeRoleWithWebIdentity'])(
  'shows what a hostile %s answers as text',
  async (operation) => {
    const scenario = await openScenario()
    const effect = { kind: 'error', status: 403, code: 'AccessDenied', message: HOSTILE } as const
    scenario.world.faults.push({ match: { operation }, phase: 'before', effect, times: 1000 })

    const run = await scenario.run({}, { env: { RUNNER_DEBUG: '1' } })

    expectNoAnswer(run, operation.startsWith('Assume') ? 'NO_CREDENTIALS' : 'ACCESS_DENIED')
    expectQuoted(run, operation)
  },
)

it.each(['ListJobs', 'CreateJob', 'DescribeJob', 'PutObject', 'HeadObject'])(
  'shows what a hostile %s answers in a remediation as text',
  async (operation) => {
    const scenario = await openScenario()
    const effect = { kind: 'error', status: 403, code: 'AccessDenied', message: HOSTILE } as const
    scenario.world.faults.push({ match: { operation }, phase: 'before', effect, times: 1000 })

    const run = await scenario.run(scenario.remediation, { env: { RUNNER_DEBUG: '1' } })

    expect(run.exitCode).toBe(1)
    expectQuoted(run, operation)
  },
)

it('keeps our words apart from the reason S3 gives for a failed job', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  scriptJob(world, { events: [{ at: 0, kind: 'fail', code: 'InternalError', reason: HOSTILE }] })

  const run = await scenario.run(scenario.remediation)

  expect(onlyJob(world).status).toBe('Failed')
  expect(run.outputs.get('remediation-status')).toBe('FAILED')
  expectQuoted(run)
  expect(run.summary).toMatch(/: `InternalError`: `Denied by Mallory/)
})

it('keeps our words apart from the reason a person gives for cancelling a job', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  scriptJob(world, { events: [{ at: 0.5, kind: 'cancel', reason: HOSTILE }] })

  const run = await scenario.run(scenario.remediation)

  expect(onlyJob(world).status).toBe('Cancelled')
  expectQuoted(run)
  expect(run.summary).toMatch(/: Reason given: `Denied by Mallory/)
})
