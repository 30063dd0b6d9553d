// Every finding in one file: all of them, once each, described by its sidecar, and only where a file may be.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { athenaState, scriptQuery } from '../../emulator/athena/state.ts'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { BUCKET, closeScenarios, expectNoAnswer, OLD, openScenario, type Scenario } from '../support/scenario.ts'
import { ATHENA_INPUTS, openAthenaScenario } from '../support/scenes/athena.ts'
import { addFindings, compareIn, takeBaseline } from '../support/scenes/baseline.ts'
import { METADATA_INPUTS, openWithTable } from '../support/scenes/metadata.ts'

afterEach(closeScenarios)

const KEYS = [...new Set(hostileKeys(400))]

function seedKeys(world: World): void {
  for (const key of KEYS) seedObject(world, BUCKET, { key, size: 5, status: 'NOT-SSE', lastModified: OLD })
  seedObject(world, BUCKET, { key: 'fine', size: 5, status: 'SSE-S3', lastModified: OLD })
}

/** Reads what stands in the workspace while the run still has its files. */
function watch(name: string) {
  const seen = { text: '', sidecar: '' }
  const onLine = (_: string, { workspace }: ActionHandle) => {
    const place = join(workspace, name)
    if (existsSync(`${place}.json`) && existsSync(place)) {
      seen.text = readFileSync(place, 'utf8')
      seen.sidecar = readFileSync(`${place}.json`, 'utf8')
    }
  }
  return { seen, onLine }
}

it.each(['findings.csv', 'findings.ndjson'])('writes %s with every finding, and describes it', async (name) => {
  const scenario = await openScenario({ seed: seedKeys })
  const { seen, onLine } = watch(name)

  const run = await scenario.run({ 'findings-file': name }, { onLine })

  expect(run.outputs.get('findings-file')).toBe(name)
  const lines = seen.text.trim().split('\n')
  const keys = name.endsWith('.csv')
    ? lines.slice(1).map((line) => line.split(',')[1] ?? '')
    : lines.map((line) => (JSON.parse(line) as { key: string }).key)
  expect(keys.map(decodeURIComponent).sort()).toEqual([...KEYS].sort())
  expect(lines[0]).toMatch(/^(?:bucket,key,encryption,|\{"bucket":"acme-data","key":")/)
  const sha256 = createHash('sha256').update(seen.text).digest('hex')
  const file = { path: name, rows: KEYS.length, bytes: seen.text.length, sha256 }
  expect(JSON.parse(seen.sidecar)).toMatchObject({
    schemaVersion: 1,
    file,
    buckets: [{ bucket: BUCKET, verdict: 'NON_COMPLIANT', findings: KEYS.length, source: { kind: 'inventory' } }],
  })
  expect(run.report).toMatchObject({ findingsFile: file })
  expect(run.summary).toContain(sha256)
})

it.each([
  ['Athena', ATHENA_INPUTS, 'athena'],
  ['a table of S3 Metadata', METADATA_INPUTS, 'metadata'],
] as const)('has the same lines and description when %s answers', async (_, inputs, source) => {
  const writeWith = async (scenario: Scenario, more: Readonly<Record<string, string>>) => {
    const { seen, onLine } = watch('findings.csv')
    const run = await scenario.run({ 'findings-file': 'findings.csv', ...more }, { onLine })
    expect(run.outputs.get('findings-file')).toBe('findings.csv')
    const described = JSON.parse(seen.sidecar) as Described
    expect(described.file.sha256).toBe(createHash('sha256').update(seen.text).digest('hex'))
    return { lines: seen.text.split('\n').sort(), described }
  }
  const open = source === 'athena' ? openAthenaScenario : openWithTable

  const { lines, described } = await writeWith(await open({ seed: seedKeys }), inputs)

  const streamed = await writeWith(await openScenario({ seed: seedKeys }), {})
  expect(lines).toHaveLength(KEYS.length + 2)
  expect(lines).toEqual(streamed.lines)
  expect(described.file).toMatchObject({ rows: KEYS.length, bytes: streamed.described.file.bytes })
  const kind = source === 'athena' ? 'inventory' : 'metadata'
  expect(described.buckets).toMatchObject([{ verdict: 'NON_COMPLIANT', findings: KEYS.length, source: { kind } }])
})

type Described = { readonly file: { readonly sha256: string; readonly bytes: number }; readonly buckets: unknown }

/** One finding, about which nothing can be done: no row of it goes into a job manifest. */
const seedHeldBack = (world: World) =>
  seedObject(world, BUCKET, { key: 'archived', size: 5, storageClass: 'GLACIER', lastModified: OLD })

it.each([
  ['Athena', ATHENA_INPUTS, openAthenaScenario, 'SHOW TABLES, CREATE TABLE, tally'],
  ['a table of S3 Metadata', METADATA_INPUTS, openWithTable, 'age, tally'],
] as const)('has no line of a bucket if %s leaves out a finding that is held back', async (_, inputs, open, first) => {
  const scenario = await open({ seed: seedHeldBack })
  const { seen, onLine } = watch('findings.csv')
  const asked = { 'findings-file': 'findings.csv', ...inputs }
  for (const __ of first.split(', ')) scriptQuery(scenario.world, {})
  // A table may have moved on, so that it is counted and read three times.
  for (const script of ['short', 'as it is', 'short', 'as it is', 'short'])
    scriptQuery(scenario.world, script === 'short' ? { result: 'short' } : {})

  const run = await scenario.run(asked, { onLine })

  expectNoAnswer(run, 'QUERY_FAILED', 'other rows than it had counted')
  expect(seen.text.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(seen.sidecar)).toMatchObject({
    file: { rows: 0 },
    buckets: [{ verdict: 'INSUFFICIENT_DATA', reason: 'QUERY_FAILED' }],
  })

  athenaState(scenario.world).scripts.length = 0
  expect((await scenario.run(asked, { onLine })).outputs.get('findings-file')).toBe('findings.csv')
  expect(seen.text).toContain(',archived,')
})

it.each([
  ['Athena', ATHENA_INPUTS, openAthenaScenario],
  ['a table of S3 Metadata', METADATA_INPUTS, openWithTable],
] as const)('lets a pull request be compared where %s answers', async (_, inputs, open) => {
  const scenario = await open({ seed: seedKeys })
  const folder = await takeBaseline(scenario, inputs)
  await addFindings(scenario, ['new/1', 'new/2'])

  const run = await compareIn(scenario, folder, { inputs })

  expect([run.outputs.get('new-findings'), run.outputs.get('unchanged-findings')]).toEqual(['2', String(KEYS.length)])
  expect(run.exitCode).toBe(1)
})

it.each([
  [{ 'findings-file': '../findings.csv' }, 'it is outside the workspace and RUNNER_TEMP'],
  [{ 'findings-file': 'findings.xlsx' }, 'its name does not say the format'],
  [{ 'findings-file': 'f.csv', 'report-file': 'f.csv.json' }, 'report-file is f.csv.json'],
])('refuses %j before anything is called', async (inputs, why) => {
  const scenario = await openScenario()

  const run = await scenario.run(inputs)

  expectNoAnswer(run, 'INVALID_INPUT', 'findings-file is ', why)
  expect(run.requests).toEqual([])
})

it('keeps the verdict when the place is lost on the way, and says that there is no file', async () => {
  const scenario = await openScenario()

  const run = await scenario.run(
    { 'findings-file': 'findings.csv' },
    {
      onLine: (line, { workspace }: ActionHandle) =>
        line.includes('Credentials') && mkdirSync(join(workspace, 'findings.csv'), { recursive: true }),
    },
  )

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.outputs.get('findings-file')).toBe('')
  expect(run.annotated).toContain('The findings file could not be written')
})
