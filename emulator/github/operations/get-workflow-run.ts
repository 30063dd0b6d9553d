// GET /repos/{owner}/{repo}/actions/runs/{run_id} (GitHub REST API, "Get a workflow run").

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import type { RepositoryCall } from '../call.ts'
import { renderJson, renderWorkflowRun } from '../render.ts'

/** The run, if the repository has it. */
export function getWorkflowRun(call: RepositoryCall): EmulatorResponse {
  const run = /^\d+$/.test(call.parameter) ? call.repository.runs.get(Number(call.parameter)) : undefined
  if (run === undefined) throw new ServiceError(404, 'NotFound', 'Not Found')
  return renderJson(200, renderWorkflowRun(run, call.repository, call.apiUrl))
}
