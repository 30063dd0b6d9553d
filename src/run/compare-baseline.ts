// Compares the findings of this run with its baseline, once all buckets are examined: opens it, has it judged, counts.

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Baseline, BaselineProblem, type Changes } from '../baseline/baseline.ts'
import { compare } from '../baseline/compare.ts'
import { type BucketNow, dateBaseline, judgeBaseline, listNotes } from '../baseline/judge.ts'
import { refuseContradiction, refuseForeign } from '../baseline/provenance.ts'
import { readSidecar, type Sidecar } from '../baseline/sidecar.ts'
import { countSignals, listSignals } from '../baseline/signals.ts'
import { type BaselineFile, openBaselineObject, openBaselinePath, refuseTracked } from '../external/baseline-file.ts'
import type { Deps } from '../external/deps.ts'
import { connect } from '../external/github-client.ts'
import { readWorkflowRun } from '../external/workflow-run.ts'
import { describeBaseline } from '../report/baseline-section.ts'
import { digestPolicy } from '../report/findings-sidecar.ts'
import type { BucketResult } from '../result/run-result.ts'
import { sidecarOf } from '../settings/findings-file.ts'
import type { BaselineInput, Inputs } from '../settings/settings-of-a-run.ts'
import { asksToMerge, defaultBranchOf } from '../settings/trigger.ts'
import { ActionError, messageOf } from '../words/errors.ts'
import type { Examined } from './examined.ts'
import { findKeptFormat, tellLacking } from './kept-findings.ts'
import { openBucket } from './open-bucket.ts'
import { logGroup } from './progress.ts'

type Scene = { readonly examined: readonly Examined[]; readonly inputs: Inputs; readonly folder: string }

/** The comparison, or why there is none. Undefined if none was asked for. Never throws. */
export async function compareWithBaseline(scene: Scene, deps: Deps): Promise<Baseline | undefined> {
  const { baseline: input } = scene.inputs
  if (input === undefined) return undefined
  const told = { from: input.name, isGate: asksToMerge(deps.origin.trigger) }
  const baseline: Baseline = await findChanges(input, scene, deps).then(
    (changes) => ({ ...told, ...changes }),
    (error: unknown) => ({ ...told, refused: explain(error) }),
  )
  rmSync(placeOf(scene), { recursive: true, force: true })
  logGroup(describeBaseline(baseline), deps)
  return baseline
}

const placeOf = ({ folder }: Scene) => join(folder, 'baseline')

function explain(error: unknown): { readonly message: string; readonly hint: string } {
  const hint = 'Check the file, the permissions of the job, and the free disk space of the runner.'
  if (error instanceof BaselineProblem) return { message: error.message, hint: error.hint }
  return { message: messageOf(error), hint: error instanceof ActionError ? (error.hint ?? hint) : hint }
}

/** @throws BaselineProblem, ActionError, or the error of the file system */
async function findChanges(input: BaselineInput, scene: Scene, deps: Deps) {
  const { inputs, examined } = scene
  const buckets = examined.map(({ result }) => result)
  refuseBlind(buckets)
  const file = await open(input, scene, deps)
  const sidecar = readSidecar(file.sidecar)
  const isToBeProven = input.object === undefined && asksToMerge(deps.origin.trigger)
  if (isToBeProven) await refuseOwn(input, sidecar, inputs.githubToken, deps)
  const now = buckets.map((bucket) => describeNow(bucket))
  judgeBaseline(sidecar, now)
  const compared = await compare({
    sidecar,
    pieces: file.pieces(),
    kept: buckets.flatMap(({ bucket, scan }) =>
      scan?.keptFindings === undefined ? [] : [{ bucket, findings: scan.keptFindings }],
    ),
    format: findKeptFormat(inputs) ?? 'csv',
    folder: placeOf(scene),
    signal: deps.signal,
  })
  return {
    changes: [...compared.values()].reduce(addChanges, { new: 0, resolved: 0, unchanged: 0 }),
    buckets: compared,
    asOf: dateBaseline(sidecar, now),
    run: { repository: sidecar.run.repository, runId: sidecar.run.runId },
    signals: listSignals(
      inputs.signals,
      buckets.flatMap((bucket) => describeSignals(bucket, sidecar)),
    ),
    notes: listNotes(sidecar, now),
  }
}

const addChanges = (sum: Changes, more: Changes): Changes => ({
  new: sum.new + more.new,
  resolved: sum.resolved + more.resolved,
  unchanged: sum.unchanged + more.unchanged,
})

/** Without a verdict about every bucket, the findings are not all there are. */
function refuseBlind(buckets: readonly BucketResult[]): void {
  const blind = buckets.find(({ judgement }) => judgement.verdict === 'INSUFFICIENT_DATA')
  if (blind !== undefined) {
    throw new BaselineProblem(`this run has no verdict about bucket ${blind.bucket}`, 'See why, under the bucket.')
  }
  const lacking = tellLacking(buckets)
  if (lacking !== undefined) throw new BaselineProblem(lacking, 'Nothing says which findings are new.')
}

async function open({ name, object }: BaselineInput, scene: Scene, deps: Deps): Promise<BaselineFile> {
  if (object === undefined) return openBaselinePath(deps.folders, name, sidecarOf(name))
  const reader = scene.examined.find(({ target }) => target.baseline !== undefined)
  if (reader?.access === undefined) throw new BaselineProblem('nobody is signed in to read it', 'Check role-to-assume.')
  const { access, target } = reader
  const wanted = { use: 'baseline', bucket: object.bucket, owner: access.identity.account } as const
  const { handle } = await openBucket(wanted, target.region, access)
  return await openBaselineObject(handle, object.key, sidecarOf(object.key), deps)
}

/** Refuses a file that the pull request itself could have written, also where nobody can be asked whether it did. */
async function refuseOwn({ name }: BaselineInput, { run }: Sidecar, token: string, deps: Deps): Promise<void> {
  const { folders, origin } = deps
  refuseTracked(folders, [name, sidecarOf(name)])
  const home = { repository: origin.repository, defaultBranch: defaultBranchOf(origin.trigger) }
  refuseForeign(run, home)
  refuseContradiction(run, await askGithub(run.runId, token, deps), home)
}

/** What GitHub says about the run. @throws BaselineProblem if it cannot be asked */
async function askGithub(runId: string, token: string, deps: Deps) {
  if (token === '') throw unconfirmed(runId, 'there is no github-token')
  try {
    const octokit = await connect(token, deps)
    return await readWorkflowRun({ octokit, repository: deps.origin.repository, sleep: deps.sleep }, runId)
  } catch (error) {
    throw unconfirmed(runId, messageOf(error))
  }
}

const unconfirmed = (runId: string, why: string) =>
  new BaselineProblem(
    `who wrote it is known only from its own description: GitHub could not be asked about run ${runId} (${why})`,
    'Give the job the permission actions: read, and github-token; or use a baseline in S3 (docs/baseline.md).',
  )

const describeSignals = ({ bucket, scan }: BucketResult, { buckets }: Sidecar) =>
  scan === undefined ? [] : [{ bucket, before: buckets.get(bucket)?.signals, now: countSignals(scan) }]

function describeNow(bucket: BucketResult): BucketNow {
  return {
    bucket: bucket.bucket,
    verdict: bucket.judgement.verdict,
    policySha256: digestPolicy(bucket, bucket.policy ?? { acceptedEncryption: [], maxFindings: 0 }),
    source: bucket.dataSource && { asOf: bucket.dataSource.asOf, scope: bucket.dataSource.scope },
  }
}
