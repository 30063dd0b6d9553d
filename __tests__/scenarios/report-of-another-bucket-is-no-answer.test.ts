import { afterEach, it } from '@jest/globals'
import type { DeliveryOptions } from '../../emulator/inventory/deliver.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

type Case = readonly [what: string, delivery: DeliveryOptions, said: string]

it.each<Case>([
  [
    'the inventory manifest names',
    { mutateManifest: (manifest) => ({ ...manifest, sourceBucket: 'acme-other' }) },
    'The inventory manifest describes bucket "acme-other", not acme-data',
  ],
  [
    'the inventory manifest was written to',
    { mutateManifest: (manifest) => ({ ...manifest, destinationBucket: 'arn:aws:s3:::acme-other' }) },
    'was written for destination "arn%3Aaws%3As3%3A%3A%3Aacme-other", not acme-inventory',
  ],
  [
    'one row is of',
    { mutateRow: (row, index) => (index === 3 ? { ...row, bucket: 'acme-other' } : row) },
    'row 4 is of bucket "acme-other", not acme-data',
  ],
])('believes no report when %s another bucket', async (_what, delivery, said) => {
  const scenario = await openScenario({ deliver: false })
  await scenario.deliver(delivery)

  expectNoAnswer(await scenario.run(), 'WRONG_BUCKET', said)
})
