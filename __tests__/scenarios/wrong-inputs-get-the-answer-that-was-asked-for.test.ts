// Who asked for no verdict is told of none, also where an input is wrong.

import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { runCommand } from '../support/command.ts'
import { type Schema, validate } from '../support/json-schema.ts'
import { BUCKET, closeScenarios, expectNoAnswer, openScenario, type ScenarioRun } from '../support/scenario.ts'

afterEach(closeScenarios)

const WRONG = { 'max-inventory-age': 'yesterday' }
const schemaOf = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Schema

/** Everything that a person or a later step sees. */
function expectNoVerdict(run: ScenarioRun, status: string): void {
  const told = ['verdict', 'reason', 'status', 'findings'].map((name) => run.outputs.get(name))
  expect([run.exitCode, ...told]).toEqual([1, '', '', status, ''])
  for (const text of [run.stdout, run.summary, run.annotated, JSON.stringify(run.report)])
    expect(text).not.toMatch(/INSUFFICIENT_DATA|Insufficient data|compliant could not be proven/)
  for (const text of [run.stdout, run.summary, run.annotated]) {
    expect(text).toContain('INVALID_INPUT')
    expect(text).toContain('yesterday')
  }
  expect(run.requests).toEqual([])
}

describe('one wrong input', () => {
  it.each([
    ['doctor', 'UNKNOWN'],
    ['setup', 'FAILED'],
  ])('with mode: %s', async (mode, status) => {
    const scenario = await openScenario({ seed: () => {} })

    const run = await scenario.run({ mode, ...WRONG })

    expectNoVerdict(run, status)
    expect(run.report).toMatchObject({ mode, status, lines: [], errors: [{ code: 'INVALID_INPUT' }] })
    expect(validate(run.report, schemaOf('docs/doctor.schema.json'))).toEqual([])
    expect(run.outputs.get('report-file')).toBe('s3-encryption-compliance.json')
  })

  it.each(['tag', 'restore', 'invoke-lambda'])('with operation: %s', async (operation) => {
    const scenario = await openScenario({ seed: () => {} })

    const run = await scenario.run({ operation, remediation: 'plan', ...WRONG })

    expectNoVerdict(run, 'FAILED')
    expect(run.outputs.get('plan-id')).toBe('none')
    expect(run.report).toMatchObject({
      operation: { operation, status: 'FAILED' },
      errors: [{ code: 'INVALID_INPUT' }],
    })
    expect(run.report).not.toHaveProperty('verdict')
    expect(validate(run.report, schemaOf('docs/report.schema.json'))).toEqual([])
  })

  it('of the operation itself', async () => {
    const scenario = await openScenario({ seed: () => {} })

    expectNoVerdict(await scenario.run({ operation: 'tag', tags: 'yesterday', remediation: 'run' }), 'FAILED')
  })

  it('of a doctor on a terminal, whose JSON says it, too', async () => {
    const scenario = await openScenario({ seed: () => {}, deliver: false })

    const run = await runCommand(scenario, [
      'doctor',
      '--buckets',
      BUCKET,
      '--max-inventory-age',
      'yesterday',
      '--json',
    ])

    expect(run.exitCode).toBe(3)
    expect(JSON.parse(run.stdout)).toMatchObject({
      mode: 'doctor',
      status: 'UNKNOWN',
      errors: [{ code: 'INVALID_INPUT' }],
    })
    expect(run.stderr).not.toContain('compliant')
    expect(run.requests).toEqual([])
  })
})

describe('a question that cannot be understood has no other answer than that there is no verdict', () => {
  it.each([{ mode: 'docter' }, { mode: 'docter', operation: 'tag' }, { operation: 'tagg' }])('%j', async (inputs) => {
    const scenario = await openScenario({ seed: () => {} })

    const run = await scenario.run(inputs)

    expectNoAnswer(run, 'INVALID_INPUT', 'wrong')
    expect(run.outputs.get('status')).toBe('')
    expect(run.report).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'INVALID_INPUT' })
  })
})

it('gives a plan of wrong inputs no empty plan-id, which would ask a later step for no approval', async () => {
  const scenario = await openScenario({ seed: () => {} })

  const run = await scenario.run({ remediation: 'plan', ...WRONG })

  expectNoAnswer(run, 'INVALID_INPUT', 'yesterday')
  expect(run.outputs.get('plan-id')).toBe('none')
})
