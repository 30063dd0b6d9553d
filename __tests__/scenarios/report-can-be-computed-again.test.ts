// An auditor computes a report again: the same where it is true, different where it was changed, and unknown where what it
// stands on is gone.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { currentVersion, getBucket, removeVersion } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { runCommand } from '../support/command.ts'
import {
  BUCKET,
  closeScenarios,
  countOperations,
  DAY_MS,
  OLD,
  openScenario,
  type Scenario,
} from '../support/scenario.ts'
import { ATHENA_INPUTS, openAthenaScenario } from '../support/scenes/athena.ts'
import { openToList } from '../support/scenes/listing.ts'
import { METADATA_INPUTS, openWithTable } from '../support/scenes/metadata.ts'

const folders: string[] = []
afterEach(async () => {
  await closeScenarios()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

type Texts = { readonly report: string; readonly evidence?: string }

/** Runs the command as `npm run verify` does, with the permissions of a scan. */
async function verify(scenario: Scenario, { report, evidence }: Texts, more: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'))
  folders.push(folder)
  writeFileSync(join(folder, 'report.json'), report)
  if (evidence !== undefined) writeFileSync(join(folder, 'evidence.json'), evidence)
  const words = ['verify', 'report.json', ...(evidence === undefined ? [] : ['--evidence', 'evidence.json']), ...more]
  const { exitCode, stdout, stderr } = await runCommand(scenario, words, { folder })
  return { code: exitCode, text: stdout, said: stderr }
}

async function report(scenario: Scenario, inputs: Readonly<Record<string, string>> = {}): Promise<Required<Texts>> {
  const { files } = await scenario.run({ 'list-keys': 'true', reports: 'evidence', ...inputs })
  const [text, evidence] = ['json', 'evidence.json'].map((ending) => files.get(`s3-encryption-compliance.${ending}`))
  if (text === undefined || evidence === undefined) throw new Error('the run wrote no report, or no evidence')
  return { report: text, evidence }
}

type Recorded = Readonly<Record<'scan' | 'report' | 'policy', object>>
type Change = (bucket: Recorded) => void
/** The report with one claim about its bucket changed. */
function change(text: string, { of }: { readonly of: Change }): string {
  const value = JSON.parse(text) as { buckets: Recorded[] }
  for (const bucket of value.buckets) of(bucket)
  return JSON.stringify(value, undefined, 2)
}

it.each([
  ['findings', {}],
  ['no finding', { include: 'new/**' }],
  ['findings that are allowed', { 'max-findings': '5' }],
  ['a stricter policy and a selection', { 'accepted-encryption': 'SSE-KMS', include: '**', exclude: 'old/2' }],
])('computes a report of %s again, days and deliveries later', async (_, inputs) => {
  const scenario = await openScenario()
  const texts = await report(scenario, inputs)
  seedObject(scenario.world, BUCKET, { key: 'later', size: 1, status: 'NOT-SSE', lastModified: OLD })
  scenario.world.clock.advance(5 * DAY_MS)
  await scenario.deliver()

  expect(await verify(scenario, texts)).toMatchObject({
    code: 0,
    text: `the predicate: computed again with the same result\n${BUCKET}: computed again with the same result\n`,
  })
})

it('computes exceptions again as they were on that day', async () => {
  const config = `buckets:\n- name: ${BUCKET}\n  exceptions:\n  - {prefix: old/, smaller-than: 1 MiB, owner: me, reason: r, expires: 2026-11-21}\n`
  const scenario = await openScenario()
  const { files } = await scenario.run(
    { buckets: '', 'config-file': 'fleet.yml', 'list-keys': 'true' },
    { onStart: ({ workspace }) => writeFileSync(join(workspace, 'fleet.yml'), config) },
  )
  scenario.world.clock.advance(5 * DAY_MS)

  const text = files.get('s3-encryption-compliance.json') ?? ''
  expect(JSON.parse(text)).toMatchObject({ verdict: 'COMPLIANT', buckets: [{ scan: { excepted: { objects: 2 } } }] })
  expect((await verify(scenario, { report: text })).code).toBe(0)
})

describe('a report of another engine or source', () => {
  it.each([
    ['CSV', {}],
    ['Parquet', { include: '**', exclude: 'old/2' }],
    ['ORC', { 'max-findings': '5' }],
  ] as const)('that Athena counted in %s is read again by the streamed scan', async (format, inputs) => {
    const scenario = await openAthenaScenario({ format })
    const texts = await report(scenario, { ...ATHENA_INPUTS, ...inputs })
    expect(JSON.parse(texts.report)).toMatchObject({ buckets: [{ scan: { queries: expect.anything() } }] })
    scenario.world.clock.advance(5 * DAY_MS)
    await scenario.deliver()

    expect(await verify(scenario, texts)).toMatchObject({
      code: 0,
      text: `the predicate: computed again with the same result\n${BUCKET}: computed again with the same result\n`,
    })
    const wrong = change(texts.report, { of: ({ scan }) => Object.assign(scan, { rows: 4 }) })
    expect((await verify(scenario, { report: wrong })).code).toBe(1)
  })

  it.each([
    ['a listing', openToList, { source: 'list' }, 'a listing of the bucket'],
    ['a table of S3 Metadata', openWithTable, METADATA_INPUTS, 'a table of S3 Metadata'],
  ] as const)('cannot be computed again if it is from %s, and says why', async (_, open, inputs, kind) => {
    const scenario = await open()
    const texts = await report(scenario, inputs)
    const before = countOperations(scenario.world, ['s3'])
    const { code, text } = await verify(scenario, texts)
    expect([code, text]).toEqual([
      2,
      'the predicate: computed again with the same result\n' +
        `${BUCKET}: cannot be computed again\n  The verdict is from ${kind}, which told about that moment: only inventory reports can be read again.\n`,
    ])
    expect(countOperations(scenario.world, ['s3'])).toEqual(before)
    const other = change(texts.report, { of: (bucket) => Object.assign(bucket, { message: 'Fine.' }) })
    expect((await verify(scenario, { ...texts, report: other })).code).toBe(1)
  })
})

describe('a report that was changed', () => {
  it.each<[string, Change, RegExp]>([
    ['its verdict', (bucket) => Object.assign(bucket, { verdict: 'COMPLIANT' }), /The verdict is NON_COMPLIANT/],
    [
      'its findings',
      ({ scan }) => Object.assign(scan, { findings: { objects: 1, bytes: 1000 } }),
      /findings\.objects: the inventory says 2, the report 1/,
    ],
    ['its objects', ({ scan }) => Object.assign(scan, { rows: 4 }), /rows: the inventory says 5, the report 4/],
    [
      'the age of its inventory',
      ({ report: of }) => Object.assign(of, { ageSeconds: 200_000 }),
      /older than the run allowed/,
    ],
  ])('in %s is WRONG', async (_, of, why) => {
    const scenario = await openScenario()
    const texts = await report(scenario)
    const { code, text } = await verify(scenario, { report: change(texts.report, { of }) })
    expect([code, text]).toEqual([1, expect.stringMatching(/^acme-data: WRONG/)])
    expect(text).toMatch(why)
  })

  it('is not the one of its predicate', async () => {
    const scenario = await openScenario()
    const { report: text, evidence } = await report(scenario)
    const changed = change(text, { of: (bucket) => Object.assign(bucket, { message: 'All is well.' }) })
    expect(await verify(scenario, { report: changed, evidence })).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^the predicate: WRONG\n {2}The predicate is not the one of this report\./),
    })
  })

  it.each<[string, Change]>([
    ['the policy', ({ policy }) => Object.assign(policy, { maxFindings: 9 })],
    ['the selection', (bucket) => Object.assign(bucket, { selection: { include: ['new/**'], exclude: [] } })],
  ])('in %s does not show what the bucket was judged by', async (_, of) => {
    const scenario = await openScenario()
    const texts = await report(scenario)
    const { code, text } = await verify(scenario, { report: change(texts.report, { of }) })
    expect([code, text]).toEqual([2, expect.stringMatching(/does not show all that the bucket was judged by/)])
  })
})

describe('a report that cannot be computed again', () => {
  it('is unknown where its inventory report was deleted', async () => {
    const scenario = await openScenario()
    const texts = await report(scenario)
    const { buckets } = JSON.parse(texts.report) as { buckets: { report: Record<string, string> }[] }
    const { inventoryManifestKey, destinationBucket } = buckets[0]?.report ?? {}
    const bucket = getBucket(scenario.world, String(destinationBucket))
    const version = currentVersion(bucket, decodeURIComponent(String(inventoryManifestKey)))
    if (version === undefined) throw new Error('there is no inventory report')
    removeVersion(scenario.world, bucket, version, 'somebody')
    const { code, text } = await verify(scenario, texts)
    expect([code, text]).toEqual([2, expect.stringMatching(/acme-data: cannot be computed again/)])
  })

  it('is unknown where it does not show the selection, and where it claims nothing', async () => {
    const scenario = await openScenario()
    const hidden = await report(scenario, { 'list-keys': 'false', exclude: 'old/1' })
    const listed = await report(scenario, { source: 'list' })
    scenario.world.clock.advance(3 * DAY_MS)
    const blind = await report(scenario)
    const told = [hidden, blind, listed].map((texts) => verify(scenario, texts))
    expect((await Promise.all(told)).map(({ code }) => code)).toEqual([2, 2, 2])
  })

  it.each([
    ['no report', '{"schemaVersion":9}', [], /not a JSON report of this action/],
    ['two files', '{}', ['other.json'], /"other.json" is not understood/],
    ['an input of another command', '{}', ['--buckets', 'x'], /--buckets is not a flag of verify/],
    [
      'a file that is not there',
      '{}',
      ['--evidence', 'no.json'],
      /^error: no\.json cannot be read: it does not exist$/m,
    ],
    ['an unknown option', '{}', ['--evidense', 'x'], /did you mean --evidence/],
  ])('is wrong use with %s', async (_, text, more, why) => {
    const scenario = await openScenario()
    const { code, said } = await verify(scenario, { report: text }, more)
    expect([code, said]).toEqual([3, expect.stringMatching(why)])
    expect(countOperations(scenario.world, ['s3', 'sts'])).toEqual({})
  })
})
