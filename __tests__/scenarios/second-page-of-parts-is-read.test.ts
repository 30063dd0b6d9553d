import { afterEach, expect, it } from '@jest/globals'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { listingPages } from '../../emulator/s3/pages.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { BUCKET, closeScenarios, countOf, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('reads the second page of parts and of unfinished copies: what a killed run copied is not copied again', async () => {
  const seed = (world: World) =>
    seedFindings(world, ['huge'], { size: 6 * 1024 ** 3, headers: { 'content-type': 'text/plain' } })
  const scenario = await openScenario({ seed, copiesDirectly: true })
  const { world } = scenario
  // Records of copies that were finished long ago, before that of this one.
  for (const name of ['0', '1'])
    seedObject(world, WORK_BUCKET, {
      key: `s3-encryption/direct-copies/${BUCKET}/${name}.json`,
      body: '{}',
      status: 'SSE-S3',
    })
  listingPages(world).most = 1
  let handle: ActionHandle | undefined
  let parts = 0
  const killAfterTheLast = () => {
    parts += 1
    if (parts === 12) handle?.kill('SIGKILL')
  }
  const effect = { kind: 'call', run: killAfterTheLast } as const
  world.faults.push({ match: { operation: 'UploadPartCopy' }, phase: 'after', effect, times: 12 })
  const inputs = { ...scenario.remediation, 'copy-engine': 'direct' }
  const killed = await scenario.run(inputs, { onStart: (started) => (handle = started) })
  expect([killed.signal, countOf(killed, 'UploadPartCopy'), getBucket(world, BUCKET).uploads.size]).toEqual([
    'SIGKILL',
    12,
    1,
  ])

  const next = await scenario.run(inputs)

  expect(remediationOutputs(next)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '1' })
  expect([countOf(next, 'CreateMultipartUpload'), countOf(next, 'UploadPartCopy')]).toEqual([0, 0])
  expect(countOf(next, 'ListParts')).toBeGreaterThanOrEqual(12)
  expect(statuses(world)).toEqual({ huge: 'SSE-S3' })
})
