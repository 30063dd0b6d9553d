// A bucket that stands still: its inventory table of S3 Metadata has what the scan of a report of it finds (docs/sources.md).

import { expect, it } from '@jest/globals'
import { compareTable, makeTableWorld } from '../../../../proofs/engines/table.ts'

const WORLDS = 24

it.each(Array.from({ length: WORLDS }, (_, number) => number))('world %d', async (number) => {
  const made = await makeTableWorld('sample', number)

  expect([made.says, await compareTable(made)]).toEqual([made.says, undefined])
})
