// Knows how a scenario runs: a world of its own, the built bundle as the runner would run it, and what must be true of
// every run whatever its story is.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { checkClaims } from '../../emulator/history/claims.ts'
import { checkHistory } from '../../emulator/history/history.ts'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { isSessionOfFunction } from '../../emulator/lambda/functions.ts'
import { type ActionResult, type RunActionOptions, runAction } from '../../emulator/runner/run-action.ts'
import { readHistory } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { type Stage, type StageOptions, setStage, WORK_BUCKET } from '../../emulator/stage.ts'
import { putBehindProxy } from '../../emulator/tls/production.ts'
import type { TlsProxy, TlsProxyOptions } from '../../emulator/tls/proxy.ts'
import type { LoggedRequest } from '../../emulator/traffic.ts'
import type { World } from '../../emulator/world.ts'
import type { InsufficientDataReason } from '../../src/words/errors.ts'
import { expectNoSecret } from './secrets.ts'
import { removeCheckouts } from './workspace.ts'

export const BUCKET = 'acme-data'
const ROOT = join(import.meta.dirname, '..', '..')
/** Where coverage is asked for (scripts/test.mjs), the sources run in the place of the bundle and tell what they executed. */
const COVERAGE_FOLDER = process.env.COVERAGE_FOLDER
export const MAIN = COVERAGE_FOLDER === undefined ? join(ROOT, 'dist', 'index.js') : join(ROOT, 'src', 'index.ts')
export const HOUR_MS = 3_600_000
/** Gives a process the world's time. */
export const WORLD_TIME = join(import.meta.dirname, 'world-time.mjs')
const ONLY_LOOPBACK = join(import.meta.dirname, 'only-loopback.mjs')
const COMPILE_CACHE = join(tmpdir(), 's3-encryption-compliance-compile-cache')
export const DAY_MS = 24 * HOUR_MS
/** 2022: before S3 encrypted by default, so objects may be NOT-SSE. */
export const OLD = Date.UTC(2022, 0, 1)

/** What a person sets to see more, and what must not show a secret either. */
const STEP_DEBUG = { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' }

/** The commands an action of ours may give to the runner; anything else in its output was smuggled in. */
const OWN_COMMANDS = new Set(['add-mask', 'debug', 'group', 'endgroup', 'error', 'warning', 'notice'])

/** What a run left behind, the JSON report and its requests among it. */
export type ScenarioRun = ActionResult & {
  /** The JSON report, parsed; undefined when none was written. */
  readonly report: unknown
  readonly requests: readonly LoggedRequest[]
  /** The texts of all annotations, one below the other, percent-encoded and all. */
  readonly annotated: string
  /** Texts of the files that stood in the workspace at the end, by name; without those in folders. */
  readonly files: ReadonlyMap<string, string>
}

export type Scenario = Stage & {
  /** What stands before the emulator when the scenario was opened with `proxy`. */
  readonly proxy?: TlsProxy
  /** Runs the bundle at the world's time, with `buckets: acme-data` and the role that fits `remediation`. */
  readonly run: (
    inputs?: Readonly<Record<string, string>>,
    options?: Partial<Omit<RunActionOptions, 'inputs' | 'main'>>,
  ) => Promise<ScenarioRun>
  /** Inputs of a remediation in this world. */
  readonly remediation: Readonly<Record<string, string>>
  /** Delivers the report `daily` of `acme-data` now. */
  readonly deliver: (options?: Parameters<typeof deliverInventory>[3]) => ReturnType<typeof deliverInventory>
}

export type ScenarioOptions = Partial<StageOptions> & {
  /** Fills the world before the first report; by default three encrypted objects and two that are not. */
  readonly seed?: (world: World) => void
  /** False: no report is delivered. */
  readonly deliver?: boolean
  /** Objects that lose something, in a world whose copies lose things: exactly so many, because a canary stops the rest. */
  readonly harmedObjects?: number
  /** Runs use the addresses of production, which only a proxy with certificates of its own can reach. */
  readonly proxy?: Omit<TlsProxyOptions, 'target'>
}

const opened: Scenario[] = []

/** Sets a world up; closed by `closeScenarios`, which every scenario file calls in afterEach. */
export async function openScenario(options: ScenarioOptions = {}): Promise<Scenario> {
  const { seed = seedFiveObjects, deliver = true, harmedObjects = 0, proxy, ...stageOptions } = options
  const bare = await setStage({ sourceBuckets: [BUCKET], start: Date.UTC(2026, 10, 20, 6), ...stageOptions })
  const stage = proxy === undefined ? bare : await putBehindProxy(bare, proxy)
  const preloaded = [WORLD_TIME, ...(proxy === undefined ? [] : [ONLY_LOOPBACK])]
  const { world, roles } = stage
  seed(world)
  const remediation = {
    remediation: 'run',
    'batch-role-arn': roles.batch.arn,
    'work-location': `s3://${WORK_BUCKET}/s3-encryption/`,
    'poll-interval': '50ms',
  }
  let restoresAll = false
  const scenario: Scenario = {
    ...stage,
    remediation,
    deliver: async (more) => {
      const delivery = await deliverInventory(world, BUCKET, 'daily', more)
      if (delivery.refused !== undefined) throw new Error(`S3 may not deliver: ${delivery.refused}`)
      return delivery
    },
    run: async (inputs = {}, more = {}) => {
      const { remediation: mode = 'none' } = inputs
      const role = mode === 'none' ? roles.scan : mode === 'plan' ? roles.plan : roles.remediation
      const logged = world.log.length
      const historyLength = readHistory(world).length
      const result = await runAction({
        main: MAIN,
        event: { name: 'schedule', payload: { repository: { private: true, visibility: 'private' } } },
        ...more,
        inputs: { buckets: BUCKET, 'role-to-assume': role.arn, ...inputs },
        nodeArguments: [...preloaded.flatMap((file) => ['--import', file]), ...(more.nodeArguments ?? [])],
        // The bundle is compiled once for all stories of a machine, not once for each of hundreds of runs.
        env: {
          ...stage.env,
          ...STEP_DEBUG,
          ...(COVERAGE_FOLDER === undefined
            ? { NODE_COMPILE_CACHE: COMPILE_CACHE }
            : { NODE_V8_COVERAGE: COVERAGE_FOLDER }),
          WORLD_TIME: String(world.clock.now()),
          // Sleeps of a run end at once, its clock going on as if they had been slept.
          WORLD_SLEEPS: 'skipped',
          ...more.env,
        },
      })
      const run = collectRun(result, inputs['report-file'], requestsOfRun(world, logged))
      try {
        expectNoSecret(run, world)
      } finally {
        result.cleanUp()
      }
      restoresAll ||= inputs.operation === 'restore'
      expectDecentRun(run, world, { historyLength, harmedObjects, restoresAll })
      return run
    },
  }
  if (deliver) {
    world.clock.advance(DAY_MS / 4)
    await scenario.deliver()
  }
  opened.push(scenario)
  return scenario
}

/** Those that functions made are not the run's own. */
const requestsOfRun = (world: World, since: number) =>
  world.log.slice(since).filter(({ principal }) => principal === undefined || !isSessionOfFunction(world, principal))

function collectRun(
  result: ActionResult,
  resultFile = 's3-encryption-compliance.json',
  requests: readonly LoggedRequest[],
): ScenarioRun {
  const path = join(result.workspace, resultFile)
  const isThere = statSync(path, { throwIfNoEntry: false })?.isFile() === true
  const report: unknown = isThere ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  const annotated = result.annotations
    .map(({ message, properties }) => `${properties.get('title')}: ${message}`)
    .join('\n')
  return { ...result, report, requests, annotated, files: readFiles(result.workspace) }
}

function readFiles(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

export async function closeScenarios(): Promise<void> {
  for (const scenario of opened.splice(0)) await scenario.close()
  removeCheckouts()
}

function seedFiveObjects(world: World): void {
  for (const index of [1, 2, 3])
    seedObject(world, BUCKET, { key: `new/${index}`, size: 10, status: 'SSE-S3', lastModified: OLD })
  for (const index of [1, 2])
    seedObject(world, BUCKET, { key: `old/${index}`, size: 1000, status: 'NOT-SSE', lastModified: OLD })
}

/** True of every run: no smuggled command, no green without a proof, no promise broken (emulator/history/history.ts). */
function expectDecentRun(
  result: ScenarioRun,
  world: World,
  {
    historyLength,
    harmedObjects,
    restoresAll,
  }: { readonly historyLength: number; readonly harmedObjects: number; readonly restoresAll: boolean },
): void {
  // Ours begin a line: the form that may stand anywhere in one is never ours.
  expect(result.commands.filter(({ name, form }) => !OWN_COMMANDS.has(name) || form === '##[')).toEqual([])
  const verdict = result.outputs.get('verdict')
  const isAboutCompliance = (result.outputs.get('status') ?? '') === ''
  if (result.outputs.get('remediation-status') === '') {
    expectNoVerdict(result, world, historyLength)
    return
  }
  const verdicts = isAboutCompliance ? ['COMPLIANT', 'NON_COMPLIANT', 'INSUFFICIENT_DATA'] : ['']
  if (result.signal === null) expect(verdicts).toContain(verdict)
  if (verdict === 'INSUFFICIENT_DATA') expect(result.exitCode).not.toBe(0)
  const isCutShort = result.signal !== null || result.outputs.get('reason') === 'INTERRUPTED' || result.exitCode === 130
  const breaches = checkHistory(world, { isCutShort, restoresAll })
  if (harmedObjects > 0) {
    const harmed = new Set(
      breaches.filter((breach) => breach.includes(' lost its ')).map((breach) => breach.split(': ')[0]),
    )
    expect(harmed.size).toBe(harmedObjects)
  }
  expect(breaches.filter((breach) => harmedObjects === 0 || !breach.includes(' lost its '))).toEqual([])
  const status = result.outputs.get('status')
  const claims = { ...result, verdict, status, remediationStatus: result.outputs.get('remediation-status') }
  expect(checkClaims(world, claims, historyLength)).toEqual([])
}

/** A run that only looks or sets up: it claims nothing about objects, and writes none. */
function expectNoVerdict(result: ScenarioRun, world: World, historyLength: number): void {
  expect(
    [...result.outputs].filter(
      ([name, value]) => value !== '' && value !== 'none' && name !== 'status' && name !== 'report-file',
    ),
  ).toEqual([])
  expect(readHistory(world).slice(historyLength)).toEqual([])
}

/**
 * True of every run without an answer: it fails, says why in outputs, summary and report, and tells a person each of
 * `texts` in an annotation, whatever else it says.
 */
export function expectNoAnswer(run: ScenarioRun, reason: InsufficientDataReason, ...texts: readonly string[]): void {
  expect({
    exitCode: run.exitCode,
    verdict: run.outputs.get('verdict'),
    reason: run.outputs.get('reason'),
    findings: run.outputs.get('findings'),
  }).toEqual({ exitCode: 1, verdict: 'INSUFFICIENT_DATA', reason, findings: '' })
  expect(run.summary).toContain('Insufficient data')
  expect(run.summary).toContain(reason)
  for (const text of texts) expect(run.annotated).toContain(text)
}

/** Wrong inputs of a run of any kind: no verdict, and where none was asked for, not even that there is none. */
export function expectWrongInputs(run: ScenarioRun, ...texts: readonly string[]): void {
  const { outputs } = run
  const told = [outputs.get('verdict'), outputs.get('reason'), outputs.get('status')]
  expect([
    ['INSUFFICIENT_DATA', 'INVALID_INPUT', ''],
    ['', '', 'UNKNOWN'],
    ['', '', 'FAILED'],
  ]).toContainEqual(told)
  expect([run.exitCode, outputs.get('findings')]).toEqual([1, ''])
  for (const text of ['INVALID_INPUT', ...texts]) expect(run.annotated).toContain(text)
}

/**
 * Takes a permission from a role, as if its owner had left that action out of one statement.
 * @throws where there is nothing to take: a test would show nothing then
 */
export function takePermission({ world }: Scenario, roleArn: string, sid: string, action: string): void {
  const role = world.roles.get(roleArn)
  if (role === undefined) throw new Error(`no role ${roleArn}`)
  const isThere = role.policies.some(({ Statement }) =>
    Statement.some((statement) => statement.Sid === sid && [statement.Action ?? []].flat().includes(action)),
  )
  if (!isThere) throw new Error(`${roleArn} has no ${action} in a statement ${sid}`)
  role.policies = role.policies.map((policy) => ({
    ...policy,
    Statement: policy.Statement.map((statement) =>
      statement.Sid === sid
        ? { ...statement, Action: [statement.Action ?? []].flat().filter((name) => name !== action) }
        : statement,
    ),
  }))
}

/** A day passes, and S3 delivers the next report. */
export async function passNight({ world, deliver }: Scenario): Promise<void> {
  world.clock.advance(DAY_MS)
  await deliver()
}

/** The requests of a run that are of one operation. */
export const requestsOf = ({ requests }: ScenarioRun, operation: string): readonly LoggedRequest[] =>
  requests.filter((request) => request.operation === operation)

export const countOf = (run: ScenarioRun, operation: string): number => requestsOf(run, operation).length

/** Requests a run made, by operation, in order of first appearance: `{ GetObject: 3 }`. */
export function countOperations(
  world: World,
  services: readonly string[] = ['s3', 's3-control', 'sts', 'oidc', 'github'],
) {
  const counts: Record<string, number> = {}
  for (const { service, operation } of world.log) {
    if (services.includes(service)) counts[operation] = (counts[operation] ?? 0) + 1
  }
  return counts
}
