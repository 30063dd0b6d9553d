import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { copiesByKey, remediationOutputs, setLock } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { HOLDS, lockDuringJob, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each(HOLDS)(
  'a lock that was set between the look and the copy is told as left behind by a job, as %s',
  async (_, lock) => {
    const scenario = await openLocked(3)
    lockDuringJob(scenario.world, 'old/2', lock)

    const run = await scenario.run(scenario.remediation)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 1, succeeded: '3' })
    const [source] = getBucket(scenario.world, BUCKET).objects.get('old/2') ?? []
    const samples = [{ key: 'old/2', versionId: source?.versionId }]
    expect(run.report).toMatchObject({ buckets: [{ lockCheck: { checked: 3, lost: 1, samples } }] })
    expect(run.annotated).toContain('1 object was locked after the check before the job')
    expect(run.summary).toContain('Locks left behind')
    expect(run.summary).toContain('put-object-legal-hold')

    // A run that finds the finished job says so again; once somebody has locked the copy, too, all is well.
    const again = await scenario.run(scenario.remediation)
    expect(remediationOutputs(again)).toMatchObject({ exitCode: 1, status: 'FAILED' })
    expect(again.report).toMatchObject({ buckets: [{ lockCheck: { lost: 1 } }] })
    setLock(scenario.world, 'old/2', lock)
    const mended = await scenario.run(scenario.remediation)
    expect(mended.report).toMatchObject({ buckets: [{ lockCheck: { lost: 0 } }] })
    expect(copiesByKey(scenario.world).get('old/2')).toBe(1)
  },
)
