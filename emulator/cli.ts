// `npm run emulator -- --port 4566`: serves a sample world on a port, and prints the commands to use it.

import { parseArgs } from 'node:util'
import { ADMIN_PREFIX } from './admin.ts'
import { type Emulator, startEmulator } from './index.ts'
import { createSampleWorld, type SampleWorld } from './sample-world.ts'

const DEFAULT_PORT = 4566

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, host: { type: 'string' }, 'latency-ms': { type: 'string' } },
  })
  const sample = await createSampleWorld()
  const emulator = await startEmulator({
    world: sample.world,
    port: parseWholeNumber(values.port, DEFAULT_PORT, '--port'),
    host: values.host,
    latencyMs: parseWholeNumber(values['latency-ms'], 0, '--latency-ms'),
  })
  console.log(renderWelcome(emulator, sample))
}

function parseWholeNumber(text: string | undefined, fallback: number, name: string): number {
  if (text === undefined) return fallback
  if (/^\d+$/.test(text)) return Number(text)
  throw new Error(`${name} is "${text}"; it must be a whole number such as ${fallback}`)
}

function renderWelcome(emulator: Emulator, sample: SampleWorld): string {
  const { credential, inventoryManifestKey, reportBucket, sourceBucket, world } = sample
  return `AWS and GitHub, emulated, at ${emulator.url} (Ctrl-C ends it; nothing is kept)

export AWS_ENDPOINT_URL=${emulator.url}
export AWS_ACCESS_KEY_ID=${credential.accessKeyId}
export AWS_SECRET_ACCESS_KEY=${credential.secretAccessKey}
export AWS_REGION=${world.region} AWS_DEFAULT_REGION=${world.region}
export GITHUB_API_URL=${emulator.url}/_github

aws s3 ls s3://${sourceBucket} --recursive
aws s3api head-object --bucket ${sourceBucket} --key reports/2021.txt
aws s3 cp s3://${reportBucket}/${inventoryManifestKey} -

curl ${emulator.url}${ADMIN_PREFIX}/    lists the back door`
}

await main()
