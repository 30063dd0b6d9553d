import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each([
  ['SSE-S3, SSE-KMS, DSSE-KMS, SSE-C', { 'NOT-SSE': 1 }],
  ['SSE-S3, SSE-KMS, DSSE-KMS', { 'NOT-SSE': 1, 'SSE-C': 1 }],
  ['SSE-KMS, DSSE-KMS', { 'NOT-SSE': 1, 'SSE-C': 1, 'SSE-S3': 1 }],
  ['DSSE-KMS', { 'NOT-SSE': 1, 'SSE-C': 1, 'SSE-S3': 1, 'SSE-KMS': 1 }],
])('where %s is accepted, everything else is a finding', async (accepted, expected) => {
  const scenario = await openScenario({
    seed: (world) => {
      for (const status of ['NOT-SSE', 'SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'] as const)
        seedObject(world, BUCKET, { key: status, size: 1, status })
    },
  })

  const run = await scenario.run({ 'accepted-encryption': accepted })

  const findingsByStatus = Object.fromEntries(
    Object.entries(expected).map(([status, objects]) => [status, { objects, bytes: objects }]),
  )
  expect(run.report).toMatchObject({ verdict: 'NON_COMPLIANT', buckets: [{ scan: { findingsByStatus } }] })
  expect(run.outputs.get('findings')).toBe(String(Object.keys(expected).length))
})
