// A bucket without a report: every object is listed and looked at.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from '@jest/globals'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { type Schema, validate } from '../support/json-schema.ts'
import { BUCKET, closeScenarios, countOf, expectNoAnswer, OLD } from '../support/scenario.ts'
import { openToList } from '../support/scenes/listing.ts'

afterEach(closeScenarios)

const SCHEMA = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as Schema

it('finds what an inventory would find, and says what the verdict rests on', async () => {
  const scenario = await openToList()

  const run = await scenario.run({ source: 'list' })

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.outputs.get('findings')).toBe('2')
  expect(run.outputs.get('inventory-date')).toBe('2026-11-20T06:00:00.000Z')
  expect(run.outputs.get('scope')).toBe('whole')
  expect(run.report).toMatchObject({
    buckets: [{ source: { kind: 'list', scope: 'whole' }, scan: { listing: { listed: 5, looked: 5, gone: 0 } } }],
  })
  expect(validate(run.report, SCHEMA)).toEqual([])
  expect(run.stdout).toContain(
    '5 keys listed in 1 request, 5 selected: 5 HeadObject requests follow; all requests cost less than 0.01 USD',
  )
  expect(run.summary).toContain('in 5 HeadObject requests')
  expect(countOf(run, 'HeadObject')).toBe(5)
})

it('is compliant once every object is, delete markers and deleted objects aside', async () => {
  const scenario = await openToList({
    seed: (world) => {
      seedObject(world, BUCKET, { key: 'a b+c', size: 1, status: 'SSE-S3' })
      seedObject(world, BUCKET, { key: 'gone', size: 1, status: 'NOT-SSE', lastModified: OLD })
      seedDeleteMarker(world, BUCKET, { key: 'gone' })
    },
  })

  const run = await scenario.run({ source: 'list' })

  expect(run.exitCode).toBe(0)
  expect(run.outputs.get('verdict')).toBe('COMPLIANT')
  expect(run.outputs.get('objects-scanned')).toBe('1')
})

it('tells an object under a customer’s key from one it cannot read', async () => {
  const customerKeyMd5 = createHash('md5').update('k').digest('base64')
  const scenario = await openToList({
    seed: (world) => seedObject(world, BUCKET, { key: 'c', size: 9, status: 'SSE-C', customerKeyMd5 }),
  })

  const accepted = await scenario.run({ source: 'list' })
  expect(accepted.outputs.get('verdict')).toBe('COMPLIANT')
  const refused = await scenario.run({ source: 'list', 'accepted-encryption': 'SSE-S3' })
  expect(refused.outputs.get('findings')).toBe('1')

  scenario.world.faults.push({
    match: { operation: 'GetObject' },
    phase: 'before',
    effect: { kind: 'error', status: 400, code: 'Odd' },
    times: 1,
  })
  expectNoAnswer(await scenario.run({ source: 'list' }), 'EVIDENCE_MISSING', 'GetObject with Odd')
})

it('looks at nothing in a bucket with more objects than it may look at', async () => {
  const scenario = await openToList()

  const run = await scenario.run({ source: 'list', 'max-evidence-requests': '4' })

  expectNoAnswer(run, 'EVIDENCE_MISSING', 'after 5 keys', 'Set max-evidence-requests')
  expect(countOf(run, 'HeadObject')).toBe(0)
})

it('lists only what include can match', async () => {
  const scenario = await openToList()

  const run = await scenario.run({ source: 'list', include: 'old/**' })

  expect(run.outputs.get('scope')).toBe('prefix')
  expect(run.outputs.get('findings')).toBe('2')
  expect(countOf(run, 'HeadObject')).toBe(2)
})

it.each([
  [{ buckets: `${BUCKET} = s3://acme-inventory/p/${BUCKET}/daily/` }],
  [{ 'inventory-id': 'daily' }],
  [{ 'scan-engine': 's3-select' }],
])('refuses a listing beside what is about reports: %j', async (asked) => {
  const scenario = await openToList()

  expectNoAnswer(await scenario.run({ source: 'list', ...asked }), 'INVALID_INPUT', 'source', 'list')
})
