import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { remediationOutputs, statuses } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { heldBack, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each(['run', 'plan'])(
  'a bucket with defaults of Object Lock is held back whole where new versions get an event hold (%s)',
  async (remediation) => {
    const scenario = await openLocked(2, { copiesDirectly: true })
    getBucket(scenario.world, BUCKET).defaultLock = { eventHold: { days: 30 } }

    for (const engine of ['auto', 'direct']) {
      const run = await scenario.run({ ...scenario.remediation, remediation, 'copy-engine': engine })
      expect(run.report).toMatchObject({ buckets: [heldBack('object-lock-default-hold', 2)] })
      expect(run.summary).toContain('event hold')
      expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 0 })
    }
    expect(statuses(scenario.world)).toEqual({ 'old/1': 'NOT-SSE', 'old/2': 'NOT-SSE' })
  },
)
