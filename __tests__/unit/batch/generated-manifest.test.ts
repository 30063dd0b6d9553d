import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import { keepGeneratedKeys } from '../../../src/batch/generated-manifest.ts'
import type { GeneratedList } from '../../../src/batch/listing-jobs.ts'
import { createMemoryStore, MEMORY_STORE_DATE } from '../../support/memory-store.ts'

const FOLDER = 'enc/generated-manifests/src/job-1'
const md5 = (bytes: Uint8Array | string) => createHash('md5').update(bytes).digest('hex')
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

type Changes = {
  readonly manifest?: object
  readonly list?: Partial<GeneratedList>
  readonly maxKeys?: number
  /** Replaces the bytes of the files, which the manifest describes as they were. */
  readonly damage?: (bytes: Buffer) => Buffer
  readonly gzip?: (text: string) => Buffer
}

/** Reads job manifests with these texts, each a list of its own. */
async function read(texts: readonly string[], changes: Changes = {}) {
  const { gzip = gzipSync, damage = (bytes: Buffer) => bytes } = changes
  const store = createMemoryStore()
  store.chunkBytes = 7
  const lists = texts.map((text, index): GeneratedList => {
    const data = gzip(text)
    const file = { key: `${FOLDER}/${index}.csv.gz`, size: data.length, MD5checksum: md5(data) }
    const manifest = JSON.stringify({
      sourceBucket: 'src',
      destinationBucket: 'arn:aws:s3:::work',
      version: '2021-11-30',
      creationTimestamp: String(MEMORY_STORE_DATE),
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key',
      files: [file],
      ...changes.manifest,
    })
    store.objects.set(file.key, damage(data))
    store.objects.set(`${FOLDER}/${index}.json`, Buffer.from(manifest))
    return {
      wish: { bucket: 'src', status: 'NOT-SSE', limits: {} },
      jobId: `job-${index}`,
      objectArn: `arn:aws:s3:::work/${FOLDER}/${index}.json`,
      etag: md5(manifest),
      tasks: text.split('\n').length - 1,
      ...changes.list,
    }
  })
  const folder = mkdtempSync(join(tmpdir(), 'generated-'))
  folders.push(folder)
  const { maxKeys = 1000 } = changes
  const work = { bucket: 'work', prefix: 'enc/' }
  const signal = new AbortController().signal
  const { keys, parts } = await keepGeneratedKeys(lists, { bucket: 'src', work, store, folder, maxKeys, signal })
  expect(readdirSync(folder)).not.toContain('hashes')
  return { keys, rows: parts.map((part) => readFileSync(part, 'latin1')).join('') }
}

describe('generated job manifests', () => {
  it('leave the keys of every list on disk, in the encoding of this project', async () => {
    const first = '"src","plain"\n"src","a%20b/%C3%A9"\n"src","a+b%2B*~%7E"\n'
    expect(await read([first, 'src,other\n'])).toEqual({
      keys: 4,
      rows: 'src,plain\nsrc,a%20b/%C3%A9\nsrc,a%20b%2B%2A%7E%7E\nsrc,other\n',
    })
  })

  it('may be none', async () => {
    expect(await read([])).toEqual({ keys: 0, rows: '' })
  })

  it('may have several gzip members, and rows longer than a chunk', async () => {
    const long = 'k'.repeat(1024)
    const gzip = (text: string) => Buffer.concat(text.split(/(?<=\n)/).map((line) => gzipSync(line)))
    expect((await read([`"src","${long}"\n"src","b"\n`], { gzip })).rows).toBe(`src,${long}\nsrc,b\n`)
  })

  it.each<[string, readonly string[], Changes, object]>([
    ['a key twice in a list', ['src,a\nsrc,b\nsrc,a\n'], {}, { code: 'UNREADABLE' }],
    ['a key in two lists', ['src,a\n', 'src,b\nsrc,a\n'], {}, { code: 'UNREADABLE' }],
    ['another spelling of a key', ['src,a%20b\nsrc,a+b\n'], {}, { code: 'UNREADABLE' }],
    ['a row of another bucket', ['src,a\nother,b\n'], {}, { code: 'WRONG_BUCKET' }],
    ['a key that is not encoded', ['src,"a b"\n'], {}, { code: 'UNREADABLE' }],
    ['a key with a comma in quotes, as it is', ['"src","ü,x"\n'], {}, { code: 'UNREADABLE' }],
    ['a broken escape', ['src,a%2\n'], {}, { code: 'UNREADABLE' }],
    ['invalid UTF-8', ['src,a%C3\n'], {}, { code: 'UNREADABLE' }],
    ['an empty key', ['src,\n'], {}, { code: 'UNREADABLE' }],
    ['three columns', ['src,a,v1\n'], {}, { code: 'UNREADABLE' }],
    ['an empty line', ['src,a\n\nsrc,b\n'], {}, { code: 'UNREADABLE' }],
    ['versions', ['src,a,v1\n'], { manifest: { fileSchema: 'Bucket, Key, VersionId' } }, { code: 'UNREADABLE' }],
    ['no key column', ['src\n'], { manifest: { fileSchema: 'Bucket' } }, { code: 'UNREADABLE' }],
    ['another format', ['src,a\n'], { manifest: { fileFormat: 'ORC' } }, { code: 'UNREADABLE' }],
    ['another source', ['src,a\n'], { manifest: { sourceBucket: 'other' } }, { code: 'WRONG_BUCKET' }],
    ['fewer rows than tasks', ['src,a\n'], { list: { tasks: 2 } }, { code: 'INCOMPLETE_DELIVERY' }],
    ['another ETag', ['src,a\n'], { list: { etag: md5('') } }, { code: 'CHECKSUM_MISMATCH' }],
    ['another place', ['src,a\n'], { list: { objectArn: 'arn:aws:s3:::other/x' } }, { code: 'UNREADABLE' }],
    [
      'no manifest.json',
      ['src,a\n'],
      { list: { objectArn: `arn:aws:s3:::work/${FOLDER}/9.json` } },
      { code: 'INCOMPLETE_DELIVERY' },
    ],
    ['a file that was changed', ['src,a\n'], { damage: () => gzipSync('src,b\n') }, { code: 'CHECKSUM_MISMATCH' }],
    ['a file that was cut', ['src,a\n'], { damage: (bytes) => bytes.subarray(0, -1) }, { code: 'CHECKSUM_MISMATCH' }],
    ['a file that is no gzip', ['src,a\n'], { gzip: (text) => Buffer.from(text) }, { code: 'UNREADABLE' }],
    ['more keys than may be looked at', ['src,a\nsrc,b\n'], { maxKeys: 1 }, { code: 'EVIDENCE_MISSING' }],
  ])('are refused for %s', async (_, texts, changes, error) => {
    await expect(read(texts, changes)).rejects.toMatchObject(error)
  })
})
