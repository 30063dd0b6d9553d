// The steps of `mode: doctor`: look at everything, judge it, and print one table in log, summary and JSON report.

import { worstOf } from '../../doctor/line.ts'
import type { Deps } from '../../external/deps.ts'
import { annotate, writeOutput, writeSummary } from '../../external/runner.ts'
import { renderDoctorJson } from '../../report/doctor-json.ts'
import { describeFixes, describeTable, renderDoctorAnnotation } from '../../report/doctor-log.ts'
import { renderDoctorSummary } from '../../report/doctor-summary.ts'
import { renderStatusOutputs } from '../../report/outputs.ts'
import type { Inputs } from '../../settings/settings-of-a-run.ts'
import { asActionError } from '../../words/errors.ts'
import { logGroup } from '../progress.ts'
import { readContext, writeReportFile } from '../tell.ts'
import { diagnose } from './diagnose.ts'

/** Returns whether everything is fine. Gives no verdict and touches no issue. */
export async function runDoctor(inputs: Inputs, startedAt: Date, deps: Deps): Promise<boolean> {
  writeOutput('verdict', '')
  writeOutput('reason', '')
  deps.log.group('Looking at everything that a run needs')
  try {
    return await examine(inputs, startedAt, deps)
  } catch (error) {
    const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
    deps.log.endGroup()
    annotate({ level: 'error', title: code, message: `${message} ${hint ?? ''}` })
    for (const [name, value] of renderStatusOutputs('UNKNOWN', undefined, isOfPlan(inputs))) writeOutput(name, value)
    return false
  }
}

async function examine(inputs: Inputs, startedAt: Date, deps: Deps): Promise<boolean> {
  const lines = await diagnose(inputs, deps)
  deps.log.endGroup()
  logGroup(describeTable(lines), deps)
  for (const fix of describeFixes(lines)) logGroup(fix, deps)
  const file = writeReportFile(inputs.resultFile, () => renderDoctorJson(lines, readContext(startedAt, deps)), deps)
  const problem = await writeSummary(renderDoctorSummary(lines, deps.version))
  if (problem !== undefined) deps.log.warning(problem)
  const status = worstOf(lines)
  if (status !== 'fine') annotate(renderDoctorAnnotation(lines))
  for (const [name, value] of renderStatusOutputs(status.toUpperCase(), file, isOfPlan(inputs)))
    writeOutput(name, value)
  return status === 'fine'
}

const isOfPlan = ({ remediation }: Inputs) => remediation.mode === 'plan'
