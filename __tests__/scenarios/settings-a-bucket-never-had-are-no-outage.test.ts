import { afterEach, expect, it } from '@jest/globals'
import { settle } from '../../emulator/unsettled.ts'
import { jobsOf, oldKeys, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('takes the lack of a default encryption for SSE-S3, as S3 does, and says so', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(3)) })
  settle(scenario.world, 'untouched-default', 'not-found')

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '3' })
  expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
  expect(JSON.stringify(result.report)).toContain('no default encryption configuration')
})

/** Each GET of a bucket's settings whose lack S3 tells by an error (S3 API Reference, the page of each operation). */
const LACKS = [
  ['GetBucketEncryption', 'ServerSideEncryptionConfigurationNotFoundError'],
  ['GetBucketOwnershipControls', 'OwnershipControlsNotFoundError'],
  ['GetObjectLockConfiguration', 'ObjectLockConfigurationNotFoundError'],
  ['GetBucketReplication', 'ReplicationConfigurationNotFoundError'],
  ['GetBucketLifecycleConfiguration', 'NoSuchLifecycleConfiguration'],
  ['GetBucketWebsite', 'NoSuchWebsiteConfiguration'],
] as const

it.each(LACKS)('goes on after %s is answered with 404 %s', async (operation, code) => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(1)) })
  scenario.world.faults.push({
    match: { operation },
    phase: 'before',
    effect: { kind: 'error', status: 404, code },
    times: 1,
  })

  const result = await scenario.run({ ...scenario.remediation, remediation: 'plan' })

  expect(result.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(scenario.world.faults.filter(({ times }) => times > 0)).toEqual([])
})

it('still tells an outage from a lack', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(1)) })
  scenario.world.faults.push({
    match: { operation: 'GetBucketEncryption' },
    phase: 'before',
    effect: { kind: 'error', status: 404, code: 'NoSuchBucket' },
    times: 1,
  })

  const result = await scenario.run({ ...scenario.remediation })

  expect(result.outputs.get('verdict')).toBe('INSUFFICIENT_DATA')
  expect(jobsOf(scenario.world)).toEqual([])
})
