// The whole way of a key (docs/reliability.md, S-07): bucket, inventory, job manifest, S3, completion report, and back.
// What stands for AWS on this way is the emulator, which shares no encoder with the action.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { encodeCsvKey } from '../../../emulator/inventory/csv.ts'
import { parseRows } from '../../../emulator/s3-control/job-manifest.ts'
import { createHostileTexts } from '../../../proofs/hostile/hostile-text.ts'
import { parseTaskRows } from '../../../src/batch/completion-report.ts'
import { readJobManifestKeys, streamJobManifest } from '../../../src/batch/job-manifest.ts'
import { createTaskTally } from '../../../src/batch/reconcile.ts'
import { canonicalizeInventoryKey, decodeKey, type EncodedKey, encodeKey } from '../../../src/words/object-key.ts'

/** `npm run scorecard -- --full` asks for a million. */
const KEYS = Number(process.env.PROPERTY_RUNS ?? 20_000)
const BATCH = 10_000

/** Different keys that S3 would take. */
function* makeKeys(count: number): Generator<string> {
  const next = createHostileTexts('journey')
  for (let made = 0; made < count; ) {
    const text = next()
    const key = made % 2 === 0 ? text : `${text}/${made}`
    if (!key.isWellFormed() || Buffer.byteLength(key) > 1024) continue
    made++
    yield key
  }
}

it(`${KEYS} hostile keys come back as they were, whichever format brought them`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'journey-'))
  const all = makeKeys(KEYS)
  let compared = 0
  for (let batch = take(all, BATCH); batch.length > 0; batch = take(all, BATCH)) {
    const keys = [...new Set(batch)]
    const fromCsv = keys.map((key) => canonicalizeInventoryKey(Buffer.from(encodeCsvKey(key))))
    // ORC and Parquet carry the key's own bytes.
    expect(keys.map((key) => encodeKey(Buffer.from(key)))).toEqual(fromCsv)
    expect(fromCsv.map(decodeKey)).toEqual(keys)
    expect(new Set(fromCsv).size).toBe(keys.length)

    const part = join(folder, 'part.csv')
    writeFileSync(part, fromCsv.map((key) => `src,${key}\n`).join(''))
    const source = { bucket: 'src', parts: [part] }
    let manifest = ''
    for await (const chunk of streamJobManifest(source)) manifest += Buffer.from(chunk).toString('latin1')
    const tasks = parseRows(manifest, ['Bucket', 'Key'])
    expect(tasks.map(({ key }) => key)).toEqual(keys)
    expect(new Set(tasks.map(({ bucket }) => bucket))).toEqual(new Set(['src']))

    const report = tasks
      .map(({ writtenKey }) => `"src","${writtenKey}","","succeeded","200","","Successful"\n`)
      .join('')
    const tally = createTaskTally('src', true, 'S3PutObjectCopy')
    const cells: string[] = []
    for await (const row of parseTaskRows(chunksOf(report))) {
      tally.add(row)
      cells.push(row.key)
    }
    expect(cells.map((cell) => decodeKey(cell as EncodedKey))).toEqual(keys)
    const against = { rows: keys.length, keys: () => readJobManifestKeys(source), progress: undefined }
    expect(await tally.reconcile(against)).toMatchObject({ ok: true, reconciliation: { succeeded: keys.length } })
    compared += keys.length
  }
  rmSync(folder, { recursive: true, force: true })
  expect(compared).toBeGreaterThan(0.9 * KEYS)
}, 3_600_000)

function take(keys: Generator<string>, count: number): string[] {
  const taken: string[] = []
  while (taken.length < count) {
    const { value, done } = keys.next()
    if (done) break
    taken.push(value)
  }
  return taken
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 65_536) yield Buffer.from(text.slice(at, at + 65_536), 'latin1')
}
