// The case `list`: a bucket is listed and every object looked at, over HTTP with 20 ms before every answer, through the
// action's own S3 client; and a million keys in a process of their own, for the memory they take.

import { fork } from 'node:child_process'
import { join } from 'node:path'
import { createListingLook, createListPage } from '../../src/external/listing-edge.ts'
import { LOOKS_AT_ONCE } from '../../src/objects/look-each.ts'
import type { RunCase } from '../case.ts'
import { connect } from '../connect.ts'
import type { FigureInput } from '../figures.ts'
import { LATENCY_MS, startHttpServer } from '../http-server.ts'
import { timeOnce } from '../measure.ts'
import { SOURCE_BUCKET } from '../rows.ts'
import { list, MANY } from './list-million.ts'

const OBJECTS = 10_000
/** Objects by 32 at a time, each after 20 ms. */
const FLOOR_S = ((OBJECTS / LOOKS_AT_ONCE) * LATENCY_MS) / 1000
const MAX_RSS_MB = 256

export const runList: RunCase = async (say) => {
  const { seconds, cpuMs } = await overHttp()
  say(`${OBJECTS.toLocaleString('en')} objects: ${seconds.toPrecision(3)} s, floor ${FLOOR_S} s`)
  const peakMb = await inProcess()
  say(`${MANY.toLocaleString('en')} keys: ${peakMb.toFixed(0)} MB`)
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
      metric: `${MANY.toLocaleString('en')} keys listed and looked at: peak RSS`,
      ours: peakMb,
      peers: {},
      unit: 'MB',
      better: 'lower',
      reach: { atMost: MAX_RSS_MB },
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
    const requests = { list: createListPage(source), look: createListingLook(source) }
    const seconds = await timeOnce(() => list(requests, OBJECTS))
    const { user, system } = process.cpuUsage(before)
    return { seconds, cpuMs: (user + system) / 1000 / OBJECTS }
  } finally {
    client.destroy()
    server.close()
  }
}

function inProcess(): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'list-million.ts'), [], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    child.once('message', (peakMb) => resolve(Number(peakMb)))
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the listing ended with ${signal ?? code}`)))
  })
}
