import { afterEach, it } from '@jest/globals'
import type { DeliveryOptions } from '../../emulator/inventory/deliver.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const ANOTHER_MD5 = `${'0'.repeat(31)}1\n`

type Case = readonly [what: string, delivery: DeliveryOptions, said: string]

it.each<Case>([
  ['inventory manifest', { mutateChecksum: () => ANOTHER_MD5 }, 'manifest.checksum does not match manifest.json'],
  ['inventory file', { mutateFile: (bytes) => flipByte(bytes, 4) }, ', but the inventory manifest says '],
])('believes no report whose %s is not what S3 wrote', async (_what, delivery, said) => {
  const scenario = await openScenario({ deliver: false })
  await scenario.deliver(delivery)

  expectNoAnswer(await scenario.run(), 'CHECKSUM_MISMATCH', said)
})

/** Byte 4 of a gzip file is its time: nothing but the MD5 can tell. */
function flipByte(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
}
