// Knows the suite of cut connections: a file read by the action's own reader, broken off after each of its bytes.

import { createHash } from 'node:crypto'
import { startEmulator } from '../../emulator/index.ts'
import { seedBucket, seedCredential, seedObject } from '../../emulator/seed.ts'
import { createS3Client } from '../../src/external/aws.ts'
import { createDeps } from '../../src/external/deps.ts'
import { createInventoryStore } from '../../src/external/inventory-store.ts'
import { createRunnerFront } from '../../src/external/runner.ts'
import { choose, countFigure, type Figure, type Named, type Orders, runAll, type Suite } from './suite.ts'

const BYTES = 65_536
const CI_CUTS = 256
/** More cuts at a time than processes: nearly all of their time is waiting. */
const AT_ONCE = 16
/** The request log of a world is kept; a fresh world from time to time keeps it small. */
const CUTS_PER_WORLD = 4096

type Cut = Named & { readonly at: number }

async function runCuts(cuts: readonly Cut[], orders: Orders) {
  const emulator = await startEmulator()
  const { world, url } = emulator
  seedBucket(world, { name: 'reports' })
  const { size } = seedObject(world, 'reports', { key: 'file', size: BYTES, status: 'SSE-S3' })
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  // Where the SDK looks for it.
  process.env.AWS_ENDPOINT_URL = url
  const deps = createDeps(process.env, createRunnerFront(process.env), new AbortController().signal)
  const client = createS3Client(
    { ...deps, region: world.region, onAnswer: () => {} },
    {
      provider: async () => ({
        accessKeyId,
        secretAccessKey,
        sessionToken: '',
        expiration: new Date(Date.now() + 3_600_000),
      }),
      expire: undefined,
    },
  )
  const handle = { client, use: 'destination' as const, bucket: 'reports', owner: world.account, partition: 'aws' }
  const store = createInventoryStore(handle, deps)
  const read = async (key: string): Promise<string> => {
    const hash = createHash('sha256')
    const { bytes } = await store.stream(key, { size })
    for await (const chunk of bytes) hash.update(chunk)
    return hash.digest('hex')
  }
  try {
    const whole = await read('file')
    const body = world.buckets.get('reports')?.objects.get('file')?.at(-1)?.body
    return await runAll('cuts', cuts, { ...orders, processes: AT_ONCE }, async ({ at }) => {
      const key = `cut-${at}-`
      seedObject(world, 'reports', { key, body, status: 'SSE-S3' })
      const fault = {
        match: { urlIncludes: `/${key}` },
        phase: 'body',
        effect: { kind: 'reset' },
        bytes: at,
        times: 1,
      } as const
      world.faults.push({ ...fault })
      const sha256 = await read(key)
      const requests = world.log.filter((logged) => logged.url.includes(`/${key}`))
      world.faults.splice(0, world.faults.length, ...world.faults.filter(({ times }) => times > 0))
      const ranges = requests.map(({ headers }) => headers.range).join()
      const problems: string[] = []
      if (sha256 !== whole) problems.push('read other bytes')
      if (ranges !== `,bytes=${at}-${BYTES - 1}`) problems.push(`asked for ${ranges}`)
      return problems
    })
  } finally {
    client.destroy()
    delete process.env.AWS_ENDPOINT_URL
    await emulator.close()
  }
}

async function run(orders: Orders): Promise<Figure[]> {
  const all = Array.from({ length: BYTES }, (_, at) => ({ name: `cut after byte ${at}`, at }))
  const cuts = choose(all, orders, CI_CUTS)
  const failures = []
  for (let from = 0; from < cuts.length; from += CUTS_PER_WORLD)
    failures.push(...(await runCuts(cuts.slice(from, from + CUTS_PER_WORLD), orders)))
  const detail = `${cuts.length} of ${BYTES} places of a file of 64 KiB, each read on by one request for what was missing`
  return [countFigure('S-17', 'cuts were not joined to the same bytes', { cases: cuts.length, failures, detail })]
}

export const cuts: Suite = { name: 'cuts', about: 'a file cut after each of its bytes', run }
