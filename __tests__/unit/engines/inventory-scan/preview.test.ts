import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { previewAhead, previewFile } from '../../../../src/engines/inventory-scan/preview.ts'
import type { InventoryFile, InventoryReport } from '../../../../src/inventory/report.ts'
import { ActionError } from '../../../../src/words/errors.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const { signal } = new AbortController()
const LARGE = Buffer.alloc(200_000, 'x')

/** A file as the inventory manifest tells of it. */
const declare = (key: string, body: Uint8Array, change: Partial<InventoryFile> = {}): InventoryFile => ({
  key,
  size: body.length,
  md5: createHash('md5').update(body).digest('hex'),
  ...change,
})

describe('of a CSV file', () => {
  it.each([
    ['is its MD5', {}, true],
    ['is another', { md5: '0'.repeat(32) }, false],
  ])('all is asked for at once; the ETag %s', async (_what, change, etagIsMd5) => {
    const store = createMemoryStore([['a.csv.gz', LARGE]])

    const preview = await previewFile(store, declare('a.csv.gz', LARGE, change), 'CSV', signal)

    expect(store.log).toEqual(['stream a.csv.gz'])
    expect(preview).toMatchObject({ etagIsMd5, tail: undefined })
    const chunks: Uint8Array[] = []
    for await (const chunk of preview.stream ?? []) chunks.push(chunk)
    expect(Buffer.concat(chunks)).toEqual(LARGE)
  })
})

describe('of a columnar file', () => {
  it.each([
    ['the last 64 KiB', LARGE, 200_000 - 65_536],
    ['all of a small one', Buffer.from('small'), 0],
  ])('%s are asked for on condition of its MD5', async (_what, body, start) => {
    const store = createMemoryStore([['a.orc', body]])

    const preview = await previewFile(store, declare('a.orc', body), 'ORC', signal)

    expect(store.log).toEqual([`range a.orc ${start}-${body.length}`])
    expect(preview).toMatchObject({ etagIsMd5: true, stream: undefined })
    expect(preview.tail?.start).toBe(start)
    expect(Buffer.from(preview.tail?.bytes ?? [])).toEqual(body.subarray(start))
  })

  it('HeadObject tells that the ETag is no MD5', async () => {
    const store = createMemoryStore([['a.parquet', LARGE]])
    const file = declare('a.parquet', LARGE, { md5: '0'.repeat(32) })

    expect(await previewFile(store, file, 'Parquet', signal)).toEqual({
      etagIsMd5: false,
      tail: undefined,
      stream: undefined,
    })
    expect(store.log).toEqual(['range a.parquet 134464-200000', 'head a.parquet'])
  })

  it('an empty one is looked at only', async () => {
    const store = createMemoryStore([['a.orc', '']])
    expect(await previewFile(store, declare('a.orc', Buffer.alloc(0)), 'ORC', signal)).toMatchObject({
      etagIsMd5: true,
    })
    expect(store.log).toEqual(['head a.orc'])
  })

  it('one that is not there is an incomplete delivery', async () => {
    const missing = previewFile(createMemoryStore(), declare('a.orc', LARGE), 'ORC', signal)
    await expect(missing).rejects.toMatchObject({
      code: 'INCOMPLETE_DELIVERY',
      message: 'Inventory file a.orc is listed, but does not exist.',
      hint: expect.stringContaining('Wait for the next report'),
    })
  })

  it.each([new ActionError('ACCESS_DENIED', 'refused'), new Error('broken')])(
    'nothing more is asked after %s',
    async (error) => {
      const store = createMemoryStore([['a.orc', LARGE]])
      const broken = { ...store, range: async () => Promise.reject(error) }

      await expect(previewFile(broken, declare('a.orc', LARGE), 'ORC', signal)).rejects.toBe(error)
      expect(store.log).toEqual([])
    },
  )
})

describe('previews ahead', () => {
  const names = ['a', 'b', 'c', 'd']
  const open = (there = names) => {
    const store = createMemoryStore(there.map((name) => [name, name]))
    const files = names.map((name) => declare(name, Buffer.from(name)))
    const report = { manifest: { files, format: 'ORC' } } as unknown as InventoryReport
    return { store, preview: previewAhead({ report, store }, signal, 2) }
  }

  it('ask for each file once, and for no more than said', async () => {
    const { store, preview } = open()
    await preview(0)
    expect(store.log).toEqual(['range a 0-1', 'range b 0-1'])
    await preview(2)
    await preview(1)
    await preview(3)
    expect(store.log).toEqual(names.map((name) => `range ${name} 0-1`))
  })

  it('fail with their own file, and with no other', async () => {
    const { preview } = open(['a', 'c', 'd'])
    await expect(preview(0)).resolves.toMatchObject({ etagIsMd5: true })
    await expect(preview(1)).rejects.toMatchObject({ code: 'INCOMPLETE_DELIVERY' })
    await expect(preview(2)).resolves.toMatchObject({ etagIsMd5: true })
  })
})
