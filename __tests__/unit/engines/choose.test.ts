// Who reads a report, and the one line that says why.

import { expect, it } from '@jest/globals'
import { chooseEngine } from '../../../src/engines/choose.ts'
import type { InventoryReport } from '../../../src/inventory/report.ts'

const GB = 2 ** 30
const reportOf = (sizes: readonly number[]) =>
  ({
    manifest: { format: 'CSV', files: sizes.map((size, index) => ({ key: `${index}`, size, md5: '' })) },
  }) as unknown as InventoryReport
const USUAL = { asked: 'auto', isAthenaConfigured: true, beyond: undefined, freeBytes: 50 * GB } as const

it.each([
  ['a small report', reportOf([GB]), USUAL, 'stream', 'too small for Athena'],
  ['a large report', reportOf(Array(5).fill(20 * GB)), USUAL, 'athena', '100.0 GiB of CSV in 5 files'],
  ['many files', reportOf(Array(50_000).fill(1)), USUAL, 'athena', '50,000 files'],
  [
    'a large report without a database',
    reportOf([100 * GB]),
    { ...USUAL, isAthenaConfigured: false },
    'stream',
    'athena-database is not set',
  ],
  ['what Athena cannot answer', reportOf([100 * GB]), { ...USUAL, beyond: 'it is odd' }, 'stream', 'it is odd'],
  ['a file larger than the disk', reportOf([60 * GB]), USUAL, 'athena', '50.0 GiB left'],
  ['a disk of unknown size', reportOf([60 * GB]), { ...USUAL, freeBytes: undefined }, 'stream', 'too small'],
  ['what was asked for', reportOf([1]), { ...USUAL, asked: 'athena' }, 'athena', 'scan-engine is athena'],
] as const)('%s', (_, report, circumstances, engine, why) => {
  const chosen = chooseEngine(report, circumstances)
  expect(chosen.engine).toBe(engine)
  expect(chosen.why).toContain(why)
})
