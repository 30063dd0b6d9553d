// The case `baseline`: a million findings of this run compared with a million of an earlier one, of which 0, 1, 50 and 100 %
// are in common, in another order; then ten million of each. The peer sorts both files and compares them line by line.

import { execFile, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Changes } from '../../src/baseline/baseline.ts'
import { compare } from '../../src/baseline/compare.ts'
import { CSV_HEADER } from '../../src/findings/finding-lines.ts'
import type { RunCase } from '../case.ts'
import type { FigureInput } from '../figures.ts'
import { SOURCE_BUCKET } from '../rows.ts'

const MILLION = 1_000_000
/** Percent of the findings that both sides have. */
const SHARES = [0, 1, 50, 100] as const
const PEER = 'sort and comm'
const MAX_RSS_MB = 512
/** More than this from one to ten million findings is growth. */
const FLAT_MB = 48
const PIECE_BYTES = 128 * 1024
const STRIDE = 7_919
/** Lines of a part, as inventory files have. */
const PART_LINES = 300_000

type OurRun = Changes & { readonly seconds: number; readonly peakMb: number }
type Run = OurRun & { readonly peerSeconds: number | null }

export const runBaseline: RunCase = async (say) => {
  const figures: FigureInput[] = []
  const describe = async (findings: number, share: number) => {
    const run = await measure(findings, share)
    checkAnswer(run, findings, share)
    const metric = `${findings / MILLION} M findings against ${findings / MILLION} M, ${share} % in common`
    say(`${metric}: ${run.seconds.toFixed(1)} s, ${run.peakMb.toFixed(0)} MB`)
    const peers = { [PEER]: run.peerSeconds }
    figures.push({ metric, ours: run.seconds, peers, unit: 's', better: 'lower' })
    const reach = { atMost: MAX_RSS_MB }
    const peak = { metric: `${metric}: peak RSS`, ours: run.peakMb, peers: {}, reach }
    figures.push({ ...peak, unit: 'MB', better: 'lower' })
    return run.peakMb
  }
  const peaks: number[] = []
  for (const share of SHARES) peaks.push(await describe(MILLION, share))
  const grown = (await describe(10 * MILLION, 50)) - Math.max(...peaks)
  const metric = 'growth of peak RSS from one to ten million'
  const reach = { atMost: FLAT_MB }
  return [...figures, { metric, ours: Math.max(0, grown), peers: {}, unit: 'MB', better: 'lower', reach }]
}

function checkAnswer(run: Changes, findings: number, share: number): void {
  const unchanged = (findings * share) / 100
  const expected = { new: findings - unchanged, resolved: findings - unchanged, unchanged }
  const found = { new: run.new, resolved: run.resolved, unchanged: run.unchanged }
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`)
  }
}

/** A finding of those that both sides have, or of one side alone. */
const renderLine = (side: string, number: number) =>
  `${SOURCE_BUCKET},warehouse/${side}/dt%3D2024-03-07/part-${String(number).padStart(8, '0')}-3f2a9c1e77b04d5c.parquet,NOT-SSE,48213,STANDARD,2024-03-07T11:22:33.000Z,copy\n`

/** Writes `findings` lines, of which the first ones are of both sides; `order` gives the number of the line at a place. */
function writeLines(
  path: string,
  [from, to]: readonly [number, number],
  lineAt: (place: number) => string,
  head = '',
): { readonly bytes: number; readonly sha256: string } {
  const hash = createHash('sha256')
  const descriptor = openSync(path, 'w')
  let bytes = 0
  let text = head
  const flush = () => {
    const piece = Buffer.from(text, 'latin1')
    hash.update(piece)
    bytes += writeSync(descriptor, piece)
    text = ''
  }
  for (let place = from; place < to; place++) {
    text += lineAt(place)
    if (text.length > PIECE_BYTES) flush()
  }
  flush()
  closeSync(descriptor)
  return { bytes, sha256: hash.digest('hex') }
}

/** Both sides on disk. */
type Sides = {
  readonly findings: number
  readonly before: string
  readonly parts: readonly string[]
  readonly facts: { readonly bytes: number; readonly sha256: string }
}

function writeSides(folder: string, findings: number, share: number): Sides {
  const common = (findings * share) / 100
  const side = (name: string) => (number: number) => renderLine(number < common ? 'both' : name, number)
  const lineAt = side('now')
  mkdirSync(join(folder, 'parts'))
  const parts: string[] = []
  for (let from = 0; from < findings; from += PART_LINES) {
    const part = join(folder, 'parts', String(parts.length).padStart(6, '0'))
    writeLines(part, [from, Math.min(from + PART_LINES, findings)], lineAt)
    parts.push(part)
  }
  const [before, lineBefore] = [join(folder, 'before.csv'), side('before')]
  // Every number once, in another order: the stride is a prime that does not divide the number of findings.
  const reordered = (place: number) => lineBefore((place * STRIDE) % findings)
  return { findings, before, parts, facts: writeLines(before, [0, findings], reordered, `${CSV_HEADER}\n`) }
}

/** Compares both sides in a process that does nothing else, and has the peer answer, too. */
async function measure(findings: number, share: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-baseline-'))
  try {
    const sides = writeSides(folder, findings, share)
    const ours = await runInProcess(folder, sides)
    return { ...ours, peerSeconds: await askPeer(sides, ours) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compareSides(folder: string, { findings, before, parts, facts }: Sides): Promise<OurRun> {
  const source = { asOf: new Date(0), scope: 'whole' }
  const signals = { 'sse-c': 0, 'foreign-key': 0 }
  const known = { bucket: SOURCE_BUCKET, verdict: 'NON_COMPLIANT', policySha256: '', signals, source } as const
  const start = performance.now()
  const compared = await compare({
    sidecar: { file: { format: 'csv', rows: findings, ...facts }, buckets: new Map([[SOURCE_BUCKET, known]]) },
    pieces: createReadStream(before, { highWaterMark: PIECE_BYTES }),
    kept: [{ bucket: SOURCE_BUCKET, findings: { parts, rows: findings } }],
    format: 'csv',
    folder: join(folder, 'heaps'),
    signal: new AbortController().signal,
  })
  const seconds = (performance.now() - start) / 1e3
  const changes = compared.get(SOURCE_BUCKET)
  if (changes === undefined) throw new Error('the bucket is not among the answers')
  return { ...pick(changes), seconds, peakMb: process.resourceUsage().maxRSS / 1024 }
}

const pick = ({ new: isNew, resolved, unchanged }: Changes): Changes => ({ new: isNew, resolved, unchanged })

/** Seconds; null if it is not there. @throws Error if it answers something else */
async function askPeer({ before, parts }: Sides, ours: Changes): Promise<number | null> {
  const identify = 'cut -d, -f1-3 | sort -S 256M'
  const script = `set -eo pipefail; export LC_ALL=C
comm <(tail -n +2 "$0" | ${identify}) <(cat "$@" | ${identify}) |
awk '/^\\t\\t/ { u++; next } /^\\t/ { n++; next } { r++ } END { printf "%d %d %d", n, r, u }'`
  const start = performance.now()
  try {
    const { stdout } = await promisify(execFile)('bash', ['-c', script, before, ...parts])
    const seconds = (performance.now() - start) / 1e3
    if (stdout === `${ours.new} ${ours.resolved} ${ours.unchanged}`) return seconds
    throw new Error(`the answers differ. Ours: ${JSON.stringify(pick(ours))}; ${PEER}: ${stdout}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function runInProcess(folder: string, sides: Sides): Promise<OurRun> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [folder, JSON.stringify(sides)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    child.once('message', (run) => resolve(run as OurRun))
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the comparison ended with ${signal ?? code}`)))
  })
}

if (import.meta.main) {
  const [folder = '', sides = ''] = process.argv.slice(2)
  process.once('disconnect', () => process.exit(1))
  process.send?.(await compareSides(folder, JSON.parse(sides) as Sides))
  process.removeAllListeners('disconnect')
  process.disconnect?.()
}
