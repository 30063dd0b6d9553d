import { afterEach, expect, it } from '@jest/globals'
import type { JobScript } from '../../emulator/s3-control/job.ts'
import { expectCopiedOnce, jobsOf, orderedKeys, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { FORBIDDEN, openSix, runScripted, SIX_KEYS } from '../support/scenes/ended-jobs.ts'

afterEach(closeScenarios)

const SLOW_DOWN = { httpStatus: 503, errorCode: 'SlowDown', message: 'Please reduce your request rate.' }

it.each<[string, JobScript, { failed: string; words: string }]>([
  [
    'cancelled by a person',
    { events: [{ at: 0.5, kind: 'cancel', reason: 'too loud on Friday' }] },
    { failed: '0', words: 'too loud' },
  ],
  [
    'failed by S3',
    { events: [{ at: 0.5, kind: 'fail', code: 'SomethingBroke', reason: 'the lights went out' }] },
    { failed: '0', words: 'SomethingBroke' },
  ],
  [
    'complete, some tasks throttled',
    { failTask: ({ key }) => (SIX_KEYS.indexOf(key ?? '') < 3 ? undefined : SLOW_DOWN) },
    { failed: '3', words: 'run again' },
  ],
  [
    'complete, some tasks forbidden',
    { failTask: ({ key }) => (SIX_KEYS.indexOf(key ?? '') < 3 ? undefined : FORBIDDEN) },
    { failed: '3', words: 'batch role' },
  ],
])(
  'a job that ended half way is told, and the next run orders only what is left: %s',
  async (_name, script, { failed, words }) => {
    const scenario = await openSix()

    const first = await runScripted(scenario, script)

    expect(remediationOutputs(first)).toMatchObject({ exitCode: 1, jobs: 1, succeeded: '3', failed })
    expect(first.summary).toContain(words)

    const next = await scenario.run(scenario.remediation)

    expect(remediationOutputs(next)).toMatchObject({ exitCode: next.exitCode, jobs: 2, succeeded: '6', failed: '0' })
    const [, second] = jobsOf(scenario.world)
    expect(second?.tasks).toHaveLength(3)
    expect(orderedKeys(scenario.world)).toHaveLength(9)
    expectCopiedOnce(scenario.world, SIX_KEYS)
  },
)
