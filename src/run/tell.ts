// Reports a run, whatever happened: issue, summary, JSON report, annotations, outputs, and the last line.

import type { Deps } from '../external/deps.ts'
import { publishIssue } from '../external/github.ts'
import { connect, type Octokit } from '../external/github-client.ts'
import { readRepositoryIsPrivate } from '../external/repository-visibility.ts'
import { writeJobFile } from '../external/workspace-files.ts'
import { renderAnnotations } from '../report/annotations.ts'
import { renderAsff } from '../report/asff.ts'
import { renderEvidence } from '../report/evidence.ts'
import { warnAboutExceptions } from '../report/exceptions-section.ts'
import { renderPage } from '../report/html/page.ts'
import { renderIssue } from '../report/issue.ts'
import { describeScope } from '../report/issue-scope.ts'
import { renderJson } from '../report/json.ts'
import { renderJunit } from '../report/junit.ts'
import { describeConclusion } from '../report/log-conclusion.ts'
import { renderOcsf } from '../report/ocsf.ts'
import { renderOutputs } from '../report/outputs.ts'
import { renderSarif } from '../report/sarif.ts'
import { warnAboutPatterns } from '../report/selection.ts'
import {
  annotateSelection,
  describeSelection,
  hasSelection,
  renderSelectionSummary,
} from '../report/selection-report.ts'
import { renderSummary } from '../report/summary.ts'
import { answerOf, type Ended } from '../result/answer.ts'
import { concludeRun, concludeWithoutIssue } from '../result/ending.ts'
import type { BucketResult, RunContext, RunResult } from '../result/run-result.ts'
import { concludeSelection } from '../result/selection-ending.ts'
import type { AskedAnswer } from '../settings/asked-answer.ts'
import type { Inputs, ReportFileInput, ReportForm } from '../settings/settings-of-a-run.ts'
import { logGroup } from './progress.ts'
import type { writeFindings } from './write-findings.ts'

export type Ending = {
  readonly asked: AskedAnswer
  /** Undefined if the inputs themselves were invalid. */
  readonly inputs: Inputs | undefined
  readonly buckets: readonly BucketResult[]
  readonly accounts: RunResult['accounts']
  readonly errors: RunResult['errors']
  readonly startedAt: Date
  /** Id of the plan that was made or approved. */
  readonly planId: string | undefined
  /** What is new since the baseline, or why that is not known. */
  readonly baseline: RunResult['baseline']
  /** The file of all findings, or why there is none. */
  readonly written: ReturnType<typeof writeFindings>
  /** Why nothing was remediated: the event, or the approved plan. */
  readonly refusal: RunResult['remediation']['refusal']
}

/** Reports the run wherever it should be reported. A failure to report is a warning and does not change the verdict. */
export async function tell(ending: Ending, deps: Deps): Promise<Ended> {
  const { asked, inputs } = ending
  const octokit =
    inputs === undefined || inputs.githubToken === '' ? undefined : await connect(inputs.githubToken, deps)
  let result = summarize(ending, await mayListKeys(inputs, octokit, deps), deps)
  if (inputs !== undefined) result = await keepIssue(result, inputs, octokit, deps)
  const resultFile = writeReportFile(
    inputs === undefined ? asked.reportFile : inputs.resultFile,
    () => renderJson(result),
    deps,
  )
  deps.front.writeJson(() => renderJson(result))
  const { annotations, last, summary } = render(result)
  for (const file of inputs?.reportFiles ?? []) writeReport(file, result, deps)
  const summaryProblem = await deps.front.writeSummary(summary)
  if (summaryProblem !== undefined) deps.log.warning(summaryProblem)
  for (const annotation of annotations) deps.front.annotate(annotation)
  logGroup(last, deps)
  for (const [name, value] of renderOutputs(result, resultFile)) deps.front.writeOutput(name, value)
  return { ok: result.conclusion.ok, answer: answerOf(result) }
}

function render(result: RunResult) {
  if (hasSelection(result)) {
    return {
      summary: renderSelectionSummary(result),
      annotations: annotateSelection(result),
      last: describeSelection(result),
    }
  }
  return {
    summary: renderSummary(result),
    annotations: renderAnnotations(result),
    last: describeConclusion(result),
  }
}

function summarize(
  { asked, inputs, buckets, accounts, baseline, errors, startedAt, planId, refusal, written }: Ending,
  listKeys: boolean,
  deps: Deps,
): RunResult {
  const mode = inputs?.remediation.mode ?? (asked.isPlan ? 'plan' : 'none')
  const operation = inputs === undefined ? asked.operation : inputs.asked?.name
  const subject = deps.origin.isCommand ? 'The command' : undefined
  const first = inputs?.targets[0] ?? inputs?.choices[0]?.settings
  return {
    context: readContext(startedAt, deps),
    acceptedEncryption: first?.accepted ?? [],
    keyRule: first?.keyRule,
    maxFindings: first?.maxFindings ?? 0,
    buckets,
    accounts,
    listKeys,
    planId,
    errors,
    baseline,
    findingsFile: written.file,
    warnings: [
      ...(inputs?.idle ?? []),
      ...(written.problem === undefined ? [] : [written.problem]),
      ...buckets.flatMap(warnAboutExceptions),
      ...warnAboutPatterns(buckets, listKeys),
    ],
    ...concludeRun({
      buckets,
      accounts,
      baseline,
      errors,
      mode,
      refusal,
      subject,
      onFindings: inputs?.onFindings ?? 'fail',
    }),
    ...(operation && concludeSelection(operation, { buckets, errors, mode, refusal, subject })),
  }
}

export function readContext(startedAt: Date, { origin, version, now }: Deps): RunContext {
  return {
    repository: origin.repository,
    eventName: origin.trigger.name,
    runId: origin.runId,
    runUrl: origin.runUrl,
    isCommand: origin.isCommand,
    actionVersion: version,
    startedAt,
    finishedAt: new Date(now()),
  }
}

async function mayListKeys(inputs: Inputs | undefined, octokit: Octokit | undefined, deps: Deps): Promise<boolean> {
  const asked = inputs?.listKeys ?? false
  if (asked !== 'auto') return asked
  if (deps.origin.mayShowKeys !== undefined) return deps.origin.mayShowKeys
  return await readRepositoryIsPrivate(deps.origin.trigger.payload, async () => {
    const [owner = '', repo = ''] = deps.origin.repository.split('/')
    return octokit === undefined ? {} : (await octokit.rest.repos.get({ owner, repo })).data
  })
}

/** Workflow file, job and step, on any branch (GitHub Docs, "Default environment variables"). */
function nameStep({ env }: Deps): string {
  const [file = ''] = (env.GITHUB_WORKFLOW_REF ?? '').split('@')
  return [file, env.GITHUB_JOB ?? '', env.GITHUB_ACTION ?? ''].join('\n')
}

/** Maintains the one issue, if requested. An interrupted run has no time for it and nothing new to report. */
async function keepIssue(
  result: RunResult,
  inputs: Inputs,
  octokit: Octokit | undefined,
  deps: Deps,
): Promise<RunResult> {
  if (inputs.onFindings !== 'issue' && inputs.onFindings !== 'fail-and-issue') return result
  if (deps.signal.aborted) return result
  const [owner = '', repo = ''] = result.context.repository.split('/')
  const owned = { ...inputs.issue, step: nameStep(deps) }
  const published =
    octokit === undefined
      ? { ok: false, warnings: ['No github-token: the issue cannot be kept.'] }
      : await publishIssue({
          octokit,
          owner,
          repo,
          result,
          scope: describeScope(result, owned),
          render: (previous) => renderIssue(result, owned, previous),
          labels: inputs.issue.labels,
          assignees: inputs.issue.assignees,
          sleep: deps.sleep,
        })
  return {
    ...result,
    issue: 'issue' in published ? published.issue : undefined,
    warnings: [...result.warnings, ...published.warnings],
    conclusion: published.ok ? result.conclusion : concludeWithoutIssue(result.conclusion, inputs.onFindings),
  }
}

const RENDERERS: Readonly<Record<ReportForm, (result: RunResult, path: string) => string>> = {
  html: renderPage,
  sarif: renderSarif,
  junit: renderJunit,
  asff: renderAsff,
  ocsf: renderOcsf,
  evidence: renderEvidence,
}

/** A further file about the run: if it cannot be written, the results are unaffected. */
function writeReport({ form, path }: ReportFileInput, result: RunResult, deps: Deps): void {
  try {
    writeJobFile(deps.folders, path, RENDERERS[form](result, path))
  } catch (error) {
    deps.log.warning(
      `The ${form} report could not be written to ${JSON.stringify(path)} (${error instanceof Error ? error.message : error}).`,
    )
  }
}

/**
 * Writes the JSON report. Returns its path as the user named it, or undefined. If it fails, the results are unaffected.
 */
export function writeReportFile(path: string | undefined, render: () => string, deps: Deps): string | undefined {
  if (path === undefined) return undefined
  try {
    writeJobFile(deps.folders, path, render())
    return path
  } catch (error) {
    deps.log.warning(
      `The JSON report could not be written: report-file is ${JSON.stringify(path)} (${error instanceof Error ? error.message : error}). Accepted is the path of a file in the workspace or in RUNNER_TEMP.`,
    )
    return undefined
  }
}
