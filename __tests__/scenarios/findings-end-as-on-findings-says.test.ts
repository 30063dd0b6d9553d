import { afterEach, expect, it } from '@jest/globals'
import { issuesOf } from '../support/issues.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each([
  ['fail', 1, 0, 'error'],
  ['issue', 0, 1, 'warning'],
  ['fail-and-issue', 1, 1, 'error'],
  ['warn', 0, 0, 'warning'],
])('%s: exit code %i, %i issue, annotated as %s', async (onFindings, exitCode, issues, level) => {
  const scenario = await openScenario()

  const run = await scenario.run({ 'on-findings': onFindings })

  expect(run.exitCode).toBe(exitCode)
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(issuesOf(scenario.world)).toHaveLength(issues)
  expect(run.outputs.get('issue-number')).toBe(issues === 0 ? '' : '1')
  expect(run.annotations.map((annotation) => annotation.level)).toEqual([level])
  expect(run.annotated).toBe('acme-data: NON_COMPLIANT: 2 of 5 objects break the encryption policy.')
})

it.each(['issue', 'warn'])('without an answer the step fails also where findings %s', async (onFindings) => {
  const scenario = await openScenario({ deliver: false })

  const run = await scenario.run({ 'on-findings': onFindings })

  expect(run.exitCode).toBe(1)
  expect(issuesOf(scenario.world)).toEqual([])
})
