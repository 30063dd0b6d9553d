import { afterEach, it } from '@jest/globals'
import type { DeliveryOptions } from '../../emulator/inventory/deliver.ts'
import { changeCsv, changeFiles } from '../support/damage.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

type Case = readonly [what: string, delivery: DeliveryOptions, said: string]

it.each<Case>([
  [
    'a gzip stream ends early',
    changeFiles((bytes) => bytes.subarray(0, -9)),
    'cannot be decompressed: its end is missing',
  ],
  ['a row has a column less', changeCsv((text) => text.replace(/,"[^"]*"\n/, '\n')), 'columns'],
  ['a key has a broken escape', changeCsv((text) => text.replace('old/1', 'old/%zz')), 'holds a "%" that no two'],
  ['a quote is never closed', changeCsv((text) => text.replace(/"\n$/, '\n')), 'record 5 ends inside quotes'],
  [
    'its format is not known',
    { mutateManifest: (manifest) => ({ ...manifest, fileFormat: 'Avro' }) },
    'has fileFormat "Avro"',
  ],
  [
    'its manifest is not JSON',
    { mutateManifest: () => 'not an object' },
    'The inventory manifest is not a JSON object',
  ],
])('believes no report when %s, right checksums or not', async (_what, delivery, said) => {
  const scenario = await openScenario({ deliver: false })
  await scenario.deliver(delivery)

  expectNoAnswer(await scenario.run(), 'UNREADABLE', said)
})
