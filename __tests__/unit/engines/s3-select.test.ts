import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { INVENTORY_COLUMNS, type InventoryColumn, type InventoryRow } from '../../../emulator/inventory/columns.ts'
import { writeInventoryParquet } from '../../../emulator/inventory/parquet.ts'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import type { ScanTask } from '../../../src/engines/inventory-scan/protocol.ts'
import { scanFile } from '../../../src/engines/inventory-scan/scan-file.ts'
import type { SelectRequest } from '../../../src/engines/s3-select/select-answer.ts'
import { selectWith } from '../../../src/engines/s3-select/select-with.ts'
import { canonicalColumnName } from '../../../src/inventory/columns.ts'

/** Three compliant objects, one of them noncurrent, and a delete marker. */
const ROWS: readonly InventoryRow[] = [
  { encryptionStatus: 'SSE-S3' },
  { encryptionStatus: 'SSE-KMS' },
  { encryptionStatus: 'SSE-S3', isLatest: false },
  { encryptionStatus: '', isDeleteMarker: true },
].map((change, row) => ({
  bucket: 'source-bucket',
  key: `key-${row}`,
  versionId: `v${row}`,
  isLatest: true,
  isDeleteMarker: false,
  size: 100 + row,
  lastModified: Date.UTC(2026, 0, 1),
  storageClass: 'STANDARD',
  isMultipartUploaded: false,
  ...change,
}))
/** Rows, of the bucket, with flags, delete markers; current and noncurrent of SSE-S3, SSE-KMS, DSSE-KMS, SSE-C, NOT-SSE. */
const RIGHT = [4, 4, 4, 1, ...[1, 1], ...[1, 0], ...[0, 0], ...[0, 0], ...[0, 0]]

const asked: SelectRequest[] = []
let read = 0
beforeEach(() => {
  asked.length = 0
  read = 0
})

type Change = {
  readonly counts?: readonly (number | string)[]
  readonly rows?: readonly InventoryRow[]
  readonly columns?: readonly InventoryColumn[]
  readonly etagIsMd5?: boolean
  readonly spec?: Partial<ScanTask['spec']>
  readonly etagAfter?: string
}

async function scan({ counts = RIGHT, rows = ROWS, columns = INVENTORY_COLUMNS, ...change }: Change = {}) {
  const bytes = await writeInventoryParquet(rows, columns)
  const md5 = createHash('md5').update(bytes).digest('hex')
  const file = { key: 'data/file', size: bytes.length, md5 }
  const task: ScanTask = {
    index: 0,
    file,
    format: 'Parquet',
    columns: INVENTORY_COLUMNS.map(({ name }) => canonicalColumnName(name)),
    sourceBucket: 'source-bucket',
    spec: {
      accepted: ['SSE-S3', 'SSE-KMS'],
      keyRule: { kmsKeyArn: undefined, bucketKey: false },
      include: [],
      exclude: [],
      exceptions: [],
      aclsEnabled: false,
      choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: false }),
      ...change.spec,
    },
    reportTime: Date.UTC(2026, 10, 22),
    etagIsMd5: change.etagIsMd5 ?? true,
    folder: tmpdir(),
    spool: undefined,
  }
  const source = {
    stream: () => {
      throw new Error('a Parquet file is read in ranges')
    },
    range: async (start: number, end: number) => bytes.slice(start, end),
    recycle: () => {},
  }
  const worker = {
    scan: (...given: Parameters<typeof scanFile>) => {
      read += 1
      return scanFile(...given)
    },
    isFree: () => true,
    stop: async () => {},
  }
  const selecting = {
    select: async function* (request: SelectRequest) {
      asked.push(request)
      yield Buffer.from(`${counts.map((number) => `"${number}"`).join(',')}\n`)
    },
    head: async () => ({ size: file.size, etag: change.etagAfter ?? md5 }),
  }
  const [selected] = selectWith([worker], { selecting }, undefined)
  const outcome = await selected?.scan(task, source, () => {})
  return { outcome, expected: await scanFile(task, source) }
}

describe('a Parquet file', () => {
  it('of which nothing must be looked at is counted by S3 Select alone', async () => {
    const { outcome, expected } = await scan()

    expect(outcome).toEqual(expected)
    expect([asked.length, read]).toEqual([1, 0])
    expect(asked[0]).toMatchObject({ key: 'data/file', format: 'Parquet' })
  })

  const finding = { ...(ROWS[0] as InventoryRow), key: 'finding', encryptionStatus: 'NOT-SSE' }
  const odd = { ...finding, encryptionStatus: 'SSE-X' }
  it.each<[string, Change]>([
    ['has a finding', { rows: [...ROWS, finding], counts: [5, 5, 5, ...RIGHT.slice(3, -2), 1, 0] }],
    ['has an unknown status', { rows: [...ROWS, odd], counts: [5, 5, 5, ...RIGHT.slice(3)] }],
    ['may have a row of another bucket', { counts: [4, 3, ...RIGHT.slice(2)] }],
    ['may have a row without flags', { counts: [4, 4, 3, ...RIGHT.slice(3)] }],
    ['has a status that S3 Select did not see', { counts: [...RIGHT.slice(0, 4), 0, ...RIGHT.slice(5)] }],
  ])('that %s is read by the runner', async (_, change) => {
    const { outcome, expected } = await scan(change)

    expect(outcome).toEqual(expected)
    expect([asked.length, read]).toEqual([1, 1])
  })

  it('whose name of a column cannot be part of a statement is read by the runner', async () => {
    // Kelvin, whose lower-case letter is k.
    const { outcome, expected } = await scan({ columns: renameBucket('buc\u212aet') })

    expect(outcome).toEqual(expected)
    expect([asked.length, read]).toEqual([0, 1])
  })

  it('that must be looked at row by row is read by the runner', async () => {
    const spec = { accepted: ['SSE-S3', 'SSE-KMS'], include: [], exclude: ['**/x'] } as const

    await scan({ spec })

    expect([asked.length, read]).toEqual([0, 1])
  })

  it('whose ETag is not its MD5 is read by the runner', async () => {
    await expect(scan({ etagIsMd5: false })).rejects.toThrow('read in ranges')

    expect([asked.length, read]).toEqual([0, 1])
  })

  it.each<[string, Change, string, string]>([
    [
      'more rows than the file declares',
      { counts: [5, 5, 5, 1, 2, ...RIGHT.slice(5)] },
      'UNREADABLE',
      'counted 5 rows',
    ],
    ['other noncurrent rows', { counts: [4, 4, 4, 1, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0] }, 'UNREADABLE', 'the runner 4'],
    ['no numbers', { counts: RIGHT.map(() => 'x') }, 'UNREADABLE', 'one row of counts'],
    ['too few numbers', { counts: RIGHT.slice(1) }, 'UNREADABLE', 'fields'],
    ['of another file', { etagAfter: 'other' }, 'CHECKSUM_MISMATCH', 'was replaced'],
  ])('is refused if S3 Select counted %s', async (_, change, code, message) => {
    await expect(scan(change)).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })
})

function renameBucket(snakeName: string): readonly InventoryColumn[] {
  return INVENTORY_COLUMNS.map((column) => (column.name === 'Bucket' ? { ...column, snakeName } : column))
}
