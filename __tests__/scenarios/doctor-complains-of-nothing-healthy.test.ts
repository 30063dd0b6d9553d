// The doctor looks at everything a run needs in one pass, writes nothing, and has no complaint about a healthy world.

import { afterEach, describe, expect, it } from '@jest/globals'
import { athenaState } from '../../emulator/athena/state.ts'
import { seedMetadataTables } from '../../emulator/s3/metadata-tables.ts'
import { validate } from '../support/json-schema.ts'
import { attach } from '../support/remediation.ts'
import { BUCKET, closeScenarios, takePermission } from '../support/scenario.ts'
import { ATHENA_INPUTS, allowAthena } from '../support/scenes/athena.ts'
import {
  doctorOf,
  encryptHealthily,
  lineOf,
  linesOf,
  notFine,
  openHealthy,
  openHealthyWithKey,
} from '../support/scenes/doctor.ts'
import { REMEDIATION_FAULTS } from '../support/scenes/doctor-faults.ts'
import { expectOnlyReads, schema } from '../support/scenes/doctor-story.ts'
import { allowMetadata, METADATA_INPUTS } from '../support/scenes/metadata.ts'

afterEach(closeScenarios)

describe('a healthy world', () => {
  it('has no complaint before a scan', async () => {
    const scenario = await openHealthy()
    const run = await scenario.run({ mode: 'doctor' })
    expect(notFine(run)).toEqual([])
    expect(run.exitCode).toBe(0)
    expect(run.outputs.get('status')).toBe('FINE')
    expect(run.outputs.get('verdict')).toBe('')
    expectOnlyReads(run)
    expect(validate(run.report, schema)).toEqual([])
    expect(run.summary).toContain('Everything is fine')
    expect(linesOf(run).map(({ check }) => check)).toContain('delivery-policy')
  })

  it('has no complaint before a remediation that keeps an issue', async () => {
    const scenario = await openHealthy()
    const run = await scenario.run(doctorOf(scenario, { 'on-findings': 'issue' }))
    expect(notFine(run)).toEqual([])
    expect(run.exitCode).toBe(0)
    expectOnlyReads(run)
  })

  it('has no complaint where objects get a key, and reports are under another', async () => {
    const { scenario, inputs } = await openHealthyWithKey()
    await encryptHealthily(scenario)
    const run = await scenario.run(doctorOf(scenario, inputs))
    expect(notFine(run)).toEqual([])
    expect(lineOf(run, 'report-key')).toMatchObject({ status: 'fine' })
    expect(lineOf(run, 'target-key-use')).toMatchObject({ status: 'fine' })
  })
})

describe('what the doctor may not look at', () => {
  it('is unknown, never fine, and the step fails', async () => {
    const scenario = await openHealthy()
    const { roles } = scenario
    roles.scan.policies = roles.scan.policies.filter(({ Statement }) =>
      Statement.every(({ Sid }) => Sid !== 'SeeWhetherReportsAreDelivered'),
    )
    const run = await scenario.run({ mode: 'doctor' })
    expect(run.exitCode).toBe(1)
    expect(run.outputs.get('status')).toBe('UNKNOWN')
    expect(lineOf(run, 'delivery-policy')).toMatchObject({ status: 'unknown' })
    expect(lineOf(run, 'delivery-policy')?.fix?.say).toContain('docs/iam/doctor-policy.json')
    expect(linesOf(run).filter(({ status }) => status === 'wrong')).toEqual([])
  })
})

it('never stops at the first fault: all faults of one world are told in one pass', async () => {
  const scenario = await openHealthy()
  const planted = REMEDIATION_FAULTS.filter(({ check }) =>
    ['permissions', 'pass-role', 'unfinished-uploads'].includes(check),
  )
  for (const fault of planted) await fault.plant(scenario)
  const run = await scenario.run(doctorOf(scenario))
  for (const { check, about } of planted) expect(lineOf(run, check, about)).toMatchObject({ status: 'wrong' })
  expect(notFine(run)).toHaveLength(planted.length)
})

describe('where the bucket is listed', () => {
  it('looks at nothing of an inventory, and at the permissions of a listing', async () => {
    const scenario = await openHealthy()
    attach(scenario, 'scan', ['list-role-policy.json'])
    const run = await scenario.run({ mode: 'doctor', source: 'list' })
    expect(notFine(run)).toEqual([])
    expect(linesOf(run).map(({ check }) => check)).not.toContain('inventory-configuration')
    expect(lineOf(run, 'permissions', 'LookAtListedObjects')).toMatchObject({ status: 'fine' })
  })

  it('refuses what it cannot look at', async () => {
    const scenario = await openHealthy()
    const run = await scenario.run(doctorOf(scenario, { source: 'manifest-generator' }))
    expect(run.outputs.get('status')).toBe('UNKNOWN')
    expect(run.annotated).toContain('with mode: doctor')
  })
})

describe('where a table of S3 Metadata is asked', () => {
  it('looks at the table, the workgroup and every permission, at nothing of an inventory, and starts no query', async () => {
    const scenario = await openHealthy()
    scenario.world.buckets.get(BUCKET)?.inventory.clear()
    allowMetadata(scenario)
    const tables = seedMetadataTables(scenario.world, BUCKET)
    const run = await scenario.run({ mode: 'doctor', ...METADATA_INPUTS })
    expect(notFine(run)).toEqual([])
    expectOnlyReads(run)
    expect(linesOf(run).map(({ check }) => check)).not.toContain('inventory-configuration')
    expect(lineOf(run, 'metadata-table')).toMatchObject({ status: 'fine' })
    expect(lineOf(run, 'athena-workgroup')).toMatchObject({ status: 'fine' })
    expect(lineOf(run, 'permissions', 'ReadTablesOfTheTableBucket')).toMatchObject({ status: 'fine' })
    tables.inventory = 'DISABLED'
    takePermission(scenario, scenario.roles.scan.arn, 'ReadTablesOfTheTableBucket', 's3tables:GetTableData')
    const other = await scenario.run({ mode: 'doctor', ...METADATA_INPUTS })
    expect(lineOf(other, 'metadata-table')).toMatchObject({
      status: 'wrong',
      found: expect.stringContaining('DISABLED'),
    })
    expect(lineOf(other, 'permissions', 'ReadTablesOfTheTableBucket')).toMatchObject({ status: 'wrong' })
    expect(notFine(other)).toHaveLength(2)
  })
})

describe('where a table of S3 Metadata may be asked (source: auto)', () => {
  const inputs = { mode: 'doctor', ...METADATA_INPUTS, source: 'auto' }

  it('looks at the table, and at what a query needs if there is no report', async () => {
    const scenario = await openHealthy()
    allowMetadata(scenario)
    const tables = seedMetadataTables(scenario.world, BUCKET)
    const healthy = await scenario.run(inputs)
    expect(notFine(healthy)).toEqual([])
    expect(lineOf(healthy, 'metadata-table')).toMatchObject({ found: expect.stringContaining('if there is no report') })
    expect(linesOf(healthy).map(({ check }) => check)).not.toContain('athena-workgroup')

    scenario.world.buckets.get(BUCKET)?.inventory.clear()
    const alone = await scenario.run(inputs)
    expect(lineOf(alone, 'metadata-table')).toMatchObject({ status: 'fine' })
    expect(lineOf(alone, 'athena-workgroup')).toMatchObject({ found: expect.stringContaining('asked about the table') })
    expect(lineOf(alone, 'permissions', 'ReadTablesOfTheTableBucket')).toMatchObject({ status: 'fine' })

    tables.inventory = 'DISABLED'
    const listed = await scenario.run(inputs)
    expect(lineOf(listed, 'metadata-table')).toMatchObject({
      status: 'fine',
      found: expect.stringMatching(/DISABLED.*the bucket is listed/),
    })
    expect(linesOf(listed).map(({ check }) => check)).not.toContain('athena-workgroup')
    expectOnlyReads(listed)
  })
})

describe('where Athena reads the reports', () => {
  it('looks at the workgroup, and starts no query', async () => {
    const scenario = await openHealthy()
    allowAthena(scenario)
    const healthy = await scenario.run({ mode: 'doctor', ...ATHENA_INPUTS })
    expect(notFine(healthy)).toEqual([])
    expect(lineOf(healthy, 'athena-workgroup')).toMatchObject({ status: 'fine' })
    const workgroup = athenaState(scenario.world).workGroups.get('primary')
    if (workgroup !== undefined) workgroup.state = 'DISABLED'
    const off = await scenario.run({ mode: 'doctor', ...ATHENA_INPUTS })
    expect(lineOf(off, 'athena-workgroup')).toMatchObject({
      status: 'wrong',
      found: expect.stringContaining('turned off'),
    })
    expect(athenaState(scenario.world).queries.size).toBe(0)
  })
})
