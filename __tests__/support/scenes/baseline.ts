// Knows how a scheduled scan leaves a findings file behind, and how a pull request is compared with it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { addWorkflowRun } from '../../../emulator/github/state.ts'
import type { RunActionOptions } from '../../../emulator/runner/run-action.ts'
import { seedObject } from '../../../emulator/seed.ts'
import { DESTINATION_BUCKET, readDocumentedPolicy, WORK_BUCKET } from '../../../emulator/stage.ts'
import { readBlock } from '../documented.ts'
import { BUCKET, DAY_MS, OLD, passNight, type Scenario, type ScenarioRun } from '../scenario.ts'
import { checkOut } from '../workspace.ts'

const REPOSITORY = { full_name: 'octo-org/octo-repo', default_branch: 'main', private: true, visibility: 'private' }

/** The payload of an event of this repository. */
export const eventOf = (name: string, payload: Readonly<Record<string, unknown>> = {}) => ({
  name,
  payload: { repository: REPOSITORY, ...payload },
})

/** The scheduled run of `takeBaseline`, as GitHub knows it. */
export const RUN = { id: 4711, event: 'schedule', headBranch: 'main', headRepository: 'octo-org/octo-repo' } as const

/** A folder in which the scan of the default branch has left `baseline.csv` and its description. */
export async function takeBaseline(
  scenario: Scenario,
  inputs: Readonly<Record<string, string>> = {},
  options: Partial<RunActionOptions> = {},
): Promise<string> {
  const folder = checkOut('.keep', '')
  addWorkflowRun(scenario.world, 'octo-org/octo-repo', RUN)
  const run = await scenario.run(
    { 'findings-file': 'baseline.csv', 'on-findings': 'warn', ...inputs },
    { cwd: folder, event: eventOf('schedule'), runId: RUN.id, ...options },
  )
  if (run.outputs.get('findings-file') === '') throw new Error(run.maskedLog)
  return folder
}

/** Compares with `baseline.csv` of the folder, on an event. */
export const compareIn = (
  scenario: Scenario,
  folder: string,
  { event = 'pull_request', inputs = {}, ...options }: CompareOptions = {},
): Promise<ScenarioRun> =>
  scenario.run({ baseline: 'baseline.csv', ...inputs }, { cwd: folder, event: eventOf(event), ...options })

type CompareOptions = Partial<Omit<RunActionOptions, 'event' | 'inputs'>> & {
  readonly event?: string
  readonly inputs?: Readonly<Record<string, string>>
}

/** The next report, or the table of a bucket without one, has these unencrypted objects, too. */
export async function addFindings(scenario: Scenario, keys: readonly string[]): Promise<void> {
  for (const key of keys) seedObject(scenario.world, BUCKET, { key, size: 7, status: 'NOT-SSE', lastModified: OLD })
  if (scenario.world.buckets.get(BUCKET)?.inventory.size === 0) scenario.world.clock.advance(DAY_MS)
  else await passNight(scenario)
}

const KEY = 's3-encryption/findings.csv'
/** As docs/baseline.md gives it to paste. */
const PASTED = parse(readBlock('docs/baseline.md, A baseline: fail by what is new, 1')) as { readonly baseline: string }
export const BASELINE_IN_S3 = PASTED.baseline

/** Puts the findings file of a scan to BASELINE_IN_S3, and gives the scan role the documented policy to read it. */
export async function storeBaseline(scenario: Scenario): Promise<void> {
  const { world, roles } = scenario
  const folder = await takeBaseline(scenario)
  for (const ending of ['', '.json']) {
    const body = readFileSync(join(folder, `baseline.csv${ending}`))
    seedObject(world, WORK_BUCKET, { key: `${KEY}${ending}`, body, status: 'SSE-S3' })
  }
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
  roles.scan.policies = [...roles.scan.policies, readDocumentedPolicy(world, 'baseline-policy.json', names)]
}

/** Compares with BASELINE_IN_S3. The place of the reports is given, so that a session is narrowed to it. */
export const compareInS3 = (scenario: Scenario, { event = 'pull_request', inputs = {} }: CompareOptions = {}) =>
  scenario.run(
    {
      buckets: `${BUCKET} = s3://${DESTINATION_BUCKET}/inventory/${BUCKET}/daily/`,
      ...PASTED,
      ...inputs,
    },
    { event: eventOf(event) },
  )
