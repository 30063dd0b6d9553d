import { afterEach, expect, it } from '@jest/globals'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { jobsOf, orderedKeys, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { closeScenarios, countOperations, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

/** 1,001 to 1,004 bytes each, three characters a byte in the job manifest: together over 8 MiB. Five are copied first. */
const KEYS = Array.from({ length: 2850 }, (_, index) => `${'é'.repeat(500)}${index + 1}`)
const seed = (world: World) => seedFindings(world, KEYS, { size: 1 })
const openUploads = (world: World) => getBucket(world, WORK_BUCKET).uploads.size

it('uploads a large job manifest in parts, and S3 finds the ETag the job names', async () => {
  const scenario = await openScenario({ seed })
  const { world } = scenario

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ status: 'COMPLETE', jobs: 2, succeeded: String(KEYS.length) })
  expect(countOperations(world)).toMatchObject({
    CreateMultipartUpload: 1,
    UploadPart: 2,
    CompleteMultipartUpload: 1,
    CreateJob: 2,
  })
  const manifest = jobsOf(world).at(-1)?.request.manifest
  expect(manifest?.etag).toMatch(/^[0-9a-f]{32}-2$/)
  expect(currentVersion(getBucket(world, WORK_BUCKET), manifest?.key ?? '')).toMatchObject({
    etag: manifest?.etag,
    encryption: { status: 'SSE-S3' },
  })
  expect(new Set(orderedKeys(world))).toEqual(new Set(KEYS))
  expect(new Set(Object.values(statuses(world)))).toEqual(new Set(['SSE-S3']))
})

it('takes back the parts of an upload that breaks, starts no job of it, and uploads it all in the next run', async () => {
  const scenario = await openScenario({ seed })
  const { world } = scenario
  world.faults.push({
    match: { operation: 'UploadPart', urlIncludes: 'partNumber=2' },
    phase: 'before',
    effect: { kind: 'error', status: 403, code: 'AccessDenied' },
    times: 1,
  })

  const broken = await scenario.run(scenario.remediation)

  expect(remediationOutputs(broken)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 1 })
  expect([openUploads(world), jobsOf(world).map((job) => job.tasks?.length)]).toEqual([0, [5]])
  expect(remediationOutputs(await scenario.run({ ...scenario.remediation, wait: 'false' }))).toMatchObject({
    status: 'PENDING',
    jobs: 2,
  })
})

it('completes one upload though the answer to its completion is lost', async () => {
  const scenario = await openScenario({ seed })
  const { world } = scenario
  world.faults.push({
    match: { operation: 'CompleteMultipartUpload' },
    phase: 'after',
    effect: { kind: 'reset' },
    times: 1,
  })

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toMatchObject({ status: 'COMPLETE', jobs: 2 })
  expect([openUploads(world), jobsOf(world).length]).toEqual([0, 2])
})
