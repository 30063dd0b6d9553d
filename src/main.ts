// The steps of a run: inputs, credentials, examine each bucket, act, report. Each step is in its own file.

import { rmSync } from 'node:fs'
import type { Deps } from './external/deps.ts'
import { refuseUnusableProxy } from './external/proxy.ts'
import { readWorkspaceFile, refuseToWrite } from './external/workspace-files.ts'
import { NO_PLAN } from './report/outputs.ts'
import type { Ended } from './result/answer.ts'
import type { AccountResult, BucketResult } from './result/run-result.ts'
import { act } from './run/act.ts'
import { refuseUnapproved, tellPlanId } from './run/approve.ts'
import { cancelJobs } from './run/cancel-jobs.ts'
import { compareWithBaseline } from './run/compare-baseline.ts'
import { endLook, runDoctor } from './run/doctor/run-doctor.ts'
import { examineAll } from './run/examine-all.ts'
import { findTargets } from './run/find-targets.ts'
import { removeStored } from './run/remove-stored.ts'
import { type Ending, tell } from './run/tell.ts'
import { writeFindings } from './run/write-findings.ts'
import { readAskedAnswer } from './settings/asked-answer.ts'
import { readInputs } from './settings/inputs.ts'
import { describeNotice } from './settings/notice.ts'
import type { RemediationRefusal } from './settings/remediation-settings.ts'
import type { Inputs } from './settings/settings-of-a-run.ts'
import { asActionError } from './words/errors.ts'

/** Runs the action once. Returns how it ended; never throws for anything a user can cause. */
export async function run(deps: Deps): Promise<Ended> {
  const { folders, front, origin } = deps
  const startedAt = new Date(deps.now())
  front.writeOutput('verdict', 'INSUFFICIENT_DATA')
  front.writeOutput('reason', 'INTERRUPTED')
  const refuse = (path: string) => refuseToWrite(folders, path)
  const asked = readAskedAnswer(front.readInput, refuse)
  let inputs: Inputs | undefined
  let buckets: readonly BucketResult[] = []
  let accounts: readonly AccountResult[] = []
  let errors: Ending['errors'] = []
  let folder: string | undefined
  let planId: string | undefined
  let refusal: RemediationRefusal | undefined
  let baseline: Ending['baseline']
  let written: Ending['written'] = {}
  try {
    refuseUnusableProxy(deps.env)
    const environment = {
      region: deps.env.AWS_REGION || deps.env.AWS_DEFAULT_REGION || (await front.findRegion?.()),
      repository: origin.repository,
      runId: origin.runId,
      trigger: origin.trigger,
      isCommand: origin.isCommand,
      variables: front.variables,
    }
    inputs = readInputs(front.readInput, environment, {
      readFile: (path) => readWorkspaceFile(folders, path),
      refuseToWrite: refuse,
    })
    // Set in any case: a later step that passes on an empty output would ask for no approval.
    if (inputs.remediation.mode === 'plan') front.writeOutput('plan-id', NO_PLAN)
    if (inputs.githubToken !== '') front.maskSecret(inputs.githubToken)
    if (inputs.mode !== 'audit') return await runDoctor(inputs, startedAt, deps)
    deps.log.group('Credentials')
    const { accessOf, targets, unseen, ...found } = await findTargets(inputs, deps)
    accounts = found.accounts
    inputs = { ...inputs, targets }
    const notice = describeNotice(environment.trigger, targets)
    if (notice !== undefined) deps.log.info(notice)
    folder = deps.makeTemporaryFolder()
    const examined = [...(await examineAll(inputs, accessOf, folder, deps)), ...unseen]
    buckets = examined.map(({ result }) => result)
    planId = inputs.approvedPlan?.id
    refusal = inputs.refusal ?? refuseUnapproved(buckets, inputs)
    baseline = await compareWithBaseline({ examined, inputs, folder }, deps)
    written = writeFindings(buckets, inputs, deps)
    if (inputs.remediation.mode === 'cancel') buckets = await cancelJobs(examined, inputs, deps)
    else if (refusal === undefined) buckets = await act(examined, inputs, deps)
    planId = tellPlanId(buckets, inputs)
    if (planId !== undefined) deps.log.info(`plan-id: ${planId}`)
    await removeStored(buckets, deps)
  } catch (error) {
    if (inputs === undefined && asked.look !== undefined)
      return await endLook({ ...asked, look: asked.look, startedAt }, error, deps)
    errors = [deps.signal.aborted ? CANCELLED : describeError(error)]
    deps.log.debug(error instanceof Error ? (error.stack ?? '') : String(error))
  } finally {
    deps.log.endGroup()
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
  return await tell(
    {
      asked,
      inputs,
      buckets,
      accounts,
      baseline,
      errors,
      startedAt,
      planId,
      written,
      refusal: refusal ?? inputs?.refusal,
    },
    deps,
  )
}

const CANCELLED = { code: 'INTERRUPTED', message: 'The run was cancelled.', hint: 'Run it again.' } as const

function describeError(error: unknown): Ending['errors'][number] {
  const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
  return { code, message, hint }
}
