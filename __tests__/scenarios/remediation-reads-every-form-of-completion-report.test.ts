import { afterEach, describe, expect, it } from '@jest/globals'
import type { ReportSwitches } from '../../emulator/s3-control/settings.ts'
import {
  batchSettings,
  expectCopiedOnce,
  jobsOf,
  oldKeys,
  remediationOutputs,
  seedFindings,
} from '../support/remediation.ts'
import { closeScenarios, openScenario, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

async function openWithReport(switches: Partial<ReportSwitches>): Promise<Scenario> {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, [...oldKeys(4), 'a b,"c"\n%41']) })
  Object.assign(batchSettings(scenario.world).report, switches)
  return scenario
}

describe('a completion report is understood', () => {
  it.each<[string, Partial<ReportSwitches>]>([
    ['with CRLF', { lineEnd: '\r\n' }],
    ['with the columns in the order its schema states', { columnOrder: 'schema' }],
    ['in several files', { rowsPerFile: 2 }],
    ['that comes late', { delivery: { lateReads: 5 } }],
  ])('%s', async (_name, switches) => {
    const scenario = await openWithReport(switches)

    const result = await scenario.run(scenario.remediation)

    expect(remediationOutputs(result)).toEqual({
      exitCode: 0,
      status: 'COMPLETE',
      jobs: 1,
      succeeded: '5',
      failed: '0',
    })
  })
})

describe('a job is not believed, and no other is started, when its completion report', () => {
  it.each<[string, Partial<ReportSwitches>]>([
    ['never comes', { delivery: 'never' }],
    ['lies in another folder', { doubleSlash: true }],
    ['has another MD5 than it states', { wrongMd5: true }],
    ['is cut off', { truncated: true }],
    ['lacks a file', { missingResultsFile: true }],
    ['lacks a row', { editRows: (rows) => rows.slice(1) }],
    ['has a row twice', { editRows: (rows) => [...rows, rows[0] ?? ''] }],
    ['speaks of another bucket', { editRows: (rows) => rows.map((row) => row.replace('acme-data', 'acme-other')) }],
    [
      'names a file in another bucket',
      { editManifest: (text) => text.replaceAll('acme-batch-work', 'acme-inventory') },
    ],
    ['is no JSON', { editManifest: (text) => text.slice(1) }],
  ])('%s', async (_name, switches) => {
    const scenario = await openWithReport(switches)

    const result = await scenario.run({ ...scenario.remediation, 'on-findings': 'warn' })

    expect(remediationOutputs(result)).toEqual({ exitCode: 1, status: 'FAILED', jobs: 1, succeeded: '', failed: '' })
    expect(result.summary).toContain('completion report')

    const again = await scenario.run(scenario.remediation)

    expect(remediationOutputs(again)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 1 })
    expect(jobsOf(scenario.world)).toHaveLength(1)
    expectCopiedOnce(scenario.world, [...oldKeys(4), 'a b,"c"\n%41'])
  })
})

it('believes the rows of the report where the numbers S3 gives beside it differ', async () => {
  const scenario = await openWithReport({})
  batchSettings(scenario.world).progressError = { succeeded: -2, failed: 3 }

  const result = await scenario.run(scenario.remediation)

  expect(remediationOutputs(result)).toEqual({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '5', failed: '0' })
  expect(result.summary).toContain("S3's own progress says 3 succeeded and 3 failed")
})

it('does not believe a completion report that speaks of an object nobody ordered, and copies nothing twice', async () => {
  const scenario = await openWithReport({ editRows: (rows) => rows.map((row) => row.replace('old/1', 'old/9')) })

  for (let run = 1; run <= 2; run += 1) {
    const result = await scenario.run(scenario.remediation)
    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'FAILED' })
  }

  expectCopiedOnce(scenario.world, [...oldKeys(4), 'a b,"c"\n%41'])
})
