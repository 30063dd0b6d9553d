// The case `globs`: every key of a report is judged by a hundred patterns, the usual ones and the worst that are accepted,
// on one core; a regular expression for each pattern is the peer.

import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { InventoryRow } from '../../emulator/inventory/columns.ts'
import { writeInventoryCsv } from '../../emulator/inventory/csv.ts'
import { createRandom } from '../../emulator/inventory/seeded.ts'
import type { RunCase } from '../case.ts'
import { type DataFile, SEED } from '../data.ts'
import type { FigureInput } from '../figures.ts'
import { ROUNDS, summarizeTimes, timeOnce } from '../measure.ts'
import { createReport, scan, startCrew } from '../ours.ts'
import { COLUMNS, SOURCE_BUCKET } from '../rows.ts'

const ROWS = 200_000
/** Compiling the patterns, and V8 the code, takes as long as tens of thousands of usual keys: five times as many show the speed. */
const USUAL_TIMES = 5
const KEY_BYTES = 1005
/** Expressions are tried one after the other, which takes long: fewer keys show it as well. */
const PEER_ROWS = 2_000
const PEER = 'a RegExp for each pattern'

type World = {
  readonly name: string
  readonly patterns: readonly string[]
  readonly words: readonly string[]
  /** How often the report lists the file of keys. */
  readonly times: number
  readonly atLeast: number
}

const USUAL: World = {
  name: 'a hundred usual patterns',
  patterns: readFileSync(join(import.meta.dirname, '../patterns.txt'), 'utf8')
    .trim()
    .split('\n'),
  words: `warehouse events year=2026 month=11 day=20 clickstream orders raw curated staging tmp exports
    part-00017-4b1f9a1e.c000.snappy logs host-231 access-log archive customers eu-west-1 123456789012 CloudTrail
    node_modules build cache _temporary sessions models checkpoint-120 images originals thumbnails`.split(/\s+/),
  times: USUAL_TIMES,
  atLeast: 200_000,
}

/** Each remembers whether its first folder was seen, and keys name those folders in every order. */
const FOLDERS = Array.from({ length: 200 }, (_, i) => `s${i.toString(36)}q`)
const WORST: World = {
  name: 'a hundred patterns of two folders each, keys made for them',
  patterns: FOLDERS.slice(100).map((folder, i) => `**/${FOLDERS[i]}/**/${folder}`),
  words: FOLDERS,
  times: 1,
  atLeast: 20_000,
}

export const runGlobs: RunCase = async (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-globs-'))
  try {
    const figures: FigureInput[] = []
    for (const world of [USUAL, WORST]) figures.push(await measureWorld(world, folder, say))
    return figures
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measureWorld(world: World, folder: string, say: (line: string) => void): Promise<FigureInput> {
  const { name, patterns, words, times, atLeast } = world
  const rows = ROWS * times
  const random = createRandom(`${SEED}/${name}`)
  const keys = Array.from({ length: ROWS }, () => createKey(random, words))
  const expressions = patterns.map(toRegExp)
  const sample = keys.slice(0, PEER_ROWS)
  const isExcluded = (key: string) => expressions.some((expression) => expression.test(key))
  const { objects } = await scanOnce(await writeFile(sample, folder), patterns)
  const expected = sample.filter(isExcluded).length
  if (objects !== expected) throw new Error(`${objects} keys match where ${expected} should`)
  const file = await writeFile(keys, folder)
  const rates: number[] = []
  const peerRates: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    rates.push(rows / (await scanOnce(file, patterns, times)).seconds)
    peerRates.push(PEER_ROWS / (await timeOnce(async () => sample.filter(isExcluded))))
    say(`${name}, round ${round} of ${ROUNDS}: ${Math.round(rates.at(-1) ?? 0).toLocaleString('en')} rows/s`)
  }
  const { median, least, greatest } = summarizeTimes(rates)
  return {
    metric: `${name}, ${rows.toLocaleString('en')} keys of ${KEY_BYTES.toLocaleString('en')} bytes, one thread`,
    ours: median,
    unit: 'rows/s',
    spread: [least, greatest],
    peers: { [PEER]: summarizeTimes(peerRates).median },
    better: 'higher',
    reach: { atLeast },
  }
}

async function scanOnce(
  file: DataFile,
  exclude: readonly string[],
  times = 1,
): Promise<{ objects: number; seconds: number }> {
  const { report, store } = createReport('CSV', [file], times)
  const crew = startCrew(1)
  const policy = { accepted: ['SSE-S3'] as const, target: 'SSE-S3' as const, keepsRows: false, exclude }
  let objects = 0
  const seconds = await timeOnce(() =>
    scan(
      report,
      store,
      policy,
      ({ excluded }) => {
        objects = excluded.objects
      },
      crew,
    ),
  )
  await crew.stop()
  await store.close()
  return { objects, seconds }
}

async function writeFile(keys: readonly string[], folder: string): Promise<DataFile> {
  const rows = keys.map(
    (key): InventoryRow => ({
      ...{ bucket: SOURCE_BUCKET, key, versionId: '', isLatest: true, isDeleteMarker: false, size: 1 },
      ...{ lastModified: 0, storageClass: 'STANDARD', encryptionStatus: 'SSE-S3' },
    }),
  )
  const bytes = await buffer(writeInventoryCsv(rows, COLUMNS))
  const path = join(folder, 'keys.csv.gz')
  writeFileSync(path, bytes)
  return { path, size: bytes.length, md5: createHash('md5').update(bytes).digest('hex'), rows: keys.length }
}

function createKey(random: () => number, words: readonly string[]): string {
  let key = ''
  while (key.length < KEY_BYTES) key += `${words[Math.floor(random() * words.length)]}/`
  return `${key.slice(0, KEY_BYTES - 5)}.${Math.floor(random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0')}`
}

/** The pattern as its definition has it: README, `include`. */
function toRegExp(pattern: string): RegExp {
  const source = pattern.replaceAll(/(^|(?<=\/))\*\*\/|\*\*+|\*|\?|[.+^${}()|[\]\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part.startsWith('**')) return '.*'
    if (part === '*') return '[^/]*'
    return part === '?' ? '[^/]' : `\\${part}`
  })
  return new RegExp(`^${source}$`, 'su')
}
