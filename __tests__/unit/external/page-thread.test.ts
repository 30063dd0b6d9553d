// The thread that reads pages: its answers belong to its questions, and its end is the end of the listing.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { startPageThread } from '../../../src/external/page-thread.ts'
import { spoolPath } from '../../../src/findings/spool.ts'
import { createReport, createRequest } from '../../support/report.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const { spec } = createRequest(createReport([]), '')
const selection = () => ({ bucket: 'src', folder, spec: { ...spec, exclude: ['*/out'] }, asOf: Date.UTC(2026, 10, 20) })

/** A page with these keys; `next`: the token of the page after it. */
function pageOf(keys: readonly string[], next = ''): Uint8Array<ArrayBuffer> {
  const objects = keys.map(
    (key) => `<Contents><Key>${key}</Key><LastModified>2022-01-01T00:00:00Z</LastModified><Size>7</Size></Contents>`,
  )
  const end = `<IsTruncated>${next !== ''}</IsTruncated><NextContinuationToken>${next}</NextContinuationToken>`
  const text = `<ListBucketResult><EncodingType>url</EncodingType>${end}${objects.join('')}</ListBucketResult>`
  return new Uint8Array(Buffer.from(text))
}

const part = (index: number | undefined, rest: { readonly after?: string; readonly until?: string } = {}) => ({
  index,
  prefix: '',
  after: undefined,
  until: undefined,
  ...rest,
})

describe('the thread that reads pages', () => {
  it('keeps the selected keys of each part in its own file, and counts what is left out', async () => {
    const thread = startPageThread(selection())
    try {
      const answers = await Promise.all([
        thread.take(pageOf(['a', 'b%2Fout', 'c'], 'more'), part(0)),
        thread.take(pageOf(['x', 'y', 'z']), part(1, { after: 'w', until: 'y' })),
        thread.take(pageOf(['n%2Fout']), part(undefined)),
      ])
      expect(answers).toEqual([
        { listed: 3, selected: 2, last: 'c', next: 'more', isDone: false },
        { listed: 2, selected: 2, last: 'z', next: undefined, isDone: true },
        { listed: 1, selected: 1, last: 'n/out', next: undefined, isDone: true },
      ])
      expect(await thread.take(pageOf(['d']), part(0, { after: 'c' }))).toMatchObject({ selected: 1, isDone: true })
      const { rows, excluded, matchedPatterns } = await thread.countLeftOut()
      expect({ rows, excluded }).toEqual({ rows: 1, excluded: { objects: 1, bytes: 7n } })
      expect(matchedPatterns.exclude).toEqual([true])
    } finally {
      await thread.stop()
    }
    const time = Date.UTC(2022, 0, 1)
    expect([0, 1].map((index) => readFileSync(spoolPath(folder, 'listed', index), 'utf8'))).toEqual([
      ['a', 'c', 'd'].map((key) => `src,${key},7,${time},\n`).join(''),
      ['x', 'y'].map((key) => `src,${key},7,${time},\n`).join(''),
    ])
  })

  it('refuses a page that it does not understand, or that does not follow, and goes on with other parts', async () => {
    const thread = startPageThread(selection())
    try {
      const [broken, twice, good] = await Promise.allSettled([
        thread.take(new Uint8Array(Buffer.from('<a>')), part(0)),
        thread.take(pageOf(['b']), part(1, { after: 'b' })),
        thread.take(pageOf(['c']), part(2)),
      ])
      expect(broken).toMatchObject({ reason: { code: 'EVIDENCE_MISSING', hint: expect.any(String) } })
      expect(twice).toMatchObject({ reason: { message: 'ListObjectsV2 returned b out of order.' } })
      expect(good).toMatchObject({ value: { listed: 1 } })
    } finally {
      await thread.stop()
    }
  })

  it.each(['dies', 'throws', 'grows'])('that %s fails every page that waits, and each one after it', async (name) => {
    const url = new URL(`../../support/workers/${name}.mjs`, import.meta.url)
    const thread = startPageThread(selection(), url)
    const message = expect.stringMatching(/^The reader of listed pages ended: /)
    const failure = { status: 'rejected', reason: { code: 'INTERNAL_ERROR', message } }
    const asked = [thread.take(pageOf(['a']), part(0)), thread.countLeftOut()]
    expect(await Promise.allSettled(asked)).toMatchObject([failure, failure])
    expect(await Promise.allSettled([thread.take(pageOf(['b']), part(0))])).toMatchObject([failure])
    await thread.stop()
  })

  it('that is stopped fails what waits', async () => {
    const thread = startPageThread(selection())
    const asked = Promise.allSettled([thread.take(pageOf(['a']), part(0))])
    await thread.stop()
    expect(await asked).toMatchObject([{ status: 'rejected', reason: { code: 'INTERNAL_ERROR' } }])
  })
})
