// A report's file cut at every byte (docs/reliability.md, S-04): never a part of its rows taken for all of them.

import { createHash } from 'node:crypto'
import { expect, it } from '@jest/globals'
import type { ScanTask } from '../../../../src/engines/inventory-scan/protocol.ts'
import { scanFile } from '../../../../src/engines/inventory-scan/scan-file.ts'
import { COLUMNS, createReport, createRequest, gzipLines } from '../../../support/report.ts'

const members = [gzipLines([{ key: 'a' }, { key: 'b' }]), gzipLines([{ key: 'c', status: 'NOT-SSE' }, { key: 'd' }])]
const whole = Buffer.concat(members)
const boundary = members[0]?.length ?? 0

/** How the scan of `bytes` ends where the manifest vouches for `declared`: its error code, or rows read. */
async function scan(bytes: Uint8Array, declared: Uint8Array): Promise<string> {
  const made = createReport([declared])
  const [file = { key: '', size: 0, md5: '' }] = made.report.manifest.files
  const { spec } = createRequest(made, '/nowhere')
  const task: ScanTask = {
    ...{ index: 0, file, format: 'CSV', columns: COLUMNS, sourceBucket: 'src', spec, reportTime: 0 },
    ...{ etagIsMd5: false, folder: '/nowhere', spool: undefined },
  }
  const stream = async function* () {
    if (bytes.length > 0) yield Uint8Array.from(bytes)
  }
  try {
    const { tally } = await scanFile(task, { stream, range: () => Promise.reject(new Error('a CSV file is streamed')) })
    return `${tally.rows} rows`
  } catch (error) {
    return String((error as { code?: unknown }).code)
  }
}

const cuts = Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length))

it('reads all four rows of the whole file', async () => {
  expect(await scan(whole, whole)).toBe('4 rows')
})

it('refuses each cut of what the manifest vouches for whole', async () => {
  const ends = await Promise.all(cuts.map((cut) => scan(cut, whole)))
  expect(ends).toHaveLength(whole.length)
  expect(ends.filter((end) => end !== 'CHECKSUM_MISMATCH' && end !== 'UNREADABLE')).toEqual([])
  expect(ends[boundary]).toBe('CHECKSUM_MISMATCH')
})

it('refuses each cut that a forged manifest vouches for, but the one that is a whole file', async () => {
  const ends = await Promise.all(cuts.map((cut) => scan(cut, cut)))
  const read = ends.flatMap((end, length) => (end.endsWith(' rows') ? [`${length}: ${end}`] : []))
  expect(read).toEqual([`${boundary}: 2 rows`])
})

it('refuses zero bytes in the place of the second member, which zlib takes for padding', async () => {
  const padded = Buffer.concat([whole.subarray(0, boundary), Buffer.alloc(whole.length - boundary)])
  expect(createHash('md5').update(padded).digest('hex')).not.toBe(createHash('md5').update(whole).digest('hex'))
  expect(await scan(padded, whole)).toMatch(/CHECKSUM_MISMATCH|UNREADABLE/)
  expect(await scan(padded, padded)).toBe('UNREADABLE')
})
