// What counts as a task that succeeded or failed, wherever a remediation is counted.

import { expect, it } from '@jest/globals'
import { DIRECT_OUTCOMES, sumUp } from '../../../src/direct/direct-outcome.ts'
import { renderOutputs } from '../../../src/report/outputs.ts'
import { renderSummary } from '../../../src/report/summary.ts'
import { countTasks } from '../../../src/result/task-counts.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'
import { buildBucket, buildJob, buildRun, buildScan } from '../../support/results.ts'

/** One object of each end. */
const keys = DIRECT_OUTCOMES.map((outcome) => outcome as string as EncodedKey)
const oneOfEach = {
  outcomes: sumUp(
    keys,
    DIRECT_OUTCOMES.map((outcome) => ({ outcome, bytes: 1 })),
  ),
  uploadsLeft: [],
  interrupted: false,
}
const job = buildJob(10, { reconciliation: { succeeded: 7, failed: 2, notAttempted: 1, failures: [] } })

it('are rows of completion reports and copies without a job; what was left alone did not fail', () => {
  // Encrypted, encrypted already, gone; changed, denied, failed, not as before.
  expect(countTasks([], [oneOfEach])).toEqual({ succeeded: 3, failed: 4 })
  expect(countTasks([job, job], [])).toEqual({ succeeded: 14, failed: 4 })
  expect(countTasks([job, { ...job, reconciliation: undefined }], [oneOfEach])).toEqual({ succeeded: 10, failed: 6 })
})

it('are unknown, not zero, before anything was counted', () => {
  expect(countTasks([], [])).toBeUndefined()
  expect(countTasks([{ ...job, reconciliation: undefined }], [])).toBeUndefined()
})

it('are the same in outputs and summary', () => {
  const bucket = buildBucket('a', buildScan(20), { jobs: [job], direct: { planned: [], result: oneOfEach } })
  const run = buildRun([bucket], { mode: 'run' })
  const outputs = renderOutputs(run, undefined)
  expect([outputs.get('tasks-succeeded'), outputs.get('tasks-failed')]).toEqual(['10', '6'])
  expect(renderSummary(run)).toContain('10&nbsp;succeeded<br>**6&nbsp;failed**')
})
