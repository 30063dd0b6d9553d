import { afterEach, expect, it } from '@jest/globals'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { jobsOf } from '../support/remediation.ts'
import { BUCKET, closeScenarios, countOf, expectNoAnswer, OLD } from '../support/scenario.ts'
import { METADATA_INPUTS, openWithTable } from '../support/scenes/metadata.ts'

afterEach(closeScenarios)

it('encrypts in place what the table shows, after a look at some of it, and the next table is compliant', async () => {
  const scenario = await openWithTable()

  const run = await scenario.run({ ...scenario.remediation, ...METADATA_INPUTS })

  expect(run.exitCode).toBe(0)
  expect(run.outputs.get('remediation-status')).toBe('COMPLETE')
  expect(run.outputs.get('tasks-succeeded')).toBe('2')
  expect(run.report).toMatchObject({ buckets: [{ scan: { table: { sample: { looked: 2, agreeing: 2 } } } }] })
  expect(currentVersion(getBucket(scenario.world, BUCKET), 'old/1')?.encryption.status).toBe('SSE-S3')
  const next = await scenario.run(METADATA_INPUTS)
  expect(next.outputs.get('verdict')).toBe('COMPLIANT')
})

it('carries out the plan that was approved, and refuses it once a finding has changed', async () => {
  const scenario = await openWithTable()
  const inputs = { ...scenario.remediation, ...METADATA_INPUTS }
  const plan = await scenario.run({ ...inputs, remediation: 'plan' })
  const approved = { 'approved-plan': plan.outputs.get('plan-id') ?? '' }
  seedObject(scenario.world, BUCKET, { key: 'encrypted since', size: 1, status: 'SSE-S3' })

  const run = await scenario.run({ ...inputs, ...approved })
  expect(run.outputs.get('remediation-status')).toBe('COMPLETE')

  seedObject(scenario.world, BUCKET, { key: 'old/3', size: 1, status: 'NOT-SSE', lastModified: OLD })
  const again = await scenario.run({ ...inputs, ...approved })
  expect(again.stdout).toContain('This is not the approved plan')
  expect(countOf(again, 'CreateJob')).toBe(0)
})

it('takes up the job of a run that was cut off', async () => {
  const scenario = await openWithTable()
  const inputs = { ...scenario.remediation, ...METADATA_INPUTS }
  await scenario.run({ ...inputs, remediation: 'confirm' })

  const run = await scenario.run(inputs)

  expect(run.outputs.get('remediation-status')).toBe('COMPLETE')
  expect(jobsOf(scenario.world)).toHaveLength(1)
  expect(countOf(run, 'CreateJob')).toBe(0)
})

it('does nothing about a table that lost the status of an encrypted object', async () => {
  const lost = { key: 'lost', size: 1, status: 'SSE-S3', lastModified: OLD } as const
  const scenario = await openWithTable({ seed: (world) => seedObject(world, BUCKET, lost) })
  scenario.tables.change = (rows) => rows.map((row) => ({ ...row, encryption_status: null }))

  const audit = await scenario.run(METADATA_INPUTS)
  expect(audit.outputs.get('verdict')).toBe('NON_COMPLIANT')
  for (const remediation of ['plan', 'run']) {
    const run = await scenario.run({ ...scenario.remediation, ...METADATA_INPUTS, remediation })
    expectNoAnswer(run, 'EVIDENCE_MISSING', 'although it was not written since')
    expect(countOf(run, 'CreateJob')).toBe(0)
  }
})

it('counts again if the table changes between its queries', async () => {
  const scenario = await openWithTable()
  let queries = 0
  const { change } = scenario.tables
  scenario.tables.change = (rows) => {
    queries += 1
    if (queries === 1) seedObject(scenario.world, BUCKET, { key: 'new', size: 1, lastModified: OLD })
    return change(rows)
  }

  const run = await scenario.run({ ...scenario.remediation, ...METADATA_INPUTS, remediation: 'plan' })

  expect(run.outputs.get('findings')).toBe('3')
  expect(queries).toBe(4)
})

it('holds back what the table does not show: ACLs where they have an effect, and tiers', async () => {
  const scenario = await openWithTable({
    seed: (world) => {
      seedObject(world, BUCKET, { key: 'tiered', size: 1, storageClass: 'INTELLIGENT_TIERING', lastModified: OLD })
      seedObject(world, BUCKET, { key: 'plain', size: 1, lastModified: OLD })
    },
  })
  const inputs = { ...scenario.remediation, ...METADATA_INPUTS, remediation: 'plan' }
  const held = async () => {
    const { report } = await scenario.run(inputs)
    const { buckets } = report as { buckets: { scan: { heldBack: { reason: string; objects: number }[] } }[] }
    return buckets[0]?.scan.heldBack.map(({ reason, objects }) => [reason, objects])
  }
  expect(await held()).toEqual([['access-tier-unknown', 1]])
  getBucket(scenario.world, BUCKET).ownership = 'ObjectWriter'
  expect(await held()).toEqual([['acl-unknown', 2]])
})
