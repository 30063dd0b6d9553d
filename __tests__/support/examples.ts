// Knows how the files of examples/ run in a scenario: as they stand, under roles with exactly the documented policies and
// trust policies, from jobs whose tokens say what they are.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACTIONS_TOKEN, githubState } from '../../emulator/github/state.ts'
import type { IamPolicy } from '../../emulator/iam/types.ts'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { configureOidc } from '../../emulator/oidc/state.ts'
import { type JobResult, type Review, type RunShell, runWorkflow } from '../../emulator/runner/run-workflow.ts'
import { readWorkflow, type WorkflowJob } from '../../emulator/runner/workflow.ts'
import { DESTINATION_BUCKET, readDocumentedPolicy, WORK_BUCKET } from '../../emulator/stage.ts'
import { createRole } from '../../emulator/sts/roles.ts'
import { BUCKET, DAY_MS, openScenario, type Scenario, type ScenarioOptions, type ScenarioRun } from './scenario.ts'
import { checkOut } from './workspace.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'examples')
/** As the examples name it: `OWNER/NAME`, whoever publishes it. */
const ACTION =
  /uses: ([\w.-]+\/s3-encryption-compliance)@/.exec(readFileSync(join(FOLDER, 'scheduled-scan.yml'), 'utf8'))?.[1] ?? ''
export const OTHER_BUCKET = 'acme-logs'
const BUCKETS = [BUCKET, OTHER_BUCKET]
export const ENVIRONMENT = 's3-encryption-remediation'

/** The roles of the examples: which policy each has, and which trust policy. */
const ROLES = {
  scan: 'scan-role',
  'pull-request': 'scan-role',
  plan: 'plan-role',
  remediation: 'remediation-role',
} as const

export type RoleName = keyof typeof ROLES

/** What a job is, beside what its workflow says of it. */
export type Origin = Parameters<typeof configureOidc>[1]

export type ExampleEvent = {
  readonly name: string
  readonly ref?: string
  readonly inputs?: Readonly<Record<string, string>>
  /** What GitHub adds to the payload. */
  readonly payload?: Readonly<Record<string, unknown>>
  /** GitHub gives no OIDC token to a pull request from a fork, whatever its job asks for. */
  readonly isFromFork?: boolean
}

export type ExampleScenario = Scenario & {
  readonly arnOf: (role: RoleName) => string
  /** Runs a file of examples/, here known by its name, as this repository's. */
  readonly runExample: (
    file:
      | 'scheduled-scan'
      | 'account'
      | 'organization'
      | 'scan-on-delivery'
      | 'code-scanning'
      | 'security-hub'
      | 'ocsf'
      | 'evidence'
      | 'baseline-scan'
      | 'pull-request-baseline'
      | 'pull-request'
      | 'remediate'
      | 'operations',
    event: ExampleEvent,
    review?: Review,
    runShell?: RunShell<ScenarioRun>,
  ) => Promise<ReadonlyMap<string, JobResult<ScenarioRun>>>
  /** A day later, with the reports of that day. */
  readonly passDay: () => Promise<void>
}

/** Two buckets, their first reports, and the setup of examples/README.md. */
export async function openExamples(options: ScenarioOptions = {}): Promise<ExampleScenario> {
  const scenario = await openScenario({ sourceBuckets: BUCKETS, deliver: false, ...options })
  const { world } = scenario
  const passDay = async () => {
    world.clock.advance(DAY_MS)
    for (const bucket of BUCKETS) await deliverInventory(world, bucket, 'daily')
  }
  await passDay()
  createRoles(scenario)
  const arnOf = (role: RoleName) => `arn:aws:iam::${world.account}:role/s3-encryption-${role}`
  return {
    ...scenario,
    arnOf,
    passDay,
    runExample: (file, event, review = neverAsked, runShell) =>
      runExample(scenario, variables(scenario, arnOf), file, event, review, runShell),
  }
}

const neverAsked: Review = async (environment) => {
  throw new Error(`the reviewers of ${environment} were asked`)
}

function createRoles({ world }: Scenario): void {
  const read = (file: string, bucket: string): IamPolicy =>
    readDocumentedPolicy(world, file, { bucket, repository: 'octo-org/octo-repo' })
  for (const [name, policy] of Object.entries(ROLES)) {
    createRole(world, {
      name: `s3-encryption-${name}`,
      trustPolicy: read(`${name}-role-trust-policy.json`, BUCKET),
      policies: BUCKETS.map((bucket) => read(`${policy}-policy.json`, bucket)),
    })
  }
}

/** The repository variables of examples/README.md. */
const variables = ({ world, roles }: Scenario, arnOf: ExampleScenario['arnOf']): Readonly<Record<string, string>> => ({
  AWS_REGION: world.region,
  S3_ENCRYPTION_BUCKETS: BUCKETS.join('\n'),
  S3_ENCRYPTION_LEFT_OUT: `!${DESTINATION_BUCKET}\n!${WORK_BUCKET}`,
  S3_ENCRYPTION_SCAN_ROLE_ARN: arnOf('scan'),
  S3_ENCRYPTION_PULL_REQUEST_ROLE_ARN: arnOf('pull-request'),
  S3_ENCRYPTION_PLAN_ROLE_ARN: arnOf('plan'),
  S3_ENCRYPTION_REMEDIATION_ROLE_ARN: arnOf('remediation'),
  S3_ENCRYPTION_BATCH_ROLE_ARN: roles.batch.arn,
  S3_ENCRYPTION_LAMBDA_ARN: `arn:aws:lambda:${world.region}:${world.account}:function:s3-encryption-encrypt-and-keep:1`,
  S3_ENCRYPTION_WORK_LOCATION: `s3://${WORK_BUCKET}/s3-encryption/`,
  S3_ENCRYPTION_BASELINE: `s3://${WORK_BUCKET}/s3-encryption/findings.csv`,
  S3_ENCRYPTION_OCSF_LOCATION: 's3://acme-events/s3-encryption/',
})

async function runExample(
  scenario: Scenario,
  vars: Readonly<Record<string, string>>,
  file: string,
  event: ExampleEvent,
  review: Review,
  runShell?: RunShell<ScenarioRun>,
): Promise<ReadonlyMap<string, JobResult<ScenarioRun>>> {
  const workflow = readWorkflow(join(FOLDER, `${file}.yml`))
  const { name, ref = 'refs/heads/main', inputs = {}, payload = {}, isFromFork = false } = event
  return await runWorkflow<ScenarioRun>(workflow, {
    event: { name, ref, inputs, vars },
    action: ACTION,
    review,
    ...(runShell && { runShell }),
    runStep: (given, job) => {
      configureOidc(scenario.world, { event: name, ref, environment: job.environment, workflowFile: workflow.file })
      grantIssues(scenario, job)
      return runAsJob(scenario, given, {
        name,
        ref,
        payload,
        checkedOut: file === 'organization' ? CHECKED_OUT : undefined,
        mayAsk: !isFromFork && job.permissions['id-token'] === 'write',
      })
    },
  })
}

function grantIssues({ world }: Scenario, { permissions }: WorkflowJob): void {
  const token = githubState(world).tokens.get(ACTIONS_TOKEN)
  if (token !== undefined) token.issues = permissions.issues === 'write' ? 'write' : 'none'
}

/** Where the example has its config file in the repository, and the file. */
const CHECKED_OUT = ['.github/s3-encryption-accounts.yml', 'organization/s3-encryption-accounts.yml'] as const

type Asker = {
  /** A file of the checkout: its path there, and in examples/. */
  readonly checkedOut?: readonly [path: string, example: string] | undefined
  readonly name: string
  readonly ref: string
  readonly payload?: Readonly<Record<string, unknown>>
  readonly mayAsk: boolean
}
const REPOSITORY = { full_name: 'octo-org/octo-repo', default_branch: 'main', private: true, visibility: 'private' }
const NO_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }

/** Runs the action as a step of a job of this event. */
export function runAsJob(
  { run }: Scenario,
  inputs: Readonly<Record<string, string>>,
  { name, ref, payload = {}, checkedOut, mayAsk }: Asker,
): Promise<ScenarioRun> {
  return run(inputs, {
    event: { name, payload: { repository: REPOSITORY, ...payload } },
    env: { GITHUB_REF: ref, ...(mayAsk ? {} : NO_TOKEN) },
    ...(checkedOut && { cwd: checkOut(checkedOut[0], readFileSync(join(FOLDER, checkedOut[1]), 'utf8')) }),
  })
}
