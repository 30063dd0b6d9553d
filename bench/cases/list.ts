// The case `list`: a bucket is listed and every object looked at, over HTTP with 20 ms before every answer, through the
// action's own S3 client; and a million keys are listed by the built bundle, for the memory that takes.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseByNeed } from '../../src/decide/choose-by-need.ts'
import { createListing, type ListingSource } from '../../src/engines/listing/listing.ts'
import { createListingLook, createOpenPages } from '../../src/external/listing-edge.ts'
import { LOOKS_AT_ONCE } from '../../src/objects/look-each.ts'
import type { RunCase } from '../case.ts'
import { connect } from '../connect.ts'
import type { FigureInput } from '../figures.ts'
import { LATENCY_MS, startHttpServer } from '../http-server.ts'
import { timeOnce } from '../measure.ts'
import { SOURCE_BUCKET } from '../rows.ts'
import { listMillion, MANY } from './list-million.ts'

const OBJECTS = 10_000
/** Objects by 32 at a time, each after 20 ms. */
const FLOOR_S = ((OBJECTS / LOOKS_AT_ONCE) * LATENCY_MS) / 1000
const MAX_RSS_MB = 256
/** V8 lets the young generation grow with the machine; most of it is empty. */
const SMALL_YOUNG_GENERATION = '--max-semi-space-size=8'

export const runList: RunCase = async (say) => {
  const { seconds, cpuMs } = await overHttp()
  say(`${OBJECTS.toLocaleString('en')} objects: ${seconds.toPrecision(3)} s, floor ${FLOOR_S} s`)
  const [usual, small] = await listMillion([[], [SMALL_YOUNG_GENERATION]])
  if (usual === undefined || small === undefined) throw new Error('nothing was listed')
  say(`${MANY.toLocaleString('en')} keys: ${usual.peakMb.toFixed(0)} MB, ${small.peakMb.toFixed(0)} MB`)
  const figures: readonly FigureInput[] = [
    {
      metric: `${OBJECTS.toLocaleString('en')} objects listed and looked at`,
      ours: seconds,
      peers: { [`floor, ${LOOKS_AT_ONCE} at once`]: FLOOR_S },
      unit: 's',
      better: 'lower',
      reach: { atMost: 2 * FLOOR_S },
    },
    {
      metric: `${OBJECTS.toLocaleString('en')} objects, CPU time of one`,
      ours: cpuMs,
      peers: {},
      unit: 'ms',
      better: 'lower',
    },
    {
      metric: `${MANY.toLocaleString('en')} keys listed by the bundle: peak RSS`,
      ours: usual.peakMb,
      peers: {},
      unit: 'MB',
      better: 'lower',
      reach: { atMost: MAX_RSS_MB },
    },
    {
      metric: `the same with ${SMALL_YOUNG_GENERATION}`,
      ours: small.peakMb,
      peers: {},
      unit: 'MB',
      better: 'lower',
      reach: { atMost: MAX_RSS_MB },
    },
    {
      metric: `${MANY.toLocaleString('en')} keys, ListObjectsV2`,
      ours: usual.lists,
      peers: { 'full pages': MANY / 1000 },
      unit: 'requests',
      better: 'lower',
    },
    {
      metric: 'CPU time of the emulator, by page',
      ours: usual.emulatorCpuMs / usual.lists,
      peers: {},
      unit: 'ms',
      better: 'lower',
    },
    {
      metric: `RSS of the emulator with ${MANY.toLocaleString('en')} keys`,
      ours: small.emulatorMb,
      peers: {},
      unit: 'MB',
      better: 'lower',
    },
  ]
  return figures
}

async function overHttp(): Promise<{ readonly seconds: number; readonly cpuMs: number }> {
  const server = await startHttpServer({ kind: 'objects', count: OBJECTS })
  process.env.AWS_ENDPOINT_URL = server.address.url
  const { address } = server
  const client = connect(address)
  const source = { client, use: 'source', bucket: SOURCE_BUCKET, owner: address.account, partition: 'aws' } as const
  try {
    const before = process.cpuUsage()
    const requests = { openPages: createOpenPages(source), look: createListingLook(source) }
    const seconds = await timeOnce(() => list(requests, OBJECTS))
    const { user, system } = process.cpuUsage(before)
    return { seconds, cpuMs: (user + system) / 1000 / OBJECTS }
  } finally {
    client.destroy()
    server.close()
  }
}

/** Throws for a wrong answer. */
async function list(requests: Pick<ListingSource, 'openPages' | 'look'>, count: number): Promise<void> {
  const spoolFolder = mkdtempSync(join(tmpdir(), 'bench-list-'))
  const engine = createListing({
    ...requests,
    bucket: SOURCE_BUCKET,
    asOf: new Date(),
    prefixes: [''],
    sleep: (ms) => sleep(ms),
    maxLooks: count,
  })
  const spec = {
    accepted: ['SSE-S3'],
    keyRule: { kmsKeyArn: undefined, bucketKey: false },
    include: [],
    exclude: [],
    exceptions: [],
    aclsEnabled: false,
    choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: false }),
  } as const
  try {
    const { findings, proof } = await engine({ spec, keepRows: { maxRows: count }, spoolFolder })
    const looked = proof.source === 'list' ? proof.looked : 0
    if (looked !== count || findings.objects !== count) {
      throw new Error(`wrong answer: ${looked} looked at, ${findings.objects} findings of ${count}`)
    }
  } finally {
    rmSync(spoolFolder, { recursive: true, force: true })
  }
}
