import { gzipSync } from 'node:zlib'
import { SelectObjectContentCommand, type SelectObjectContentCommandInput } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { selectSettings } from '../../emulator/s3/select-settings.ts'
import { seedObject } from '../../emulator/seed.ts'
import { BUCKET, type Stage, setStage } from './s3-support.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})
afterEach(() => stage.close())

const ROWS = '"b","a%2C1","10","true"\n"b","x ""y""","","false"\r\n"b","line\nbreak","7","true"\n'

async function select(expression: string, change: Partial<SelectObjectContentCommandInput> = {}, rows = ROWS) {
  seedObject(stage.world, BUCKET, { key: 'rows.csv.gz', body: gzipSync(rows) })
  const answer = await stage.s3.send(
    new SelectObjectContentCommand({
      Bucket: BUCKET,
      Key: 'rows.csv.gz',
      ExpressionType: 'SQL',
      Expression: expression,
      InputSerialization: {
        CSV: { FileHeaderInfo: 'NONE', AllowQuotedRecordDelimiter: true },
        CompressionType: 'GZIP',
      },
      OutputSerialization: { CSV: { QuoteFields: 'ALWAYS' } },
      ...change,
    }),
  )
  let text = ''
  const events: string[] = []
  for await (const event of answer.Payload ?? []) {
    events.push(...Object.keys(event))
    text += Buffer.from(event.Records?.Payload ?? []).toString()
  }
  return { text, events }
}

async function selectParquet(expression: string, body = parquetRows(), change: object = {}): Promise<string> {
  const key = 'rows.parquet'
  seedObject(stage.world, BUCKET, { key, body })
  const { text } = await select(expression, { Key: key, InputSerialization: { Parquet: {}, ...change } })
  return text
}

function parquetRows(): Uint8Array {
  const columnData = [
    { name: 'key', type: 'STRING' as const, data: ['a "b"\nc', 'ü', ''] },
    { name: 'size', type: 'INT64' as const, data: [7n, 2n ** 40n, null] },
    { name: 'is_latest', type: 'BOOLEAN' as const, data: [true, true, false] },
    { name: 'status', type: 'STRING' as const, data: ['NOT-SSE', 'SSE-S3', null] },
    { name: 'modified', type: 'TIMESTAMP' as const, data: [new Date(0), new Date(1), null] },
  ]
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}

describe('SelectObjectContent', () => {
  it('executes SQL over a gzipped CSV, and ends its stream with End', async () => {
    expect(await select("SELECT s._2, s._3 FROM S3Object s WHERE s._4 = 'true' AND NOT s._3 IN ('8')")).toEqual({
      text: '"a%2C1","10"\n"line\nbreak","7"\n',
      events: ['Records', 'Stats', 'End'],
    })
  })

  it('counts and adds up, with sums that are empty over no row', async () => {
    const sum = "SUM(CASE WHEN s._4 = 'true' THEN CAST(s._3 AS INT) ELSE 0 END)"
    expect((await select(`SELECT COUNT(*), ${sum} FROM S3Object s`)).text).toBe('"3","17"\n')
    expect((await select(`SELECT COUNT(*), ${sum} FROM S3Object s WHERE s._1 = 'none'`)).text).toBe('"0",""\n')
  })

  it('has no value where a row has no such column, nor in an empty file', async () => {
    expect((await select('SELECT COUNT(*) FROM S3Object s WHERE s._5 IS NULL')).text).toBe('"3"\n')
    expect(
      (await select('SELECT COUNT(*), SUM(CASE WHEN s._5 IS NULL THEN 1 ELSE 0 END) FROM S3Object s', {}, '')).text,
    ).toBe('"0",""\n')
  })

  it('leaves quotes where they are if another character is to quote, and counts characters', async () => {
    const CSV = { FileHeaderInfo: 'NONE' as const, QuoteCharacter: '`' }
    const InputSerialization = { CSV, CompressionType: 'GZIP' as const }
    const proper = 'SUM(CASE WHEN s._2 LIKE \'"%"\' AND NOT s._2 LIKE \'"%"%"\' THEN 1 ELSE 0 END)'
    const length = 'SUM(CHAR_LENGTH(s._1) + CHAR_LENGTH(s._2))'
    const cast = 'CAST(CAST(SUBSTRING(s._3, 2, CHAR_LENGTH(s._3) - 2) AS INT) AS STRING)'
    const text = '"b","x","10"\n"b","y"z","07"\n'
    expect(
      (await select(`SELECT COUNT(*), ${proper}, ${length} FROM S3Object s`, { InputSerialization }, text)).text,
    ).toBe('"2","1","14"\n')
    expect((await select(`SELECT ${cast} FROM S3Object s`, { InputSerialization }, text)).text).toBe('"10"\n"7"\n')
  })

  it('breaks records inside quotes unless that is allowed', async () => {
    const CSV = { FileHeaderInfo: 'NONE' as const }
    const { text } = await select('SELECT COUNT(*) FROM S3Object s', {
      InputSerialization: { CSV, CompressionType: 'GZIP' },
    })
    expect(text).toBe('"4"\n')
  })

  it.each<[string, string, Partial<SelectObjectContentCommandInput>, object]>([
    ['a cast of no number', 'SELECT CAST(s._2 AS INT) FROM S3Object s', {}, { name: 'CastFailed' }],
    ['other SQL', 'DROP TABLE S3Object', {}, { name: 'NotImplemented' }],
    [
      'another output',
      'SELECT s._1 FROM S3Object s',
      { OutputSerialization: { JSON: {} } },
      { name: 'NotImplemented' },
    ],
    ['an absent key', 'SELECT s._1 FROM S3Object s', { Key: 'absent' }, { name: 'NoSuchKey' }],
  ])('refuses %s', async (_, expression, change, error) => {
    await expect(select(expression, change)).rejects.toMatchObject(error)
  })

  it('reads Parquet by names of columns, with types, and only what it is asked for', async () => {
    expect(
      await selectParquet('SELECT COUNT(*), SUM(CASE WHEN s."is_latest" = TRUE THEN 1 ELSE 0 END) FROM S3Object s'),
    ).toBe('"3","2"\n')
    expect(await selectParquet(`SELECT s."key", s."size" FROM S3Object s WHERE s."status" = 'NOT-SSE'`)).toBe(
      '"a ""b""\nc","7"\n',
    )
    expect(await selectParquet('SELECT COUNT(*) FROM S3Object s WHERE s."status" IS NULL')).toBe('"1"\n')
  })

  it.each<[string, string, object]>([
    ['a name in other letters', 'SELECT s."Key" FROM S3Object s', { name: 'MissingHeaders' }],
    ['a position', 'SELECT s._1 FROM S3Object s', { name: 'NotImplemented' }],
    ['the text of a time', 'SELECT s."modified" FROM S3Object s', { name: 'NotImplemented' }],
    ['a function of DuckDB', 'SELECT COUNT(*) FROM read_parquet(s."key")', { name: 'NotImplemented' }],
  ])('refuses of Parquet %s', async (_, expression, error) => {
    await expect(selectParquet(expression)).rejects.toMatchObject(error)
  })

  it.each<[string, Uint8Array, object, object]>([
    ['what is no Parquet', Buffer.from('PAR1 and so on'), {}, { name: 'ParquetParsingError' }],
    ['Parquet inside gzip', gzipSync('x'), { CompressionType: 'GZIP' }, { name: 'InvalidCompressionFormat' }],
  ])('refuses %s', async (_, body, change, error) => {
    await expect(selectParquet('SELECT COUNT(*) FROM S3Object s', body, change)).rejects.toMatchObject(error)
  })

  it('is not there for new accounts', async () => {
    selectSettings(stage.world).isAvailable = false
    await expect(select('SELECT s._1 FROM S3Object s')).rejects.toMatchObject({ name: 'MethodNotAllowed' })
  })

  it('has a CRC on every message: no byte can change unnoticed', async () => {
    const { requests } = { requests: stage.world.log }
    await select('SELECT s._1 FROM S3Object s')
    const bytes = requests.at(-1)?.bytesSent ?? 0
    expect(bytes).toBeGreaterThan(100)
    for (let at = 0; at < bytes; at += 7) {
      const match = { operation: 'SelectObjectContent' }
      stage.world.faults.push({ match, phase: 'body', bytes: at, effect: { kind: 'corrupt' }, times: 1 })
      await expect(select('SELECT s._1 FROM S3Object s')).rejects.toThrow()
    }
  })

  it('may stop before its End', async () => {
    selectSettings(stage.world).endsStreams = false
    expect((await select('SELECT s._1 FROM S3Object s')).events).toEqual(['Records', 'Stats'])
  })
})
