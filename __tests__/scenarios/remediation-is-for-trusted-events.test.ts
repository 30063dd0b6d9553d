import { afterEach, describe, expect, it } from '@jest/globals'
import { expectCopiedOnce, jobsOf, oldKeys, remediationOutputs, workObjects } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const repository = { full_name: 'octo-org/octo-repo', default_branch: 'main', private: true, visibility: 'private' }
const pull_request = { number: 7, head: { repo: { full_name: 'mallory/octo-repo' } } }
const follow = (run: object) => ({
  workflow_run: { event: 'push', head_branch: 'main', head_repository: { full_name: repository.full_name }, ...run },
})

describe('nothing is written, and the step fails with the verdict,', () => {
  it.each<[string, string, object]>([
    ['on a pull request', 'pull_request', { pull_request }],
    ['on a pull request, with the rights of its target', 'pull_request_target', { pull_request }],
    ['on a review', 'pull_request_review', { pull_request }],
    ['on a comment on a pull request', 'issue_comment', { issue: { number: 7, pull_request: {} }, comment: {} }],
    ['on a comment on an issue', 'issue_comment', { issue: { number: 8 }, comment: {} }],
    ['on an issue', 'issues', { issue: { number: 8 } }],
    ['in a merge queue', 'merge_group', { merge_group: { base_ref: 'refs/heads/main' } }],
    ['on a release', 'release', { release: { target_commitish: 'main' } }],
    ['on a deployment', 'deployment', { deployment: { ref: 'main' } }],
    ['on a push to another branch', 'push', { ref: 'refs/heads/feature' }],
    ['on a push of a tag of the branch’s name', 'push', { ref: 'refs/tags/main' }],
    ['after a run for a pull request', 'workflow_run', follow({ event: 'pull_request', head_branch: 'main' })],
    ['after a run of a fork', 'workflow_run', follow({ head_repository: { full_name: 'mallory/octo-repo' } })],
    ['after a run of another branch', 'workflow_run', follow({ head_branch: 'feature' })],
    ['after a run that a comment started', 'workflow_run', follow({ event: 'issue_comment' })],
    ['when nobody names the event', '', {}],
  ])('%s', async (_name, name, payload) => {
    const scenario = await openScenario()

    const run = await scenario.run(
      { ...scenario.remediation, 'on-findings': 'warn' },
      { event: { name, payload: { repository, ...payload } } },
    )

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    expect(run.annotated).toContain('REMEDIATION_REFUSED: remediation: run was refused')
    expect(run.summary).toContain('`REMEDIATION_REFUSED`')
    expect(run.stdout).toContain('REMEDIATION_REFUSED: ')
    expect(run.report).toMatchObject({
      remediation: { mode: 'run', status: 'FAILED', refusal: { code: 'REMEDIATION_REFUSED' } },
    })
    const writes = run.requests.filter(({ method, service }) => !/^(GET|HEAD)$/.test(method) && service !== 'sts')
    expect(writes.map(({ operation }) => operation)).toEqual([])
    expect([jobsOf(scenario.world), workObjects(scenario.world)]).toEqual([[], []])
  })

  it('with confirm, and when everything is compliant, too', async () => {
    const scenario = await openScenario({ seed: () => {} })

    const run = await scenario.run(
      { ...scenario.remediation, remediation: 'confirm' },
      { event: { name: 'release', payload: { repository } } },
    )

    expect([run.exitCode, run.outputs.get('verdict')]).toEqual([1, 'COMPLIANT'])
    expect(run.annotated).toContain('REMEDIATION_REFUSED: remediation: confirm was refused')
  })
})

it('plans on every event, because a plan writes nothing', async () => {
  const scenario = await openScenario()

  const run = await scenario.run(
    { ...scenario.remediation, remediation: 'plan' },
    { event: { name: 'pull_request', payload: { repository, pull_request } } },
  )

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'PLANNED', jobs: 0 })
  expect(run.stdout).not.toContain('REMEDIATION_REFUSED')
})

it('leaves the issue as a run of another event left it', async () => {
  const scenario = await openScenario()
  const inputs = { ...scenario.remediation, 'on-findings': 'fail-and-issue' }
  await scenario.run({ ...inputs, remediation: 'none' })

  const run = await scenario.run(inputs, { event: { name: 'release', payload: { repository } } })

  expect(run.report).toMatchObject({ issue: { action: 'unchanged' } })
})

describe('it is done', () => {
  it.each<[string, string, object]>([
    ['on schedule', 'schedule', {}],
    ['by hand', 'workflow_dispatch', {}],
    ['through the API', 'repository_dispatch', { action: 'encrypt' }],
    ['on a push to the default branch', 'push', { ref: 'refs/heads/main' }],
    ['after a run for such a push', 'workflow_run', follow({})],
    ['after a scheduled run', 'workflow_run', follow({ event: 'schedule' })],
  ])('%s', async (_name, name, payload) => {
    const scenario = await openScenario()

    const run = await scenario.run(scenario.remediation, { event: { name, payload: { repository, ...payload } } })

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
    expectCopiedOnce(scenario.world, oldKeys(2))
  })
})
