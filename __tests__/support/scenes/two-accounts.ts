// Knows the scene of two accounts with a bucket each.

import { deliverInventory } from '../../../emulator/inventory/deliver.ts'
import { getBucket } from '../../../emulator/s3/state.ts'
import type { Job } from '../../../emulator/s3-control/job.ts'
import { seedObject } from '../../../emulator/seed.ts'
import { addAccount } from '../../../emulator/stage.ts'
import type { LoggedRequest } from '../../../emulator/traffic.ts'
import type { World } from '../../../emulator/world.ts'
import { jobManifestText } from '../remediation.ts'
import { BUCKET, OLD, openScenario } from '../scenario.ts'

export const FIRST = '111122223333'

export const SECOND = '444455556666'

export const OTHER_BUCKET = 'beta-data'

export const BUCKETS = [BUCKET, OTHER_BUCKET]

/** Two accounts with a bucket each: two objects for a job, one too large for it. */
export async function openTwoAccounts() {
  const scenario = await openScenario({ copiesDirectly: true, deliver: false, seed: () => undefined })
  const { world } = scenario
  const repository = 'octo-org/octo-repo'
  const second = addAccount(world, SECOND, { sourceBuckets: [OTHER_BUCKET], repository, copiesDirectly: true })
  for (const bucket of BUCKETS) {
    for (const key of [`${bucket}/1`, `${bucket}/2`]) seedObject(world, bucket, { key, size: 100, lastModified: OLD })
    const headers = { 'content-type': 'video/mp4' }
    seedObject(world, bucket, { key: `${bucket}/huge`, size: 6 * 1024 ** 3, lastModified: OLD, headers })
    await deliverInventory(world, bucket, 'daily')
  }
  return { scenario, world, second }
}

/** Rows of a job's manifest, in the order of keys; a report has its own. */
export const rowsOf = (world: World, job: Job) => jobManifestText(world, job).trimEnd().split('\n').sort()

/** The bucket a request names in its path. */
const bucketOf = ({ url }: LoggedRequest) => new URL(url, 'http://s3').pathname.split('/')[1] ?? ''

/** Who asked S3 about which bucket, whom they expected to own it, and of copies whom to own the source. */
export function ownersAsked(world: World, requests: readonly LoggedRequest[]) {
  const asked = requests
    .filter(({ service }) => service === 's3')
    .map((request) => {
      const { headers, operation, principal = '' } = request
      const owner = getBucket(world, bucketOf(request)).owner
      const source = headers['x-amz-copy-source'] === undefined ? owner : headers['x-amz-source-expected-bucket-owner']
      return {
        operation,
        owner,
        caller: principal.split(':')[4],
        expected: headers['x-amz-expected-bucket-owner'],
        source,
      }
    })
  return {
    all: asked,
    wrong: asked.filter((one) => ![one.caller, one.expected, one.source].every((a) => a === one.owner)),
  }
}
