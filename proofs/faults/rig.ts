// Knows how a fault case runs: a small world of its own, the built bundle as a child process as the runner would start it,
// and the judgement of everything that was written and said (emulator/history/history.ts).

import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkClaims } from '../../emulator/history/claims.ts'
import { checkHistory } from '../../emulator/history/history.ts'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { type ActionResult, type RunActionOptions, runAction } from '../../emulator/runner/run-action.ts'
import { getBucket, readHistory } from '../../emulator/s3/state.ts'
import type { Job } from '../../emulator/s3-control/job.ts'
import { batchState } from '../../emulator/s3-control/state.ts'
import { type ObjectSeed, seedObject } from '../../emulator/seed.ts'
import { type Roles, type Stage, type StageOptions, setStage, WORK_BUCKET } from '../../emulator/stage.ts'
import type { LoggedRequest } from '../../emulator/traffic.ts'
import { QUESTIONS, type Question, settle } from '../../emulator/unsettled.ts'
import type { ObjectVersion, World } from '../../emulator/world.ts'

export const BUCKET = 'acme-data'
const HOUR_MS = 3_600_000
const START = Date.UTC(2026, 10, 20, 6)
/** 2022: before S3 encrypted by default, so objects may be NOT-SSE. */
const OLD = Date.UTC(2022, 0, 1)
const ROOT = join(import.meta.dirname, '../..')
const MAIN = join(ROOT, 'dist', 'index.js')
const WORLD_TIME = join(ROOT, '__tests__', 'support', 'world-time.mjs')
const COMPILE_CACHE = join(tmpdir(), 's3-encryption-compliance-compile-cache')

/** Everything a copy in place must keep. */
const PROPERTIES: Partial<ObjectSeed> = {
  metadata: { owner: 'team-a' },
  headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
  tags: { retain: 'yes' },
}

export type RunResult = ActionResult & {
  readonly report: unknown
  readonly requests: readonly LoggedRequest[]
}

type RunOptions = Partial<Omit<RunActionOptions, 'main' | 'inputs'>> & {
  readonly inputs?: Readonly<Record<string, string>>
  /** Timers up to twenty minutes fire twenty times sooner: pauses between retries, and guards against silent connections. */
  readonly hastens?: boolean
}

export type Rig = Stage & {
  /** Runs the action once. What it broke is added to `problems`. */
  readonly run: (options?: RunOptions) => Promise<RunResult>
  /** Sentences about broken promises, of all runs so far. */
  readonly problems: string[]
  /** Inputs of each run. */
  readonly inputs: Readonly<Record<string, string>>
}

/** What this world answers to questions only a real account can settle; the usual answer where it does not say. */
export type Answers = Readonly<Partial<Record<Question, string>>>

export type RigOptions = Partial<StageOptions> & {
  readonly answers?: Answers
  readonly seed: (world: World, roles: Roles) => void
  readonly inputs?: Readonly<Record<string, string>>
  /** False: no report yet. */
  readonly deliver?: boolean
  /** How much later each further run starts. */
  readonly hoursBetweenRuns?: number
}

/** Sets a world up, with its first report. Close it when done. */
export async function openRig({
  seed,
  inputs = {},
  deliver = true,
  hoursBetweenRuns = 0,
  answers = {},
  ...options
}: RigOptions): Promise<Rig> {
  const stage = await setStage({ sourceBuckets: [BUCKET], start: START, ...options })
  const { world, roles } = stage
  for (const question of QUESTIONS) if (answers[question]) settle(world, question, answers[question])
  seed(world, roles)
  if (deliver) {
    world.clock.advance(6 * HOUR_MS)
    await deliverInventory(world, BUCKET, 'daily')
  }
  const all = {
    buckets: BUCKET,
    'role-to-assume': roles.remediation.arn,
    remediation: 'run',
    'batch-role-arn': roles.batch.arn,
    'work-location': `s3://${WORK_BUCKET}/s3-encryption/`,
    'poll-interval': '30s',
    'on-findings': 'fail-and-issue',
    ...inputs,
  }
  const problems: string[] = []
  let runs = 0
  const run = async (more: RunOptions = {}): Promise<RunResult> => {
    if (runs > 0) world.clock.advance(hoursBetweenRuns * HOUR_MS)
    runs += 1
    return await runOnce(stage, all, problems, more)
  }
  return { ...stage, inputs: all, problems, run }
}

async function runOnce(
  stage: Stage,
  inputs: Readonly<Record<string, string>>,
  problems: string[],
  { inputs: more, hastens = false, ...options }: RunOptions,
): Promise<RunResult> {
  const { world } = stage
  const logged = world.log.length
  const historyLength = readHistory(world).length
  const result = await runAction({
    main: MAIN,
    event: { name: 'schedule', payload: { repository: { private: true, visibility: 'private' } } },
    ...options,
    inputs: { ...inputs, ...more },
    nodeArguments: ['--import', WORLD_TIME],
    env: {
      ...stage.env,
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      WORLD_TIME: String(world.clock.now()),
      WORLD_SLEEPS: 'skipped',
      ...(hastens ? { WORLD_TIMERS: 'hastened' } : {}),
      ...options.env,
    },
  })
  const path = join(result.workspace, 's3-encryption-compliance.json')
  // A killed process may leave half a file, which says nothing.
  const report: unknown =
    existsSync(path) && result.signal === null ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  result.cleanUp()
  const claims = {
    exitCode: result.exitCode,
    verdict: result.outputs.get('verdict'),
    status: result.outputs.get('status'),
    remediationStatus: result.outputs.get('remediation-status'),
    report,
  }
  problems.push(
    ...checkHistory(world, { isCutShort: result.signal !== null || result.exitCode === 130 }),
    ...checkClaims(world, claims, historyLength),
  )
  if (result.exitCode === 0 && report === undefined) problems.push('exit code 0 without a report')
  return { ...result, report, requests: world.log.slice(logged) }
}

/** Objects that are not encrypted, with everything a copy must keep. */
export function seedFindings(world: World, keys: readonly string[], seed: Partial<ObjectSeed> = {}): void {
  for (const key of keys) {
    seedObject(world, BUCKET, { key, size: 100, status: 'NOT-SSE', lastModified: OLD, ...PROPERTIES, ...seed })
  }
}

/** A second work location, in which the documented batch role may work, too. */
export function addWorkPlace({ roles: { batch } }: Rig): Readonly<Record<string, string>> {
  const Action = ['s3:GetObject', 's3:PutObject']
  const Resource = `arn:aws:s3:::${WORK_BUCKET}/s3-encryption/another/*`
  batch.policies = [...batch.policies, { Statement: [{ Effect: 'Allow', Action, Resource }] }]
  return { 'work-location': `s3://${WORK_BUCKET}/s3-encryption/another/` }
}

/** Somebody else's write, as any client of the bucket could make it now. */
export function writeAsClient(world: World, key: string, body: string): void {
  seedObject(world, BUCKET, { key, body, status: 'SSE-S3', lastModified: world.clock.now(), writer: 'client' })
}

/** How often a job or a run wrote each key. */
export function countCopies(world: World): Map<string, number> {
  const copies = new Map<string, number>()
  for (const { kind, bucket, version, writer } of readHistory(world)) {
    if (kind !== 'written' || bucket !== BUCKET || !/^(job|arn):/.test(writer)) continue
    copies.set(version.key, (copies.get(version.key) ?? 0) + 1)
  }
  return copies
}

/** Where a function fails for an object, another job does what this one left: the jobs that did not are compared. */
const leftTheRest = ({ request, status, tasksFailed }: Job): boolean =>
  request.operation.name === 'LambdaInvoke' && status === 'Complete' && tasksFailed > 0

/** What is left of a remediation in the world, for comparison with that of a run nothing happened to. */
export function describeEnd(world: World): string {
  const bucket = getBucket(world, BUCKET)
  const objects = [...bucket.objects].map(([key, versions]) => `${key} ${describeObject(versions.at(-1))}`).sort()
  const copies = [...countCopies(world)].map(([key, times]) => `${key} x${times}`).sort()
  const jobs = [...batchState(world).jobs.values()].filter((job) => !leftTheRest(job)).map(({ status }) => status)
  // One without parts costs nothing and cannot be told from a stranger's (docs/adr/0005-direct-copies.md).
  const uploads = [...bucket.uploads.values()].filter(({ parts }) => parts.size > 0).length
  return JSON.stringify({ objects, copies, jobs, uploads })
}

const describeObject = (version: ObjectVersion | undefined): string =>
  `${version?.encryption.status} ${new URLSearchParams([...(version?.tags ?? [])])}${version?.restore === undefined ? '' : ' restored'}`

/** Job manifests nobody's job names: what a kill between upload and CreateJob leaves. */
export function countOrphans(world: World): number {
  const named = new Set([...batchState(world).jobs.values()].map(({ request }) => request.manifest?.key))
  const manifests = [...getBucket(world, WORK_BUCKET).objects.keys()].filter((key) => key.includes('/job-manifests/'))
  return manifests.filter((key) => !named.has(key)).length
}
