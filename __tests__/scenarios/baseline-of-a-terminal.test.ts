// A findings file that a command wrote is a baseline for commands and for runs that nobody can merge by, and for no other.

import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from '@jest/globals'
import { runCommand } from '../support/command.ts'
import { type Schema, validate } from '../support/json-schema.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'
import { addFindings, compareIn } from '../support/scenes/baseline.ts'
import { checkOut } from '../support/workspace.ts'

afterEach(closeScenarios)

const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as Schema

async function openWithBaseline() {
  const scenario = await openScenario()
  const folder = checkOut('.keep', '')
  const run = await runCommand(scenario, ['scan', '--buckets', BUCKET, '--findings-file', 'baseline.csv'], { folder })
  expect([run.exitCode, run.stdout]).toEqual([1, expect.stringContaining('baseline.csv')])
  return { scenario, folder }
}

it('tells a command what is new since', async () => {
  const { scenario, folder } = await openWithBaseline()
  await addFindings(scenario, ['new/1'])

  const run = await runCommand(scenario, ['scan', '--buckets', BUCKET, '--baseline', 'baseline.csv'], { folder })

  expect(run.exitCode).toBe(1)
  expect(run.report).toMatchObject({
    baseline: { onlyNewCounts: false, run: { repository: '', runId: '' }, new: 1, resolved: 0, unchanged: 2 },
  })
  expect(validate(run.report, schema)).toEqual([])
})

it('tells a scheduled run, and is refused where a pull request is gated by it', async () => {
  const { scenario, folder } = await openWithBaseline()

  const told = await compareIn(scenario, folder, { event: 'schedule' })
  const refused = await compareIn(scenario, folder)

  expect(told.outputs.get('unchanged-findings')).toBe('2')
  expect([refused.exitCode, refused.outputs.get('unchanged-findings')]).toEqual([1, ''])
  expect(refused.annotated).toContain('it says that a run of no repository wrote it, not one of octo-org/octo-repo')
})
