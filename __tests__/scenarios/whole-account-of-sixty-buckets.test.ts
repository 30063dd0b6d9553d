import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { seedObject } from '../../emulator/seed.ts'
import { addSourceBucket } from '../../emulator/stage.ts'
import { ISSUE, onlyIssue } from '../support/issues.ts'
import { closeScenarios, countOf, OLD } from '../support/scenario.ts'
import { addBareBucket, openAccount, seedTwo, verdictsOf } from '../support/scenes/account.ts'

afterEach(closeScenarios)

const COUNT = 60

it('asks no more for each bucket than for one, and tells all of them', async () => {
  const scenario = await openAccount({ findings: 0 })
  const { world } = scenario
  // A third has no inventory, every tenth a finding.
  for (let index = 0; index < COUNT; index++) {
    const name = `many-${String(index).padStart(2, '0')}`
    if (index % 3 === 2) addBareBucket(world, name)
    else {
      addSourceBucket(world, name)
      seedTwo(world, name)
      if (index % 10 === 0) seedObject(world, name, { key: 'x', size: 1, status: 'NOT-SSE', lastModified: OLD })
      await deliverInventory(world, name, 'daily')
    }
  }

  const run = await scenario.run({ ...ISSUE, buckets: 'many-*' })

  const verdicts = Object.values(verdictsOf(run))
  const counted = Object.fromEntries(
    [...Map.groupBy(verdicts, (verdict) => verdict)].map(([key, { length }]) => [key, length]),
  )
  expect(counted).toEqual({ COMPLIANT: 36, NON_COMPLIANT: 4, NO_INVENTORY_CONFIGURATION: 20 })
  const withReport = 40
  expect({
    ListBuckets: countOf(run, 'ListBuckets'),
    HeadBucket: countOf(run, 'HeadBucket'),
    ListBucketInventoryConfigurations: countOf(run, 'ListBucketInventoryConfigurations'),
    GetBucketTagging: countOf(run, 'GetBucketTagging'),
    AssumeRoleWithWebIdentity: countOf(run, 'AssumeRoleWithWebIdentity'),
    ListObjectsV2: countOf(run, 'ListObjectsV2'),
    GetObject: countOf(run, 'GetObject'),
  }).toEqual({
    ListBuckets: 1,
    HeadBucket: COUNT + withReport,
    ListBucketInventoryConfigurations: COUNT,
    GetBucketTagging: 0,
    AssumeRoleWithWebIdentity: 1,
    ListObjectsV2: withReport,
    GetObject: 3 * withReport,
  })
  // What is alike is said once.
  expect(run.summary).toContain('`many-02` and 19 more buckets, `NO_INVENTORY_CONFIGURATION`')
  expect(onlyIssue(world).body?.length).toBeLessThan(65_536)
})
