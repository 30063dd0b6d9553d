import { afterEach, it } from '@jest/globals'
import { changeInventory } from '../support/inventory.ts'
import { BUCKET, closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

async function openWithoutStatus() {
  const scenario = await openScenario({ deliver: false })
  changeInventory(scenario.world, () => ({ optionalFields: ['Size', 'StorageClass'] }))
  await scenario.deliver()
  return scenario
}

it('says how to add EncryptionStatus to the inventory configuration', async () => {
  const scenario = await openWithoutStatus()

  expectNoAnswer(
    await scenario.run(),
    'NO_ENCRYPTION_STATUS',
    'No enabled inventory configuration of bucket acme-data ("daily") lists EncryptionStatus',
    `aws s3api put-bucket-inventory-configuration --bucket acme-data --id 'daily'`,
  )
})

it('finds out from the report itself when only its location is given', async () => {
  const scenario = await openWithoutStatus()

  const run = await scenario.run({ buckets: `${BUCKET} = s3://acme-inventory/inventory/${BUCKET}/daily/` })

  expectNoAnswer(run, 'NO_ENCRYPTION_STATUS', 'The inventory manifest', 'EncryptionStatus')
})
