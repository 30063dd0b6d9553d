import { afterEach, expect, it } from '@jest/globals'
import type { JobScript } from '../../emulator/s3-control/job.ts'
import { onlyJob, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openSix, runScripted } from '../support/scenes/ended-jobs.ts'

afterEach(closeScenarios)

it.each<[string, JobScript, string]>([
  ['a pause', { events: [{ at: 0.5, kind: 'pause', polls: 2 }] }, 'is paused by S3'],
  ['a state nobody knows', { show: { status: 'Hibernating', from: 'Ready', polls: 2 } }, 'Hibernating'],
])('waits through %s', async (_name, script, words) => {
  const scenario = await openSix()

  const result = await runScripted(scenario, script)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '6' })
  expect(result.stdout).toContain(words)
  expect(onlyJob(scenario.world).status).toBe('Complete')
})
