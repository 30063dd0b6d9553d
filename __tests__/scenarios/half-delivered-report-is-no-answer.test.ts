import { afterEach, it } from '@jest/globals'
import type { DeliveryOptions } from '../../emulator/inventory/deliver.ts'
import { closeScenarios, DAY_MS, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

type Case = readonly [what: string, delivery: DeliveryOptions, said: string]

it.each<Case>([
  ['its checksum is not there yet', { stage: 'no-checksum' }, '2026-11-20T06-00Z: manifest.checksum is missing'],
  ['a file of it is gone', { stage: 'missing-file' }, 'is listed in the inventory manifest but does not exist'],
  [
    'a file of it has another size',
    { mutateFile: (bytes) => bytes.subarray(0, -1) },
    'bytes, but the inventory manifest says',
  ],
  ['it is empty and the bucket is not', { rows: [] }, 'The report has no row, but the bucket holds objects'],
])('has no answer from the only report when %s', async (_what, delivery, said) => {
  const scenario = await openScenario({ deliver: false })
  await scenario.deliver(delivery)

  expectNoAnswer(await scenario.run(), 'INCOMPLETE_DELIVERY', said)
})

it('does not take an older report that is too old instead', async () => {
  const scenario = await openScenario()
  scenario.world.clock.advance(3 * DAY_MS)
  await scenario.deliver({ stage: 'no-checksum' })

  expectNoAnswer(
    await scenario.run(),
    'STALE',
    '(2026-11-20T12-00Z) is 72 h old',
    'Newer ones are not complete (2026-11-23T12-00Z: manifest.checksum is missing)',
  )
})
