// The case `evidence`: every object of a bucket is checked, because the policy asks for a key no inventory tells, over
// HTTP with 20 ms before every answer, through the action's own S3 client.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { chooseByNeed } from '../../src/decide/choose-by-need.ts'
import { createHeadObject } from '../../src/external/head-object.ts'
import { type Gathered, gatherEvidence } from '../../src/objects/evidence.ts'
import { LOOKS_AT_ONCE, type LookAtObject } from '../../src/objects/look-each.ts'
import type { RunCase } from '../case.ts'
import { connect } from '../connect.ts'
import type { FigureInput } from '../figures.ts'
import { type HttpServer, isUnderOtherKey, LATENCY_MS, objectKey, startHttpServer } from '../http-server.ts'
import { timeOnce } from '../measure.ts'
import { SOURCE_BUCKET } from '../rows.ts'

/** As many as `max-evidence-requests` allows by default, and four times as many. */
const COUNTS = [10_000, 40_000] as const
const MAX_RSS_MB = 512
/** What is still reachable after a pass may grow by no more: memory beyond that is garbage nobody had to collect yet. */
const MAX_LIVE_GROWTH_MB = 8

type Pass = {
  readonly count: number
  readonly seconds: number
  readonly requests: number
  /** Requests under way at a time: the most, and the mean over the pass. */
  readonly atOnce: { readonly most: number; readonly mean: number }
  /** Processor time of this process for each object. */
  readonly cpuMs: number
  /** Of this process since it started. */
  readonly peakMb: number
  /** On the heap after the pass, garbage collected. */
  readonly liveMb: number
}

export const runEvidence: RunCase = async (say) => {
  const server = await startHttpServer({ kind: 'objects', count: Math.max(...COUNTS) })
  process.env.AWS_ENDPOINT_URL = server.address.url
  try {
    const passes: Pass[] = []
    for (const count of COUNTS) {
      const pass = await look(server, count)
      passes.push(pass)
      say(`${count} objects: ${pass.seconds.toPrecision(3)} s, ${pass.peakMb.toFixed(0)} MB`)
    }
    return describe(passes)
  } finally {
    server.close()
  }
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

async function look(server: HttpServer, count: number): Promise<Pass> {
  const { address } = server
  const client = connect(address)
  const folder = mkdtempSync(join(tmpdir(), 'bench-evidence-'))
  const gauge = createGauge(
    createHeadObject(
      { client, use: 'source', bucket: SOURCE_BUCKET, owner: address.account, partition: 'aws' },
      { looking: 'LookAtObjects' },
    ),
  )
  try {
    const candidates = join(folder, 'candidates.csv')
    const rows = Array.from(
      { length: count },
      (_, index) => `${SOURCE_BUCKET},${objectKey(index)},update-encryption,\n`,
    )
    writeFileSync(candidates, rows.join(''))
    await server.takeTraffic()
    let gathered: Gathered | undefined
    const before = process.cpuUsage()
    const seconds = await timeOnce(async () => {
      gathered = await gatherEvidence(describeTask(gauge.look, address.keys[0] ?? '', count, folder, candidates))
    })
    const { requests } = await server.takeTraffic()
    checkAnswer(gathered, count)
    const atOnce = { most: gauge.most(), mean: gauge.busySeconds() / seconds }
    const { user, system } = process.cpuUsage(before)
    const cpuMs = (user + system) / 1000 / count
    const peakMb = process.resourceUsage().maxRSS / 1024
    collectGarbage()
    return { count, seconds, requests, atOnce, cpuMs, peakMb, liveMb: process.memoryUsage().heapUsed / 1024 ** 2 }
  } finally {
    client.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
}

function describeTask(look: LookAtObject, kmsKeyArn: string, count: number, folder: string, candidates: string) {
  return {
    request: { maxRequests: count, look, sleep: (ms: number) => sleep(ms) },
    bucket: SOURCE_BUCKET,
    spec: {
      accepted: ['SSE-KMS'],
      keyRule: { kmsKeyArn, bucketKey: false },
      include: [],
      exclude: [],
      exceptions: [],
      aclsEnabled: false,
      choices: chooseByNeed({ target: 'SSE-KMS', copiesInParts: false, restoresArchived: false }),
    },
    reportTime: Date.now(),
    hasSize: true,
    candidates: count,
    judgedByColumn: 0,
    parts: [candidates],
    spool: {
      folder: join(folder, 'spool'),
      bucket: SOURCE_BUCKET,
      maxRows: count,
      written: new BigInt64Array(new SharedArrayBuffer(8)),
    },
    fileIndex: 0,
    signal: undefined,
  } as const
}

/** Counts the looks under way while they are made. */
function createGauge(inner: LookAtObject) {
  let [now, most, busyMs] = [0, 0, 0]
  return {
    look: async (...[key, signal]: Parameters<LookAtObject>) => {
      now += 1
      most = Math.max(most, now)
      const start = performance.now()
      try {
        return await inner(key, signal)
      } finally {
        now -= 1
        busyMs += performance.now() - start
      }
    },
    most: () => most,
    busySeconds: () => busyMs / 1000,
  }
}

function checkAnswer(gathered: Gathered | undefined, count: number): void {
  const others = Array.from({ length: count }, (_, index) => index).filter(isUnderOtherKey).length
  const { requests, breaches, missing } = gathered?.evidence ?? {}
  if (requests === count && breaches?.key === others && missing === undefined) return
  throw new Error(`wrong answer: ${requests} requests, ${breaches?.key} under another key: ${missing?.message}`)
}

function describe(passes: readonly Pass[]): readonly FigureInput[] {
  const common = { peers: {}, better: 'lower' } as const
  const figures = passes.flatMap(({ count, seconds, requests, atOnce, cpuMs, peakMb }): FigureInput[] => {
    const what = `${count.toLocaleString('en')} objects`
    const floor = (Math.ceil(count / LOOKS_AT_ONCE) * LATENCY_MS) / 1000
    return [
      { ...common, metric: `${what}, requests`, ours: requests, unit: 'requests' },
      {
        ...common,
        metric: `${what}, wall time`,
        ours: seconds,
        peers: { [`floor, ${LOOKS_AT_ONCE} at once`]: floor },
        unit: 's',
      },
      { ...common, metric: `${what}, looks at once at most`, ours: atOnce.most, unit: 'requests' },
      { ...common, metric: `${what}, looks at once in the mean`, ours: atOnce.mean, unit: 'requests' },
      { ...common, metric: `${what}, CPU time of a look`, ours: cpuMs, unit: 'ms' },
      { ...common, metric: `${what}, peak RSS`, ours: peakMb, unit: 'MB', reach: { atMost: MAX_RSS_MB } },
    ]
  })
  const [few = 0, many = 0] = passes.map(({ liveMb }) => liveMb)
  const growth = Math.max(0, many - few)
  return [
    ...figures,
    { ...common, metric: 'growth of the live heap', ours: growth, unit: 'MB', reach: { atMost: MAX_LIVE_GROWTH_MB } },
  ]
}
