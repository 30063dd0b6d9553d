import { afterEach, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import type { Bucket } from '../../emulator/world.ts'
import { POSTURE_CHECKS } from '../../src/posture/posture.ts'
import { readBlock } from '../support/documented.ts'
import { runCommands } from '../support/paste.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { openPosture, postureOf, statusesOf } from '../support/scenes/posture.ts'

afterEach(closeScenarios)

it('fails the step, and leaves the verdict to the objects', async () => {
  const scenario = await openPosture((bucket) => {
    bucket.versioning = 'Unversioned'
  })

  const run = await scenario.run({ 'require-posture': 'versioning, plain-http-denied', 'on-findings': 'warn' })
  const fine = await scenario.run({ 'require-posture': 'default-encryption,public-access-blocked' })

  expect([run.exitCode, run.outputs.get('verdict'), run.outputs.get('posture')]).toEqual([1, 'COMPLIANT', 'WRONG'])
  expect(run.summary).toContain('plain-http-denied in acme-data, versioning in acme-data')
  expect(run.annotated).toContain('Posture: Not as require-posture demands: plain-http-denied in acme-data')
  expect([fine.exitCode, fine.outputs.get('posture')]).toEqual([0, 'FINE'])
})

it('fails the step where it may not be looked at', async () => {
  const scenario = await openScenario({ seed: () => {} })

  const run = await scenario.run({ 'require-posture': 'versioning' })

  expect([run.exitCode, run.outputs.get('verdict'), run.outputs.get('posture')]).toEqual([1, 'COMPLIANT', 'UNKNOWN'])
  expect(run.summary).toContain('versioning (unknown) in acme-data')
})

it.each([
  { given: 'versionning', says: 'for example versioning' },
  { given: 'plain-http', says: 'for example plain-http-denied' },
])('knows no $given', async ({ given, says }) => {
  const scenario = await openScenario({ seed: () => {} })

  const run = await scenario.run({ 'require-posture': given })

  expect(run.outputs.get('reason')).toBe('INVALID_INPUT')
  expect(run.annotated).toContain(says)
  expect(run.requests).toEqual([])
})

const MENDED: readonly (readonly [check: string, change: (bucket: Bucket) => void])[] = [
  ['sse-c-blocked', (bucket) => Object.assign(bucket, { blockSseC: false })],
  ['plain-http-denied', () => {}],
  ['public-access-blocked', (bucket) => Object.assign(bucket, { publicAccessBlock: undefined })],
  ['versioning', (bucket) => Object.assign(bucket, { versioning: 'Suspended' })],
  ['object-lock', (bucket) => Object.assign(bucket, { versioning: 'Unversioned' })],
  [
    'bucket-key',
    (bucket) =>
      Object.assign(bucket, { defaultEncryption: { algorithm: 'aws:kms', bucketKey: false, explicit: true } }),
  ],
  [
    'wrong-encryption-denied',
    (bucket) => Object.assign(bucket, { defaultEncryption: { algorithm: 'AES256', bucketKey: false, explicit: true } }),
  ],
]

it.each(MENDED)('prints the command that mends %s', async (check, change) => {
  const scenario = await openPosture(change)
  const inputs = {
    'require-posture': check,
    ...(check === 'wrong-encryption-denied' && { 'accepted-encryption': 'SSE-S3' }),
  }
  const before = await scenario.run(inputs)
  const line = postureOf(before).find((one) => one.check === check)
  expect([before.exitCode, line?.status, line?.required]).toEqual([1, 'wrong', true])

  await runCommands(scenario, line?.fix?.command ?? '')

  const after = await scenario.run(inputs)
  expect([after.exitCode, statusesOf(after)[check], after.outputs.get('posture')]).toEqual([0, 'fine', 'FINE'])
})

it('has every check either mended by a command or left to a choice', () => {
  const chosen = ['default-encryption', 'replication-key']
  expect([...MENDED.map(([check]) => check), ...chosen].sort()).toEqual([...POSTURE_CHECKS].sort())
})

it('is required by the lines of the docs as they stand', async () => {
  const scenario = await openPosture()

  const run = await scenario.run(parse(readBlock('docs/posture.md, As part of the gate, 1')) as Record<string, string>)

  expect(postureOf(run).flatMap(({ check, required }) => (required ? [check] : []))).toEqual([
    'plain-http-denied',
    'versioning',
  ])
  expect(run.exitCode).toBe(1)
})
