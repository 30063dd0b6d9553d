import { afterEach, expect, it } from '@jest/globals'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('tells that it was cancelled in the middle of the scan, and fails', async () => {
  const scenario = await openScenario()
  const running = Promise.withResolvers<ActionHandle>()
  const cancel = async () => {
    const handle = await running.promise
    handle.cancel()
    await new Promise(() => {})
  }
  scenario.world.faults.push({
    match: { urlIncludes: '/daily/data/' },
    phase: 'before',
    effect: { kind: 'call', run: cancel },
    times: 1,
  })

  const run = await scenario.run({}, { onStart: running.resolve })

  expect(run.exitCode).toBe(130)
  expect(Object.fromEntries(run.outputs)).toMatchObject({ verdict: 'INSUFFICIENT_DATA', reason: 'INTERRUPTED' })
  expect(run.summary).toContain('INTERRUPTED')
  expect(run.annotated).toContain('The run was cancelled before the scan was done.')
})
