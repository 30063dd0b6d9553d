import { afterEach, expect, it } from '@jest/globals'
import { runCommand } from '../support/command.ts'
import { BUCKET, closeScenarios, expectWrongInputs, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const IDLE = { 'max-cost': '5', 'restore-days': '3', 'scan-engine': 'stream', 'max-bytes-scanned': '1 GB' }
const TOLD = [
  'max-cost and restore-days have no effect in this run: remediation is none, and nothing is started.',
  'max-bytes-scanned has no effect in this run: nothing is asked of Athena.',
]

it('an input that bounds what does not happen is named with the reason, and changes no answer', async () => {
  const scenario = await openScenario()

  const [plain, idle] = [await scenario.run(), await scenario.run(IDLE)]

  expect([idle.exitCode, ...idle.outputs]).toEqual([plain.exitCode, ...plain.outputs])
  expect((idle.report as { warnings: readonly string[] }).warnings).toEqual(TOLD)
  for (const text of TOLD) for (const seen of [idle.annotated, idle.summary]) expect(seen).toContain(text)
  expect((plain.report as { warnings: readonly string[] }).warnings).toEqual([])
})

it('on a terminal, too', async () => {
  const scenario = await openScenario()

  const run = await runCommand(scenario, ['scan', '--buckets', BUCKET, '--max-cost', '5'])

  expect(run.exitCode).toBe(1)
  expect(run.stdout.replaceAll(/\s+/g, ' ')).toContain('max-cost has no effect in this run')
})

it.each([{ 'findings-file': 'f.csv' }, { reports: 'html' }, { baseline: 'f.csv' }])(
  'a doctor writes and compares no findings: %j is refused',
  async (inputs) => {
    const scenario = await openScenario({ seed: () => {} })

    const run = await scenario.run({ mode: 'doctor', ...inputs })

    expectWrongInputs(run, 'it is accepted only with `mode: audit`')
    expect(run.requests).toEqual([])
  },
)
