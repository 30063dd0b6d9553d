// Reads the approved plan that a user gives, and how old its reports may be.

import { type ReadText, readDuration, readMode } from './fields.ts'
import { parsePlanId } from './plan-id.ts'
import { IGNORED, type Problems } from './problems.ts'
import type { ApprovedPlan } from './remediation-settings.ts'

/** Undefined if none is given: then no approval is required. */
export function readApprovedPlan(text: ReadText, problems: Problems): ApprovedPlan | undefined {
  const id = text('approved-plan')
  const maxAgeMs = readDuration('approved-plan-max-age', text, problems, '7d')
  if (id === '') return undefined
  const mode = readMode(text, IGNORED)
  if (mode !== 'confirm' && mode !== 'run') {
    problems.add(
      'approved-plan',
      id,
      'a plan-id with `remediation: run` or `confirm`, and nothing else',
      'remediation: run',
    )
  }
  const parsed = parsePlanId(id)
  if (parsed !== undefined) return { id, parsed, maxAgeMs }
  const accepted = 'the output plan-id of a step with `remediation: plan`, as it stands'
  return problems.add('approved-plan', id.slice(0, MAX_SHOWN), accepted, EXAMPLE)
}

const MAX_SHOWN = 100
const EXAMPLE = `2026-11-21T04-10-31Z-${'0'.repeat(9)}5${'0'.repeat(7)}1${'c0de'.repeat(5)}${'7'.repeat(26)}`
