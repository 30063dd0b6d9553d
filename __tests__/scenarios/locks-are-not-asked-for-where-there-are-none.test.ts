import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import type { Bucket } from '../../emulator/world.ts'
import { oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, countOperations, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each<[string, (bucket: Bucket) => void, object]>([
  ['without Object Lock', () => {}, {}],
  [
    'without versions, which has no Object Lock',
    (bucket) => {
      bucket.versioning = 'Unversioned'
    },
    {},
  ],
])('asks nothing about locks in a bucket %s', async (_, prepare, inputs) => {
  const scenario = await openScenario({
    seed: (world) => {
      prepare(getBucket(world, BUCKET))
      seedFindings(world, oldKeys(2))
    },
    copiesDirectly: true,
  })
  const run = await scenario.run({ ...scenario.remediation, ...inputs })
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  const { GetObjectRetention, GetObjectLegalHold, ListObjectVersions } = countOperations(scenario.world)
  expect([GetObjectRetention, GetObjectLegalHold, ListObjectVersions]).toEqual([undefined, undefined, undefined])
})
