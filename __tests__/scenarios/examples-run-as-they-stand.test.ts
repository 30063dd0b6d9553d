import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from '@jest/globals'
import { configureOidc } from '../../emulator/oidc/state.ts'
import { organizationState } from '../../emulator/organizations/state.ts'
import type { JobResult } from '../../emulator/runner/run-workflow.ts'
import { readWorkflow } from '../../emulator/runner/workflow.ts'
import { seedObject } from '../../emulator/seed.ts'
import { readDocumentedPolicy, WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { ENVIRONMENT, OTHER_BUCKET, openExamples } from '../support/examples.ts'
import { onlyIssue } from '../support/issues.ts'
import {
  expectCopiedOnce,
  jobsOf,
  oldKeys,
  remediationOutputs,
  seedFindings,
  workObjects,
} from '../support/remediation.ts'
import { runInShell } from '../support/run-in-shell.ts'
import { BUCKET, closeScenarios, OLD, type ScenarioRun } from '../support/scenario.ts'
import { CLOSED, FIRST, joinOrganization, SECOND, wordsOf } from '../support/scenes/organization.ts'

afterEach(closeScenarios)

const encrypted = (world: World) => {
  for (const bucket of [BUCKET, OTHER_BUCKET])
    seedObject(world, bucket, { key: 'new/1', size: 10, status: 'SSE-S3', lastModified: OLD })
}
const BY_HAND = { name: 'workflow_dispatch', inputs: { buckets: `${BUCKET}, ${OTHER_BUCKET}` } }
const PULL_REQUEST = { name: 'pull_request', ref: 'refs/pull/7/merge' }
const QUEUE = { name: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef' }

type Asff = { AwsAccountId: string; Region: string; Compliance: { Status: string } }
type Results = ReadonlyMap<string, JobResult<ScenarioRun>>
const resultsOf = (results: Results) => Object.fromEntries([...results].map(([id, { result }]) => [id, result]))
const runOf = (results: Results, job: string): ScenarioRun => {
  const [run] = results.get(job)?.runs ?? []
  if (run === undefined) throw new Error(`the job ${job} did not run the action`)
  return run
}

it.each(['classic', 'immutable'] as const)(
  'green, red, approved overnight with newer reports in between, and green again, with %s subjects',
  async (subjectFormat) => {
    const scenario = await openExamples({ seed: encrypted })
    const { world, runExample, passDay } = scenario
    configureOidc(world, { subjectFormat })
    expect(resultsOf(await runExample('scheduled-scan', { name: 'schedule' }))).toEqual({ scan: 'success' })
    expect(resultsOf(await runExample('pull-request', PULL_REQUEST))).toEqual({ gate: 'success' })

    seedFindings(world, oldKeys(2))
    await passDay()
    expect(resultsOf(await runExample('scheduled-scan', { name: 'schedule' }))).toEqual({ scan: 'failure' })
    expect(onlyIssue(world).state).toBe('open')
    for (const event of [PULL_REQUEST, QUEUE])
      expect(resultsOf(await runExample('pull-request', event))).toEqual({ gate: 'failure' })

    const asked: string[] = []
    const results = await runExample('remediate', BY_HAND, async (environment) => {
      asked.push(environment)
      expect([jobsOf(world), workObjects(world)]).toEqual([[], []])
      await passDay()
      return 'approved'
    })
    expect(asked).toEqual([ENVIRONMENT])
    expect(resultsOf(results)).toEqual({ plan: 'success', run: 'success' })
    expect(remediationOutputs(runOf(results, 'run'))).toMatchObject({ status: 'COMPLETE', jobs: 1, succeeded: '2' })
    expectCopiedOnce(world, oldKeys(2))

    await passDay()
    expect(resultsOf(await runExample('scheduled-scan', { name: 'schedule' }))).toEqual({ scan: 'success' })
    expect(onlyIssue(world).state).toBe('closed')
    for (const event of [PULL_REQUEST, QUEUE])
      expect(resultsOf(await runExample('pull-request', event))).toEqual({ gate: 'success' })
  },
)

describe('the remediation', () => {
  it('writes nothing where the reviewers reject the plan', async () => {
    const { world, runExample } = await openExamples({ seed: (made) => seedFindings(made, oldKeys(2)) })

    const results = await runExample('remediate', BY_HAND, async () => 'rejected')

    expect(resultsOf(results)).toEqual({ plan: 'success', run: 'failure' })
    expect([jobsOf(world), workObjects(world)]).toEqual([[], []])
  })

  it('asks nobody where there is nothing to do', async () => {
    const { runExample } = await openExamples({ seed: encrypted })

    expect(resultsOf(await runExample('remediate', BY_HAND))).toEqual({ plan: 'success', run: 'skipped' })
  })
})

it('the gate fails with its reason on a pull request from a fork', async () => {
  const { runExample } = await openExamples({ seed: encrypted })

  const results = await runExample('pull-request', { ...PULL_REQUEST, isFromFork: true })

  expect(resultsOf(results)).toEqual({ gate: 'failure' })
  expect(runOf(results, 'gate').outputs.get('reason')).toBe('NO_CREDENTIALS')
})

it.each([
  ['findings', (world: World) => seedFindings(world, oldKeys(2)), 'failure', ['FAILED', 'PASSED']],
  ['nothing', () => {}, 'success', ['PASSED', 'PASSED']],
] as const)('gives Security Hub one finding per bucket, where it found %s', async (_, seed, conclusion, statuses) => {
  const { world, runExample, passDay } = await openExamples({ seed: encrypted })
  seed(world)
  await passDay()
  const commands: string[] = []

  const results = await runExample('security-hub', { name: 'schedule' }, undefined, (line) => commands.push(line))

  expect(resultsOf(results)).toEqual({ scan: conclusion })
  const text = runOf(results, 'scan').files.get('s3-encryption.asff.json') ?? ''
  const findings = JSON.parse(text) as Asff[]
  const imported = runInShell(commands.join('\n'), { files: { 's3-encryption.asff.json': text }, answer: '0\n' })
  expect(imported.exitCode).toBe(0)
  expect(imported.calls.map((call) => JSON.parse(call.text))).toEqual([findings])
  expect(findings.map(({ Compliance }) => Compliance.Status)).toEqual(statuses)
  expect(findings.map(({ AwsAccountId, Region }) => [AwsAccountId, Region])).toEqual(
    statuses.map(() => [world.account, world.region]),
  )
})

describe('of more than 100 buckets', () => {
  const findings = Array.from({ length: 250 }, (_, index) => ({ Id: `${index}`, Text: 'x'.repeat(3000) }))
  const files = { 's3-encryption.asff.json': JSON.stringify(findings) }
  const command = readWorkflow('examples/security-hub.yml').jobs.flatMap(({ steps }) =>
    steps.flatMap(({ run = '' }) => (run === '' ? [] : [run])),
  )

  it('Security Hub is given 100 findings at a time, all of them once', () => {
    const { exitCode, calls } = runInShell(command.join('\n'), { files, answer: '0\n' })

    expect(exitCode).toBe(0)
    const parts = calls.map(({ text }) => JSON.parse(text) as typeof findings)
    expect(parts.map(({ length }) => length)).toEqual([100, 100, 50])
    expect(parts.flat()).toEqual(findings)
  })

  it('a finding that Security Hub does not take fails the step', () => {
    expect(runInShell(command.join('\n'), { files, answer: '3\n' })).toMatchObject({ exitCode: 1 })
  })
})

it('puts one OCSF event per bucket to S3, one a line', async () => {
  const { world, runExample, passDay } = await openExamples({ seed: encrypted })
  seedFindings(world, oldKeys(2))
  await passDay()
  const told: { command: string; env: Readonly<Record<string, string>> }[] = []
  const results = await runExample('ocsf', { name: 'schedule' }, undefined, (command, env) =>
    told.push({ command, env }),
  )

  expect(resultsOf(results)).toEqual({ scan: 'failure' })
  const text = runOf(results, 'scan').files.get('s3-encryption.ocsf.json') ?? ''
  const [{ command, env } = { command: '', env: {} }] = told
  const runner = { GITHUB_RUN_ID: '4711', GITHUB_RUN_ATTEMPT: '1' }
  const { exitCode, calls } = runInShell(command, {
    files: { 's3-encryption.ocsf.json': text },
    env: { ...env, ...runner },
  })
  expect([exitCode, calls.length]).toEqual([0, 1])
  const [call] = calls
  expect(call?.words[3]).toMatch(/^s3:\/\/acme-events\/s3-encryption\/eventDay=\d{8}\/4711-1\.json$/)
  const lines = call?.text.trimEnd().split('\n') ?? []
  expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(text))
  expect(lines).toHaveLength(2)
})

it('fails a pull request on what is new since the scan of the default branch, and on nothing else', async () => {
  const { world, arnOf, runExample, passDay } = await openExamples({ seed: encrypted })
  const role = world.roles.get(arnOf('pull-request'))
  if (role === undefined) throw new Error('there is no role for pull requests')
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
  role.policies = [...role.policies, readDocumentedPolicy(world, 'baseline-policy.json', names)]
  seedFindings(world, oldKeys(2))
  await passDay()
  const scanned = await runExample('baseline-scan', { name: 'schedule' }, undefined, (command, env, [run]) => {
    expect(command).toBe('aws s3 cp findings.csv "$BASELINE" && aws s3 cp findings.csv.json "$BASELINE.json"')
    expect(env).toEqual({ BASELINE: `s3://${WORK_BUCKET}/s3-encryption/findings.csv` })
    for (const name of ['findings.csv', 'findings.csv.json'])
      seedObject(world, WORK_BUCKET, {
        key: `s3-encryption/${name}`,
        body: run?.files.get(name) ?? '',
        status: 'SSE-S3',
      })
  })
  expect(resultsOf(scanned)).toEqual({ scan: 'success' })
  for (const event of [PULL_REQUEST, QUEUE])
    expect(resultsOf(await runExample('pull-request-baseline', event))).toEqual({ gate: 'success' })

  seedFindings(world, ['new/1'])
  await passDay()
  const results = await runExample('pull-request-baseline', PULL_REQUEST)
  expect(resultsOf(results)).toEqual({ gate: 'failure' })
  const { outputs } = runOf(results, 'gate')
  expect([outputs.get('new-findings'), outputs.get('unchanged-findings')]).toEqual(['1', '2'])
})

it('writes a predicate about the report for the attestation, also after a red scan', async () => {
  const { world, runExample, passDay } = await openExamples({ seed: encrypted })
  seedFindings(world, oldKeys(2))
  await passDay()

  const results = await runExample('evidence', { name: 'schedule' })

  expect(resultsOf(results)).toEqual({ scan: 'failure' })
  const { files } = runOf(results, 'scan')
  const sha256 = createHash('sha256')
    .update(files.get('s3-encryption.json') ?? '')
    .digest('hex')
  expect(JSON.parse(files.get('s3-encryption.evidence.json') ?? '')).toMatchObject({
    schemaVersion: 1,
    reportSha256: sha256,
    verdict: 'NON_COMPLIANT',
    buckets: [
      { bucket: BUCKET, findings: { objects: 2 } },
      { bucket: OTHER_BUCKET, findings: { objects: 0 } },
    ],
  })
})

it('shows findings to code scanning, and lets the job succeed', async () => {
  const { world, runExample, passDay } = await openExamples({ seed: encrypted })
  seedFindings(world, oldKeys(2))
  await passDay()

  const results = await runExample('code-scanning', { name: 'schedule' })

  expect(resultsOf(results)).toEqual({ scan: 'success' })
  expect(runOf(results, 'scan').outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('scans the whole account with the documented policies for any bucket', async () => {
  const scenario = await openExamples({ seed: encrypted })
  const { world, runExample } = scenario
  const role = world.roles.get(scenario.arnOf('scan'))
  const names = { bucket: '*', repository: 'octo-org/octo-repo' }
  if (role !== undefined)
    role.policies = ['scan-role-policy.json', 'account-policy.json'].map((file) =>
      readDocumentedPolicy(world, file, names),
    )

  const results = await runExample('account', { name: 'schedule' })

  expect(resultsOf(results)).toEqual({ scan: 'success' })
  expect(runOf(results, 'scan').report).toMatchObject({
    accounts: [{ bucketsListed: 4, leftOut: ['acme-batch-work', 'acme-inventory'] }],
    buckets: [{ bucket: BUCKET }, { bucket: OTHER_BUCKET }],
  })
})

it('scans the accounts of the organization with the session of the first role', async () => {
  const scenario = await openExamples({ seed: encrypted })
  const { world, runExample } = scenario
  const role = world.roles.get(scenario.arnOf('scan'))
  if (role === undefined) throw new Error('there is no role for scans')
  const names = { bucket: '*', repository: 'octo-org/octo-repo' }
  role.policies = ['scan-role-policy.json', 'account-policy.json', 'organization-policy.json', 'chain-policy.json'].map(
    (file) => readDocumentedPolicy(world, file, names),
  )
  await joinOrganization(world, role, { isChained: true })
  organizationState(world).accounts.pop()

  const results = await runExample('organization', { name: 'schedule' })

  expect(resultsOf(results)).toEqual({ scan: 'success' })
  expect(wordsOf(runOf(results, 'scan'))).toEqual([
    [FIRST, 'COMPLIANT'],
    [SECOND, 'COMPLIANT'],
    [CLOSED, 'SUSPENDED'],
  ])
})
