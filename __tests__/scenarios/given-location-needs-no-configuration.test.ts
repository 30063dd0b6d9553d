import { afterEach, expect, it } from '@jest/globals'
import { BUCKET, closeScenarios, countOperations, openScenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

it('reads the reports at a given location without asking for configurations', async () => {
  const scenario = await openScenario()
  takePermission(scenario, scenario.roles.scan.arn, 'ReadInventoryConfigurations', 's3:GetInventoryConfiguration')

  const run = await scenario.run({ buckets: `${BUCKET} = s3://acme-inventory/inventory/${BUCKET}/daily/` })

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(countOperations(scenario.world, ['s3'])).toEqual({ HeadBucket: 2, ListObjectsV2: 1, GetObject: 3 })
})
