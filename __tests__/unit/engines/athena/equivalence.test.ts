// The streamed scan and Athena give the same findings of the same report, and refuse the same ones (`npm run test:engines`
// compares more of them).

import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import type { DeliveryOptions } from '../../../../emulator/inventory/deliver.ts'
import { askBoth } from '../../../../proofs/engines/compare.ts'
import { makeWorld } from '../../../../proofs/engines/worlds.ts'
import type { Findings } from '../../../../src/findings/findings.ts'

const WORLDS = Array.from({ length: 24 }, (_, number) => makeWorld(number))

const seen: Findings[] = []

it.each(WORLDS)('agree about world $name', async (world) => {
  const { streamed, asked } = await askBoth(world)
  expect(asked).toEqual(streamed)
  expect(asked).toHaveProperty('findings')
  seen.push((asked as { readonly findings: Findings }).findings)
})

it('and these worlds hold what is to be compared', () => {
  const sum = (count: (one: Findings) => number) => seen.reduce((total, one) => total + count(one), 0)
  expect(sum(({ duplicates }) => (duplicates?.rows ?? 0) - (duplicates?.contradictory ?? 0))).toBeGreaterThan(0)
  expect(sum(({ duplicates }) => duplicates?.contradictory ?? 0)).toBeGreaterThan(0)
  expect(sum(({ excepted }) => excepted.reduce((all, { objects }) => all + objects, 0))).toBeGreaterThan(5)
  expect(sum(({ excluded }) => excluded.objects)).toBeGreaterThan(5)
  expect(sum(({ evidence }) => evidence?.candidates ?? 0)).toBeGreaterThan(5)
  expect(sum(({ deleteMarkers }) => deleteMarkers)).toBeGreaterThan(5)
  expect(new Set(seen.flatMap(({ groups }) => groups.map(({ operation }) => operation))).size).toBeGreaterThanOrEqual(3)
  expect(new Set(seen.flatMap(({ heldBack }) => [...heldBack.keys()])).size).toBeGreaterThanOrEqual(8)
})

describe('of a damaged or forged report neither gives findings', () => {
  const lines = (change: (text: string) => string) => (bytes: Uint8Array) =>
    gzipSync(change(gunzipSync(bytes).toString()))
  const DAMAGES: Readonly<Record<string, DeliveryOptions>> = {
    'another bucket': { mutateRow: (row, index) => (index === 0 ? { ...row, bucket: 'other' } : row) },
    'an unknown flag': { mutateRow: (row, index) => (index === 0 ? { ...row, isLatest: undefined } : row) },
    'no key': { mutateRow: (row, index) => (index === 0 ? { ...row, key: '' } : row) },
    'a file that is missing': { stage: 'missing-file' },
    'bytes that were changed': { mutateFile: (bytes) => Buffer.concat([bytes, Buffer.from([0])]) },
    'a file that is not that of the manifest': { mutateFile: lines((text) => text.replace('SSE-S3', 'SSE-C3')) },
  }
  // CSV with findings, so that every row is looked at.
  const world = WORLDS.find(({ format, rows }) => format === 'CSV' && rows.length > 30)

  it.each(Object.keys(DAMAGES))('with %s', async (name) => {
    if (world === undefined) throw new Error('there is no such world')
    const { streamed, asked } = await askBoth(world, DAMAGES[name])
    expect(streamed).toHaveProperty('error')
    expect(asked).toHaveProperty('error')
  })
})
