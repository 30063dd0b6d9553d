import { afterEach, describe, expect, it } from '@jest/globals'
import { iamDecisions } from '../../emulator/iam/evaluate.ts'
import { configureOidc } from '../../emulator/oidc/state.ts'
import {
  ENVIRONMENT,
  type ExampleScenario,
  type Origin,
  openExamples,
  type RoleName,
  runAsJob,
} from '../support/examples.ts'
import { expectCopiedOnce, jobsOf, oldKeys, seedFindings, statuses, workObjects } from '../support/remediation.ts'
import { closeScenarios, expectNoAnswer, type ScenarioRun } from '../support/scenario.ts'

afterEach(closeScenarios)

const open = () => openExamples({ seed: (world) => seedFindings(world, oldKeys(2)) })
const APPROVED: Origin = { event: 'workflow_dispatch', ref: 'refs/heads/main', environment: ENVIRONMENT }

/** Somebody writes a workflow of their own: it asks for a role, and to encrypt. */
function remediateAs(
  scenario: ExampleScenario,
  role: RoleName,
  origin: Origin,
  inputs: Readonly<Record<string, string>> = {},
): Promise<ScenarioRun> {
  configureOidc(scenario.world, origin)
  const given = { ...scenario.remediation, 'role-to-assume': scenario.arnOf(role), ...inputs }
  return runAsJob(scenario, given, { name: 'workflow_dispatch', ref: origin.ref ?? 'refs/heads/main', mayAsk: true })
}

function expectNothingDone({ world }: ExampleScenario): void {
  expect([jobsOf(world), workObjects(world)]).toEqual([[], []])
  expect(statuses(world)).toMatchObject({ 'old/1': 'NOT-SSE', 'old/2': 'NOT-SSE' })
}

describe('STS refuses the remediation role', () => {
  it.each<[string, Origin]>([
    ['a job nobody approved', { environment: undefined }],
    ['a job behind another environment', { environment: 'production' }],
    ['another branch that names the environment', { ref: 'refs/heads/feature' }],
    ['a tag that names the environment', { ref: 'refs/tags/v1' }],
    ['a pull request that names the environment', { event: 'pull_request', ref: 'refs/pull/7/merge' }],
    ['the merge queue', { event: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc' }],
    ['a fork with an environment of that name', { owner: 'mallory', ownerId: 666, repositoryId: 667 }],
    ['another repository of the owner', { repository: 'other', repositoryId: 668 }],
    ['the repository after it was renamed', { repository: 'renamed', subjectFormat: 'immutable' }],
    ['a new repository that took its name', { repositoryId: 669, subjectFormat: 'immutable' }],
    ['a new repository that took its name, with the classic subject', { repositoryId: 670 }],
  ])('%s', async (_name, origin) => {
    const scenario = await open()

    const run = await remediateAs(scenario, 'remediation', { ...APPROVED, ...origin })

    expectNoAnswer(run, 'NO_CREDENTIALS', 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
    expect(run.requests.filter(({ service }) => service.startsWith('s3'))).toEqual([])
    expectNothingDone(scenario)
  })
})

describe('IAM refuses', () => {
  const WRITES = /^(s3:(Put|Create|Update|Delete|Restore|Abort)|iam:)/
  it.each<[RoleName, Origin]>([
    ['plan', {}],
    ['scan', {}],
    ['pull-request', { event: 'pull_request', ref: 'refs/pull/7/merge' }],
  ])('every write to the %s role', async (role, origin) => {
    const scenario = await open()
    for (const inputs of [{ remediation: 'confirm' }, { remediation: 'run' }, { 'copy-engine': 'direct' }]) {
      const run = await remediateAs(scenario, role, { ...APPROVED, environment: undefined, ...origin }, inputs)
      expect(run.exitCode).toBe(1)
    }

    const decisions = iamDecisions(scenario.world).filter(({ action }) => WRITES.test(action))
    expect(decisions.filter(({ allowed, principal }) => allowed && principal.includes('assumed-role'))).toEqual([])
    expectNothingDone(scenario)
  })
})

it('lets the approved job in', async () => {
  const scenario = await open()

  expect((await remediateAs(scenario, 'remediation', APPROVED)).outputs.get('remediation-status')).toBe('COMPLETE')
  expectCopiedOnce(scenario.world, oldKeys(2))
})
