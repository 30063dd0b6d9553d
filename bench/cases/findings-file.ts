// The case `findings-file`: every row a finding, each kept as a line of CSV and all of them written as the findings file,
// beside the same scan that only counts them. Then ten million of them, and the memory that one and ten million take.

import { fork } from 'node:child_process'
import { createHash, hash } from 'node:crypto'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { CSV_HEADER } from '../../src/findings/finding-lines.ts'
import { writeRows } from '../../src/run/write-findings.ts'
import { encodeKey } from '../../src/words/object-key.ts'
import type { RunCase, Say } from '../case.ts'
import { ALL_FINDINGS, type DataFile, type DataSize, prepareData, SEED, TEN_MILLION_FINDINGS } from '../data.ts'
import type { FigureInput } from '../figures.ts'
import { ROUNDS, summarizeTimes } from '../measure.ts'
import { createReport, type ScanPolicy, scan, startCrew } from '../ours.ts'
import { createRows, SOURCE_BUCKET } from '../rows.ts'

/** `count` keeps no line, `keep` keeps them where a comparison with a baseline reads them, `write` makes the file as well. */
const WAYS = ['count', 'keep', 'write'] as const
type Way = (typeof WAYS)[number]

type Run = {
  readonly findings: number
  /** 0 where none were kept. */
  readonly lines: number
  readonly seconds: number
  /** Of all threads. */
  readonly cpuSeconds: number
  readonly peakMb: number
}

const POLICY: ScanPolicy = { accepted: ['SSE-S3', 'SSE-KMS'], target: 'SSE-S3', keepsRows: false }
const MAX_RSS_MB = 512
/** More than this from one to ten million findings is growth. */
const FLAT_MB = 32

export const runFindingsFile: RunCase = async (say) => {
  const { CSV: files } = await prepareData(['CSV'], ALL_FINDINGS, say)
  await prepareData(['CSV'], TEN_MILLION_FINDINGS, say)
  await checkLines(files, say)
  const figures = await measureRatio(files, say)
  const peaks: number[] = []
  for (const size of ['one', 'ten'] as const) {
    const counted = await runInProcess(size, 'count')
    const run = await runInProcess(size, 'write')
    checkCount(run)
    say(`${run.findings.toLocaleString('en')} findings: ${run.seconds.toFixed(1)} s, ${run.peakMb.toFixed(0)} MB`)
    peaks.push(run.peakMb)
    figures.push(...describeWhole(run, counted))
  }
  const [one = 0, ten = 0] = peaks
  const reach = { atMost: FLAT_MB }
  const growth = { metric: 'growth of it from one to ten million', ours: Math.max(0, ten - one), peers: {}, reach }
  return [...figures, { ...growth, unit: 'MB', better: 'lower' }]
}

/** One run, in a process of its own. */
function describeWhole(run: Run, counted: Run): FigureInput[] {
  const metric = `${(run.findings / 1e6).toFixed(1)} M findings, scanned and written as the findings file`
  const peer = 'only counted'
  const reach = { atMost: MAX_RSS_MB }
  return [
    { metric, ours: run.seconds, peers: { [peer]: counted.seconds }, unit: 's', better: 'lower' },
    {
      metric: `${metric}: CPU time`,
      ours: run.cpuSeconds,
      peers: { [peer]: counted.cpuSeconds },
      unit: 's',
      better: 'lower',
    },
    {
      metric: `${metric}: peak RSS`,
      ours: run.peakMb,
      peers: { [peer]: counted.peakMb },
      unit: 'MB',
      better: 'lower',
      reach,
    },
  ]
}

/** Alternating; also by CPU time, which other work on the machine does not lengthen as it does wall time. */
async function measureRatio(files: readonly DataFile[], say: Say): Promise<FigureInput[]> {
  const runs: Record<Way, Run[]> = { count: [], keep: [], write: [] }
  for (let round = 1; round <= ROUNDS; round++) {
    for (const way of WAYS) {
      const run = await ask(way, files)
      if (way !== 'count') checkCount(run)
      runs[way].push(run)
    }
    const texts = WAYS.map((way) => `${way} ${runs[way].at(-1)?.seconds.toPrecision(3)} s`)
    say(`round ${round} of ${ROUNDS}: ${texts.join(', ')}`)
  }
  const rate = (way: Way, name: 'seconds' | 'cpuSeconds') => {
    const { median, least, greatest } = summarizeTimes(runs[way].map((run) => run[name]))
    const { rows } = ALL_FINDINGS
    return { rate: rows / median, spread: [rows / greatest, rows / least] as const }
  }
  const compare = (what: string, way: Way, name: 'seconds' | 'cpuSeconds'): FigureInput => ({
    metric: `${ALL_FINDINGS.rows / 1e6} M rows, all of them findings, ${what}`,
    ours: rate(way, name).rate,
    peers: { 'only counted': rate('count', name).rate },
    unit: 'rows/s',
    better: 'higher',
    spread: rate(way, name).spread,
    ...(way === 'keep' ? { reach: { ratioAtLeast: 0.9 } } : {}),
  })
  return [
    compare('each kept as a line', 'keep', 'seconds'),
    compare('each kept as a line, by CPU time', 'keep', 'cpuSeconds'),
    compare('written as the findings file with its SHA-256', 'write', 'seconds'),
    compare('written as the findings file, by CPU time', 'write', 'cpuSeconds'),
  ]
}

function checkCount({ findings, lines }: Run): void {
  if (findings === 0 || lines !== findings) throw new Error(`${lines} lines of ${findings} findings`)
}

/** `look` gets the path of the file that was written. */
async function ask(way: Way, files: readonly DataFile[], look?: (path: string) => Promise<void>): Promise<Run> {
  const { report, store } = createReport('CSV', files)
  const crew = startCrew()
  const workspace = mkdtempSync(join(tmpdir(), 'bench-findings-'))
  try {
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    const policy: ScanPolicy = { ...POLICY, findingRows: way === 'count' ? undefined : 'csv' }
    const counts = await scan(
      report,
      store,
      policy,
      ({ findings, keptFindings }) => {
        const kept = keptFindings === undefined ? [] : [keptFindings]
        const folders = { workspace, temporary: undefined }
        const file = way === 'write' ? writeRows(kept, { path: 'findings.csv', format: 'csv' }, folders) : undefined
        return { findings: findings.objects, lines: file?.rows ?? keptFindings?.rows ?? 0 }
      },
      crew,
    )
    const { user, system } = process.cpuUsage(cpu)
    const seconds = (performance.now() - start) / 1e3
    await look?.(join(workspace, 'findings.csv'))
    return { ...counts, seconds, cpuSeconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 }
  } finally {
    await crew.stop()
    await store.close()
    rmSync(workspace, { recursive: true, force: true })
  }
}

/** The lines must be those that the rows themselves make, in any order: their digests must have the same sum. */
async function checkLines(files: readonly DataFile[], say: Say): Promise<void> {
  const [expected, found] = [new DigestSum(), new DigestSum()]
  for (let index = 0; index < ALL_FINDINGS.files; index++) {
    for (const row of createRows(SEED, index, files[index]?.rows ?? 0, ALL_FINDINGS.findingShare)) {
      if (row.isDeleteMarker || !row.isLatest) continue
      const { key, encryptionStatus, size, storageClass, lastModified } = row
      const time = new Date(lastModified ?? 0).toISOString()
      expected.add(`${SOURCE_BUCKET},${encodeKey(key)},${encryptionStatus},${size},${storageClass},${time},copy`)
    }
  }
  await ask('write', files, async (path) => {
    for await (const line of createInterface(createReadStream(path))) if (line !== CSV_HEADER) found.add(line)
  })
  if (expected.toString() !== found.toString()) throw new Error(`lines ${found}, rows ${expected}`)
  say(`the file has the ${expected.size.toLocaleString('en')} lines that its rows make`)
}

class DigestSum {
  size = 0
  readonly #words = new Uint32Array(8)

  add(line: string): void {
    const digest = hash('sha256', line, 'buffer')
    for (let i = 0; i < 8; i++) this.#words[i] = (this.#words[i] as number) + digest.readUInt32LE(i * 4)
    this.size++
  }

  toString(): string {
    return `${this.size}/${createHash('sha256').update(this.#words).digest('hex')}`
  }
}

const SIZES: Readonly<Record<string, DataSize>> = { one: ALL_FINDINGS, ten: TEN_MILLION_FINDINGS }

function runInProcess(size: string, way: Way): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [size, way], { execArgv: ['--disable-warning=ExperimentalWarning'] })
    child.once('message', (run) => resolve(run as Run))
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the scan of ${size} ended with ${signal ?? code}`)))
  })
}

if (import.meta.main) {
  process.once('disconnect', () => process.exit(1))
  const { CSV: files } = await prepareData(['CSV'], SIZES[process.argv[2] ?? ''] ?? ALL_FINDINGS, () => {})
  process.send?.(await ask(WAYS.find((way) => way === process.argv[3]) ?? 'write', files))
  process.removeAllListeners('disconnect')
  process.disconnect?.()
}
