// A million keys, listed by the built bundle through the emulator: the memory of the bundle, and what a page costs the
// emulator. All but a thousand are left out by `exclude`, so that HeadObject of a million objects need not be waited for.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorld, startEmulator } from '../../emulator/index.ts'
import { runAction } from '../../emulator/runner/run-action.ts'
import { seedBucket, seedCredential, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'index.js')
const BUCKET = 'bench-many'
export const MANY = 1_000_000
const LOOKED = 1_000
/** Keys are `data/000000` to `data/999999`; those that begin with three zeros are left. */
const EXCLUDED = ['', '0', '00'].flatMap((zeros) =>
  Array.from({ length: 9 }, (_, digit) => `data/${zeros}${digit + 1}*`),
)

export type ListedRun = {
  readonly peakMb: number
  readonly lists: number
  /** CPU time of the emulator's process for the whole run, milliseconds. */
  readonly emulatorCpuMs: number
  /** Resident megabytes of the emulator's process. */
  readonly emulatorMb: number
}

/** Lists the keys once with each list of options for Node. Throws for a wrong answer. */
export async function listMillion(options: readonly (readonly string[])[]): Promise<readonly ListedRun[]> {
  if (!existsSync(MAIN)) throw new Error(`there is no ${MAIN}: run "npm run build" first`)
  const world = createWorld({ start: Date.now(), runningClock: true })
  seedBucket(world, { name: BUCKET })
  for (let index = 0; index < MANY; index += 1) {
    const key = `data/${String(index).padStart(6, '0')}`
    seedObject(world, BUCKET, { key, size: 1000, status: 'SSE-S3', lastModified: Date.UTC(2025, 0, 1) })
  }
  const emulator = await startEmulator({ world })
  try {
    const runs: ListedRun[] = []
    for (const nodeArguments of options) runs.push(await runOnce(world, emulator.url, nodeArguments))
    return runs
  } finally {
    await emulator.close()
  }
}

async function runOnce(world: World, url: string, nodeArguments: readonly string[]): Promise<ListedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-million-'))
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  const peakFile = join(folder, 'peak')
  const watch = join(folder, 'watch.mjs')
  writeFileSync(
    watch,
    `import { isMainThread } from 'node:worker_threads'\nimport { writeFileSync } from 'node:fs'\nif (isMainThread) process.on('exit', () => writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)))\n`,
  )
  const before = process.cpuUsage()
  world.log.length = 0
  try {
    const run = await runAction({
      main: MAIN,
      inputs: {
        buckets: BUCKET,
        source: 'list',
        'max-evidence-requests': String(MANY),
        exclude: EXCLUDED.join('\n'),
        'aws-region': world.region,
      },
      env: { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
      nodeArguments: ['--import', watch, ...nodeArguments],
    })
    run.cleanUp()
    const told = [run.outputs.get('verdict'), run.outputs.get('objects-scanned')].join()
    if (told !== `COMPLIANT,${LOOKED}`) throw new Error(`wrong answer: ${told}`)
    const { user, system } = process.cpuUsage(before)
    return {
      peakMb: Number(readFileSync(peakFile, 'utf8')) / 1024,
      lists: world.log.filter(({ operation }) => operation === 'ListObjectsV2').length,
      emulatorCpuMs: (user + system) / 1000,
      emulatorMb: process.memoryUsage.rss() / 2 ** 20,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
