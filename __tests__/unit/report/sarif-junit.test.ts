// SARIF and JUnit: one result per bucket and prefix, one test per bucket, stable, well formed whatever keys and messages say.

import { describe, expect, it } from '@jest/globals'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { buildFleetRun } from '../../../proofs/browser/fleet-run.ts'
import { buildCrowdedRun, RUN_KINDS } from '../../../proofs/hostile/crowded-run.ts'
import { createHostileTexts } from '../../../proofs/hostile/hostile-text.ts'
import { renderJunit } from '../../../src/report/junit.ts'
import { renderSarif } from '../../../src/report/sarif.ts'
import type { RunResult } from '../../../src/result/run-result.ts'
import { buildBlindBucket, buildBucket, buildRun, buildScan, buildTally } from '../../support/results.ts'
import { judgeSarif } from '../../support/sarif-shape.ts'

type Result = {
  ruleId: string
  level: string
  message: { text: string }
  locations: { physicalLocation: { artifactLocation: { uri: string } } }[]
  partialFingerprints: Record<string, string>
}
type Log = { version: string; runs: { results: Result[]; invocations: { executionSuccessful: boolean }[] }[] }
const read = (result: RunResult) => (JSON.parse(renderSarif(result)) as Log).runs[0]

const scan = {
  ...buildScan(10),
  topPrefixes: [
    { prefix: 'a%20b/' as const, tally: buildTally(7) },
    { prefix: '' as const, tally: buildTally(2) },
  ],
}
const mixed = buildRun([
  buildBucket('ok', buildScan(0)),
  buildBucket('bad', scan),
  buildBlindBucket('blind', 'STALE', 'It is <old>.'),
])

describe('SARIF', () => {
  it('has one result per bucket and prefix, and one for the rest', () => {
    const results = read(mixed)?.results ?? []
    expect(results.map(({ level, message }) => `${level}: ${message.text}`)).toEqual([
      'warning: STALE: It is <old>.',
      'error: 7 objects (6.6 MiB) in bucket bad under a%20b/ are not encrypted as the policy requires.',
      'error: 2 objects (1.9 MiB) in bucket bad without a prefix are not encrypted as the policy requires.',
      'error: 1 object in bucket bad is not encrypted as the policy requires.',
    ])
    expect(results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri)).toEqual([
      'blind',
      'bad/a%20b',
      'bad',
      'bad',
    ])
    const prints = results.map(({ partialFingerprints }) => partialFingerprints['bucketAndPrefix/v1'])
    expect(new Set(prints).size).toBe(4)
  })

  it('keeps the fingerprint of a prefix while its numbers change', () => {
    const printOf = (objects: number) => {
      const one = { ...scan, topPrefixes: [{ prefix: 'p/', tally: buildTally(objects) }] }
      return read(buildRun([buildBucket('bad', one)]))?.results[0]?.partialFingerprints
    }
    expect(printOf(7)).toEqual(printOf(8))
  })

  it('says that the analysis failed where there is no answer, and that it did not where there are findings', () => {
    const isSuccessful = (result: RunResult) => read(result)?.invocations[0]?.executionSuccessful
    expect([isSuccessful(mixed), isSuccessful(buildRun([buildBucket('bad', scan)]))]).toEqual([false, true])
  })

  it.each([
    ['no bucket', buildRun([])],
    ['one finding', buildRun([buildBucket('bad', buildScan(1))])],
    ['a million findings in each of 50 buckets', buildFleetRun(50)],
    ['1,000 buckets', buildFleetRun(1_000)],
    ...RUN_KINDS.map((kind) => [`hostile texts, ${kind}`, buildCrowdedRun(kind, createHostileTexts('sarif'))] as const),
  ])('is what code scanning takes: %s', (_what, run) => {
    expect(judgeSarif(renderSarif(run))).toEqual([])
  })

  it('makes no link of what others wrote', () => {
    const message = String.raw`no![here](//t.example/x) and \[there](https://t.example)`
    const text = renderSarif(buildRun([buildBlindBucket('blind', 'UNREADABLE', message)]))
    expect(text).toContain('![here]%28//t.example/x)')
    expect(text).not.toContain('](')
  })

  it('takes no more results than code scanning shows, and names no prefix where keys are not listed', () => {
    expect(read(buildFleetRun(1_000))?.results.length).toBeLessThanOrEqual(5_000)
    const hidden = renderSarif({ ...mixed, listKeys: false })
    expect(hidden).not.toContain('a%20b')
    expect(hidden).toContain('10 objects in bucket bad are not encrypted')
  })
})

describe('JUnit', () => {
  const parse = (text: string) =>
    new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: (name) => name === 'testcase' }).parse(
      text,
    )

  it('has one test per bucket, failed or in error', () => {
    const { testsuites } = parse(renderJunit(mixed))
    expect(testsuites).toMatchObject({ tests: '3', failures: '1', errors: '1' })
    expect(testsuites.testsuite.testcase).toMatchObject([
      { name: 'ok' },
      { name: 'bad', failure: { type: 'NON_COMPLIANT', message: '10 findings.' } },
      { name: 'blind', error: { type: 'STALE' } },
    ])
  })
})

it.each(RUN_KINDS)('stays well formed and printable whatever keys and messages say (%s)', (kind) => {
  const run = buildCrowdedRun(kind, createHostileTexts('files'))
  const xml = renderJunit(run)
  expect(XMLValidator.validate(xml)).toBe(true)
  expect(
    xml.match(/<\/?[a-z]+/g)?.every((tag) => /^<\/?(?:testsuites|testsuite|testcase|failure|error)$/.test(tag)),
  ).toBe(true)
  const texts = read(run)?.results.map(({ message }) => message.text) ?? []
  expect(texts.join('\n')).toMatch(/^[\n -~–—…‘’“”×→≤≥·]*$/)
})
