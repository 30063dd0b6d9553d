import { afterEach, describe, expect, it } from '@jest/globals'
import { selectSettings } from '../../emulator/s3/select-settings.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { changeCsv } from '../support/damage.ts'
import { jobManifestText, onlyJob, remediationOutputs } from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  expectNoAnswer,
  OLD,
  openScenario,
  requestsOf,
  type Scenario,
} from '../support/scenario.ts'

afterEach(closeScenarios)

const HOSTILE = ['a b+c%2B', 'ü/漢,"x"', "quote'd", '::set-output name=x::y', 'back\\slash', '=cmd()']

/** Every status and class, old versions, delete markers, hostile keys. */
function seed(world: World): void {
  const old = { size: 10, lastModified: OLD } as const
  for (const [index, key] of HOSTILE.entries())
    seedObject(world, BUCKET, { ...old, key, size: index, status: index % 2 === 0 ? 'NOT-SSE' : 'SSE-S3' })
  for (const status of ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'NOT-SSE'] as const)
    for (const storageClass of ['STANDARD', 'STANDARD_IA', 'GLACIER', 'INTELLIGENT_TIERING'])
      seedObject(world, BUCKET, { ...old, key: `${status}/${storageClass}`, status, storageClass })
  seedObject(world, BUCKET, { ...old, key: 'twice', status: 'NOT-SSE' })
  seedObject(world, BUCKET, { ...old, key: 'twice', status: 'SSE-S3' })
  seedObject(world, BUCKET, { ...old, key: 'gone', status: 'NOT-SSE' })
  seedDeleteMarker(world, BUCKET, { key: 'gone' })
}

const SELECT = { 'scan-engine': 's3-select' }

/** What a run found, whoever read the files. */
function findingsOf(run: Awaited<ReturnType<Scenario['run']>>) {
  const [bucket] = (run.report as { buckets: { scan?: { files: { rows: number }[] } }[] }).buckets
  return { verdict: run.outputs.get('verdict'), ...bucket?.scan, files: bucket?.scan?.files.map(({ rows }) => rows) }
}

describe('S3 Select finds what the runner finds', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['by default', {}],
    ['with globs', { include: '**\n', exclude: 'NOT-SSE/**\n*quote*' }],
    ['where only KMS keys are accepted', { 'accepted-encryption': 'SSE-KMS' }],
    ['where everything but NOT-SSE is accepted, with few findings allowed', { 'max-findings': '2' }],
  ])('%s', async (_, inputs) => {
    const scenario = await openScenario({ seed })

    const [selected, streamed] = [await scenario.run({ ...inputs, ...SELECT }), await scenario.run(inputs)]

    expect(findingsOf(selected)).toEqual(findingsOf(streamed))
    expect(requestsOf(selected, 'SelectObjectContent').length).toBeGreaterThan(0)
    expect(selected.stdout).toContain('S3 Select reads the report')
  })

  it('in many files, read two at a time', async () => {
    const scenario = await openScenario({ seed, deliver: false })
    await scenario.deliver({ rowsPerFile: 3 })

    const [selected, streamed] = [await scenario.run(SELECT), await scenario.run()]

    expect(findingsOf(selected)).toEqual(findingsOf(streamed))
    expect(findingsOf(selected).files?.length).toBeGreaterThan(5)
  })

  it('where nothing is wrong', async () => {
    const scenario = await openScenario({
      seed: (world) => seedObject(world, BUCKET, { key: 'x', size: 1, status: 'SSE-S3' }),
    })

    expect((await scenario.run(SELECT)).outputs.get('verdict')).toBe('COMPLIANT')
  })

  it('and has the same objects copied', async () => {
    const keys = (world: World) =>
      ['b', 'a b', 'ü'].map((key) => seedObject(world, BUCKET, { key, size: 1, status: 'NOT-SSE', lastModified: OLD }))
    const [selected, streamed] = [await openScenario({ seed: keys }), await openScenario({ seed: keys })]

    const run = await selected.run({ ...selected.remediation, ...SELECT })
    await streamed.run(streamed.remediation)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '3' })
    const [own, other] = [selected, streamed].map(({ world }) => jobManifestText(world, onlyJob(world)))
    expect(own).toBe(other)
  })
})

describe('what S3 Select answers is no answer', () => {
  it.each<[string, (scenario: Scenario) => void, string, string]>([
    [
      'without its End event',
      ({ world }) => (selectSettings(world).endsStreams = false),
      'SERVICE_UNAVAILABLE',
      'before its End event',
    ],
    [
      'if its stream is cut',
      ({ world }) =>
        world.faults.push({
          match: { operation: 'SelectObjectContent' },
          phase: 'body',
          bytes: 'half',
          effect: { kind: 'short' },
          times: 9,
        }),
      'SERVICE_UNAVAILABLE',
      'it broke off',
    ],
    [
      'if a byte of it is changed',
      ({ world }) =>
        world.faults.push({
          match: { operation: 'SelectObjectContent' },
          phase: 'body',
          bytes: 'half',
          effect: { kind: 'corrupt' },
          times: 9,
        }),
      'SERVICE_UNAVAILABLE',
      'it broke off',
    ],
    [
      'for an account that does not have it',
      ({ world }) => (selectSettings(world).isAvailable = false),
      'UNREADABLE',
      'MethodNotAllowed',
    ],
  ])('%s', async (_, change, reason, said) => {
    const scenario = await openScenario({ seed })
    change(scenario)

    const run = await scenario.run(SELECT)

    expect([run.outputs.get('verdict'), run.outputs.get('reason')]).toEqual(['INSUFFICIENT_DATA', reason])
    expect(run.annotated).toContain(said)
  })

  it('if the file is replaced meanwhile', async () => {
    const scenario = await openScenario({ seed })
    const { world } = scenario
    const replace = () => {
      const bucket = getBucket(world, DESTINATION_BUCKET)
      const key = [...bucket.objects.keys()].find((name) => name.endsWith('.csv.gz')) ?? ''
      const before = currentVersion(bucket, key)
      if (before !== undefined) seedObject(world, DESTINATION_BUCKET, { key, body: 'other', status: 'SSE-S3' })
    }
    const match = { operation: 'SelectObjectContent' }
    world.faults.push({ match, phase: 'answered', effect: { kind: 'call', run: replace }, times: 1 })

    const run = await scenario.run(SELECT)

    expect(run.outputs.get('verdict')).toBe('INSUFFICIENT_DATA')
  })

  it.each<[string, (text: string) => string]>([
    ['another bucket in a row', (text) => text.replace(`"${BUCKET}"`, '"other-bucket"')],
    ['a row that is too short', (text) => text.replace(/\n/, '\n"acme-data","short"\n')],
    ['a status that is not known', (text) => text.replace('"NOT-SSE"', '"SSE-X"')],
    ['a flag that is none', (text) => text.replace('"true"', '"maybe"')],
    ['a size that is no number', (text) => text.replace('"10"', '"ten"')],
  ])('about a forged report with %s', async (_, forge) => {
    const scenario = await openScenario({ seed, deliver: false })
    await scenario.deliver(changeCsv(forge))

    const run = await scenario.run(SELECT)

    expect(run.outputs.get('verdict')).toBe('INSUFFICIENT_DATA')
    expect(run.outputs.get('reason')).toMatch(/^(WRONG_BUCKET|UNREADABLE|UNKNOWN_STATUS)$/)
  })
})

it('says by name that it does not read ORC', async () => {
  const scenario = await openScenario({ seed, format: 'ORC' })

  expectNoAnswer(await scenario.run(SELECT), 'INVALID_INPUT', 'is in ORC')
})
