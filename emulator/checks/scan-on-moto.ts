// Scans one report twice with the built action: on this emulator, and on moto, an independent implementation of S3 and
// STS. Both must give the same verdict and counts.
//
//   python3 -m venv /tmp/moto && /tmp/moto/bin/pip install 'moto[server]' && /tmp/moto/bin/moto_server -p 5555 &
//   npm run build && node emulator/checks/scan-on-moto.ts http://127.0.0.1:5555

import { join } from 'node:path'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { deliverInventory } from '../inventory/deliver.ts'
import { runAction } from '../runner/run-action.ts'
import { getBucket, readBody } from '../s3/state.ts'
import { seedObject } from '../seed.ts'
import { DESTINATION_BUCKET, setStage } from '../stage.ts'

const moto = process.argv[2] ?? 'http://127.0.0.1:5555'
const BUCKET = 'acme-data'
const STATUSES = ['SSE-S3', 'SSE-KMS', 'NOT-SSE', 'SSE-S3', 'DSSE-KMS'] as const
const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' }

const stage = await setStage({ sourceBuckets: [BUCKET], start: Date.now() })
for (let index = 0; index < 2000; index += 1) {
  const status = STATUSES[index % STATUSES.length] ?? 'SSE-S3'
  seedObject(stage.world, BUCKET, { key: `folder ${index % 7}/ö+${index}.txt`, size: index, status })
}
await deliverInventory(stage.world, BUCKET, 'daily', { rowsPerFile: 700 })

const client = new S3Client({ endpoint: moto, region: 'eu-west-1', forcePathStyle: true, credentials })
for (const bucket of [BUCKET, DESTINATION_BUCKET]) {
  const location = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } }
  await client.send(new CreateBucketCommand({ Bucket: bucket, ...location }))
}
for (const [key, versions] of getBucket(stage.world, DESTINATION_BUCKET).objects) {
  const current = versions.at(-1)
  if (current === undefined) continue
  const body = Buffer.concat([...readBody(current.body, 0, current.size)])
  await client.send(new PutObjectCommand({ Bucket: DESTINATION_BUCKET, Key: key, Body: body }))
}

const main = join(import.meta.dirname, '..', '..', 'dist', 'index.js')
const inputs = { buckets: `${BUCKET} = s3://${DESTINATION_BUCKET}/inventory/${BUCKET}/daily/` }
const here = await runAction({ main, inputs: { ...inputs, 'role-to-assume': stage.roles.scan.arn }, env: stage.env })
const there = await runAction({
  main,
  inputs,
  env: {
    AWS_ENDPOINT_URL: moto,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  },
})
let differences = 0
for (const name of ['verdict', 'reason', 'objects-scanned', 'findings', 'finding-bytes', 'inventory-date']) {
  const same = here.outputs.get(name) === there.outputs.get(name)
  if (!same) differences += 1
  process.stdout.write(
    `${same ? 'same' : 'DIFFERENT'}  ${name}: ${here.outputs.get(name)} | ${there.outputs.get(name)}\n`,
  )
}
if (differences > 0) process.stdout.write(there.maskedLog)
await stage.close()
process.exitCode = differences === 0 && here.outputs.get('verdict') === 'NON_COMPLIANT' ? 0 : 1
