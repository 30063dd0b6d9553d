// S3 Select counts the rows of Parquet files; what must be looked at is read by the runner.

import { afterEach, describe, expect, it } from '@jest/globals'
import type { InventoryRow } from '../../emulator/inventory/columns.ts'
import { selectSettings } from '../../emulator/s3/select-settings.ts'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
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

const FORMAT = { format: 'Parquet' } as const
const SELECT = { 'scan-engine': 's3-select' }

/** Forty keys in order; only the last five are not encrypted. Old versions, a delete marker, hostile keys. */
function seed(world: World): void {
  for (let index = 0; index < 40; index += 1) {
    const key = `${String(index).padStart(2, '0')}/ü "x",\n+%2B`
    const object = { key, size: index, lastModified: OLD, status: index < 35 ? 'SSE-KMS' : 'NOT-SSE' } as const
    if (index % 7 === 0) seedObject(world, BUCKET, { ...object, status: 'NOT-SSE' })
    seedObject(world, BUCKET, { ...object, storageClass: index % 2 === 0 ? 'STANDARD' : 'STANDARD_IA' })
  }
  seedObject(world, BUCKET, { key: '99/gone', status: 'NOT-SSE', size: 1 })
  seedDeleteMarker(world, BUCKET, { key: '99/gone' })
}

/** What a run found, whoever read the files. */
function findingsOf(run: Awaited<ReturnType<Scenario['run']>>) {
  const [bucket] = (run.report as { buckets: { scan?: { files: { rows: number }[] } }[] }).buckets
  return { verdict: run.outputs.get('verdict'), ...bucket?.scan, files: bucket?.scan?.files.map(({ rows }) => rows) }
}

describe('the findings are those of the runner', () => {
  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['by default', {}, 7],
    ['where most objects are findings', { 'accepted-encryption': 'SSE-S3' }, 7],
    ['where the keys of all must be looked at: then S3 Select is not asked', { exclude: '0*/**' }, 0],
  ])('%s', async (_, inputs, asked) => {
    const scenario = await openScenario({ seed, deliver: false, ...FORMAT })
    await scenario.deliver({ rowsPerFile: 7 })

    const [selected, streamed] = [await scenario.run({ ...inputs, ...SELECT }), await scenario.run(inputs)]

    expect(findingsOf(selected)).toEqual(findingsOf(streamed))
    expect(findingsOf(selected).verdict).toBe('NON_COMPLIANT')
    expect(requestsOf(selected, 'SelectObjectContent')).toHaveLength(asked)
  })

  it('where nothing is wrong', async () => {
    const scenario = await openScenario({
      ...FORMAT,
      seed: (world) => seedObject(world, BUCKET, { key: 'x', size: 1, status: 'SSE-S3' }),
    })

    const run = await scenario.run(SELECT)

    expect(run.outputs.get('verdict')).toBe('COMPLIANT')
    expect(requestsOf(run, 'SelectObjectContent')).toHaveLength(1)
  })
})

describe('what S3 Select finds odd is settled by the runner', () => {
  it.each<[string, (row: InventoryRow) => Partial<InventoryRow>]>([
    ['another bucket in a row', () => ({ bucket: 'other-bucket' })],
    ['a status that is not known', () => ({ encryptionStatus: 'SSE-X' })],
    ['no status', () => ({ encryptionStatus: '' })],
    ['no flag', () => ({ isLatest: undefined })],
  ])('%s', async (_, forge) => {
    const scenario = await openScenario({ seed, deliver: false, ...FORMAT })
    await scenario.deliver({ mutateRow: (row, index) => (index === 3 ? { ...row, ...forge(row) } : row) })

    const [selected, streamed] = [await scenario.run(SELECT), await scenario.run()]

    const answerOf = ({ outputs }: typeof selected) => [outputs.get('verdict'), outputs.get('reason')]
    expect(answerOf(selected)).toEqual(answerOf(streamed))
    expect(answerOf(selected)[0]).toBe('INSUFFICIENT_DATA')
  })
})

it('is no answer for an account that does not have it, nor without its End event', async () => {
  const scenario = await openScenario({ seed, ...FORMAT })
  selectSettings(scenario.world).isAvailable = false
  expectNoAnswer(await scenario.run(SELECT), 'UNREADABLE', 'MethodNotAllowed')
  Object.assign(selectSettings(scenario.world), { isAvailable: true, endsStreams: false })
  expectNoAnswer(await scenario.run(SELECT), 'SERVICE_UNAVAILABLE', 'before its End event')
})
