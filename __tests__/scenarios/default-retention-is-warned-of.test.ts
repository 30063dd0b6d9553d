import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('a bucket with defaults of Object Lock is warned of where copies are retained for a while', async () => {
  const scenario = await openLocked(2)
  getBucket(scenario.world, BUCKET).defaultLock = { retention: { mode: 'GOVERNANCE', period: { days: 1 } } }
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(run.stdout).toContain('default retention')
  const again = await scenario.run(scenario.remediation)
  expect(remediationOutputs(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
})
