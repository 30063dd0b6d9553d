// The steps of `mode: doctor` and `mode: setup`: look at everything, judge it, create what is missing if that is asked
// for, and print one table in log, summary and JSON report.

import { onTerminal, worstOf } from '../../doctor/line.ts'
import type { Deps } from '../../external/deps.ts'
import { renderDoctorJson, renderFailureJson } from '../../report/doctor-json.ts'
import { describeFailure, describeFixes, describeTable, renderDoctorAnnotation } from '../../report/doctor-log.ts'
import { renderDoctorFailure, renderDoctorSummary } from '../../report/doctor-summary.ts'
import { renderStatusOutputs } from '../../report/outputs.ts'
import { describeChanges } from '../../report/setup-section.ts'
import { answerOfLook, type Ended } from '../../result/answer.ts'
import type { Look } from '../../settings/asked-answer.ts'
import type { Inputs } from '../../settings/settings-of-a-run.ts'
import { concludeSetup, isSetUp } from '../../setup/conclude.ts'
import { asActionError } from '../../words/errors.ts'
import { logGroup } from '../progress.ts'
import { writeInfra } from '../setup/fill-infra.ts'
import { setUp } from '../setup/set-up.ts'
import { readContext, writeReportFile } from '../tell.ts'
import { diagnose } from './diagnose.ts'

/** Returns whether everything is fine, or set up; a plan of what is missing is an answer of its own. Gives no verdict and touches no issue. */
export async function runDoctor(inputs: Inputs, startedAt: Date, deps: Deps): Promise<Ended> {
  deps.front.writeOutput('verdict', '')
  deps.front.writeOutput('reason', '')
  deps.log.group('Looking at everything that a run needs')
  try {
    return await examine(inputs, startedAt, deps)
  } catch (error) {
    const look = inputs.mode === 'setup' ? 'setup' : 'doctor'
    return await endLook({ look, isPlan: isOfPlan(inputs), startedAt, reportFile: inputs.resultFile }, error, deps)
  }
}

type EndedLook = {
  readonly look: Look
  readonly isPlan: boolean
  readonly startedAt: Date
  /** Undefined if it may not be written there. */
  readonly reportFile: string | undefined
}

/** A look that ended before its table, perhaps before its inputs were understood: no verdict either. */
export async function endLook(
  { look, isPlan, startedAt, reportFile }: EndedLook,
  error: unknown,
  deps: Deps,
): Promise<Ended> {
  const failure = asActionError(error, 'INTERNAL_ERROR')
  const { code, message, hint = '' } = failure
  const { front, log } = deps
  log.endGroup()
  const status = look === 'setup' ? 'FAILED' : 'UNKNOWN'
  const render = () => renderFailureJson(failure, { look, status }, readContext(startedAt, deps))
  front.writeJson(render)
  await front.writeSummary(renderDoctorFailure(failure))
  front.annotate({ level: 'error', title: code, message: `${message} ${hint}` })
  logGroup(describeFailure(failure, { look, status }), deps)
  const written = writeReportFile(reportFile, render, deps)
  for (const [name, value] of renderStatusOutputs(status, written, isPlan)) front.writeOutput(name, value)
  return { ok: false, answer: code === 'INVALID_INPUT' ? 'misused' : 'unknown' }
}

async function examine(inputs: Inputs, startedAt: Date, deps: Deps): Promise<Ended> {
  const found = await find(inputs, deps)
  const { setup, isFine, status } = found
  const lines = deps.origin.isCommand ? found.lines.map(onTerminal) : found.lines
  deps.log.endGroup()
  logGroup(describeTable(lines), deps)
  for (const fix of describeFixes(lines)) logGroup(fix, deps)
  if (setup !== undefined) for (const change of describeChanges(setup.changes, setup.status)) logGroup(change, deps)
  const render = () => renderDoctorJson(lines, status, setup, readContext(startedAt, deps))
  deps.front.writeJson(render)
  const file = writeReportFile(inputs.resultFile, render, deps)
  const problem = await deps.front.writeSummary(renderDoctorSummary(lines, setup, deps.version))
  if (problem !== undefined) deps.log.warning(problem)
  if (!isFine) deps.front.annotate(renderDoctorAnnotation(lines, setup))
  for (const [name, value] of renderStatusOutputs(status, file, isOfPlan(inputs))) deps.front.writeOutput(name, value)
  return { ok: isFine, answer: answerOfLook(status) }
}

async function find(inputs: Inputs, deps: Deps) {
  if (inputs.mode !== 'setup') {
    const lines = await diagnose(inputs, deps)
    const worst = worstOf(lines)
    return { lines, setup: undefined, status: STATUSES[worst], isFine: worst === 'fine' }
  }
  const { lines, changes, needs } = await setUp(inputs, deps)
  const status = concludeSetup(lines, changes)
  return { lines, setup: { changes, status, files: writeInfra(needs, inputs, deps) }, status, isFine: isSetUp(status) }
}

const STATUSES = { fine: 'FINE', unknown: 'UNKNOWN', wrong: 'WRONG' } as const

const isOfPlan = ({ remediation }: Inputs) => remediation.mode === 'plan'
