import { afterEach, expect, it } from '@jest/globals'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { jobsOf, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOperations, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

/** A run that uploads its job manifest and then may not create the job. */
async function leaveOrphan() {
  const scenario = await openScenario()
  const { world } = scenario
  world.faults.push({
    match: { operation: 'CreateJob' },
    phase: 'before',
    effect: { kind: 'error', status: 403, code: 'AccessDenied' },
    times: 1,
  })
  const refused = await scenario.run(scenario.remediation)
  expect(remediationOutputs(refused)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  const [key = ''] = getBucket(world, WORK_BUCKET).objects.keys()
  return { scenario, world, key }
}

it('uses the job manifest a run before it left behind', async () => {
  const { scenario, world, key } = await leaveOrphan()

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
  expect(getBucket(world, WORK_BUCKET).objects.get(key)).toHaveLength(1)
  expect(countOperations(world)).toMatchObject({ PutObject: 2 })
})

it.each([
  ['bytes of the same length', (text: string) => text.replace('old/1', 'old/9'), 'SSE-S3'],
  ['the same bytes under SSE-KMS, which S3 refuses', (text: string) => text, 'SSE-KMS'],
] as const)('starts no job on %s that somebody put under its name', async (_name, change, status) => {
  const { scenario, world, key } = await leaveOrphan()
  const orphan = currentVersion(getBucket(world, WORK_BUCKET), key)
  if (orphan?.body.kind !== 'bytes') throw new Error('no orphan')
  seedObject(world, WORK_BUCKET, { key, body: change(Buffer.from(orphan.body.bytes).toString()), status })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(result.stdout).toContain('is not what was uploaded')
  expect(jobsOf(world)).toHaveLength(0)
})
