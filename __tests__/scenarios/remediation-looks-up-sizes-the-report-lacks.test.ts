import { afterEach, expect, it } from '@jest/globals'
import {
  currentObjects,
  expectCopiedOnce,
  jobsOf,
  oldKeys,
  orderedKeys,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { heads, LARGE, openLacking, planOf } from '../support/scenes/lacking-columns.ts'

afterEach(closeScenarios)

it('says that sizes are unknown where nothing is planned, and gives no zero', async () => {
  const scenario = await openLacking(2, 0)

  const run = await scenario.run()

  expect(run.outputs.get('findings')).toBe('2')
  expect(run.outputs.get('finding-bytes')).toBe('')
  expect(run.report).toMatchObject({
    buckets: [
      {
        report: { missingColumns: ['Size'] },
        scan: { findings: { objects: 2, bytes: null }, findingsByStatus: { 'NOT-SSE': { objects: 2, bytes: null } } },
      },
    ],
  })
  expect(run.summary).toContain('The report has no Size column: sizes are unknown')
  expect(run.stdout).toContain('The report has no Size column')
  expect(run.summary).not.toMatch(/\b0 B\b/)
})

it('copies in parts what is over 5 GiB, and orders a job for the others only', async () => {
  const scenario = await openLacking(2, 1)

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
  expect(orderedKeys(scenario.world).sort()).toEqual(oldKeys(2))
  expectCopiedOnce(scenario.world, oldKeys(2))
  expect(statuses(scenario.world)).toMatchObject({ 'large/1': 'SSE-S3' })
})

it('holds back what is over 5 GiB where only jobs may copy', async () => {
  const scenario = await openLacking(1, 2)

  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'batch' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1, succeeded: '1' })
  expect(run.report).toMatchObject({
    buckets: [{ scan: { heldBack: [{ reason: 'too-large', objects: 2, bytes: 2 * LARGE }] } }],
  })
  expect(orderedKeys(scenario.world)).toEqual(oldKeys(1))
})

it('plans with the bytes and the price that a report with sizes would give', async () => {
  const [without, full] = [await openLacking(2, 1), await openLacking(2, 1, [])]

  const planned = await without.run({ ...without.remediation, remediation: 'plan', 'max-cost': '25' })
  const known = await full.run({ ...full.remediation, remediation: 'plan', 'max-cost': '25' })

  expect(heads(planned)).toBe(3)
  expect(heads(known)).toBe(0)
  const lines = planOf(planned)?.lines ?? []
  expect(lines.filter(({ what }) => !what.includes('look up the sizes'))).toEqual(planOf(known)?.lines)
  expect(lines.filter(({ what }) => what.includes('look up the sizes'))).toMatchObject([{ quantity: 3 }])
  expect(planOf(planned)?.usd).toBeGreaterThan(0)
})

it('looks once at each object, also where there are two reasons to look', async () => {
  const scenario = await openLacking(3, 1, ['Size'], true)
  seedFindings(scenario.world, ['moved'], { websiteRedirect: '/elsewhere' })
  await scenario.deliver()

  const run = await scenario.run({ ...scenario.remediation, remediation: 'plan' })

  expect(heads(run)).toBe(5)
  expect(run.report).toMatchObject({
    buckets: [
      {
        scan: { heldBack: [{ reason: 'website-redirect', objects: 1, bytes: 100 }] },
        plan: { jobs: [{ objects: 3, bytes: 300 }], directCopies: [{ objects: 1, bytes: LARGE }] },
      },
    ],
  })
})

it('refuses with the figure where more objects than allowed would have to be looked at', async () => {
  const scenario = await openLacking(2, 1)

  const run = await scenario.run({ ...scenario.remediation, 'max-evidence-requests': '2' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(run.summary).toContain('The report has no Size column, and a job fails for every object over 5 GB')
  expect(run.summary).toContain('Raise max-evidence-requests by at least 1')
  expect(run.summary).toContain('Add Size to the fields of the inventory configuration')
  expect(planOf(run)).toMatchObject({ usd: null })
  expect(heads(run)).toBe(0)
  expect(jobsOf(scenario.world)).toEqual([])
})

it('refuses max-cost where sizes stay unknown, also without a job', async () => {
  const scenario = await openLacking(3, 0)
  const inputs = { ...scenario.remediation, 'copy-engine': 'direct', 'max-evidence-requests': '2' }

  const refused = await scenario.run({ ...inputs, 'max-cost': '1000' })

  expect(remediationOutputs(refused)).toMatchObject({ exitCode: 1, status: 'FAILED' })
  expect(refused.summary).toContain('max-cost cannot be checked: the report has no Size column')
  expect(refused.summary).toContain('Add Size to the fields of the inventory configuration')
  expect(statuses(scenario.world)).toMatchObject({ 'old/1': 'NOT-SSE' })

  const copied = await scenario.run(inputs)
  expect(remediationOutputs(copied)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(copied.stdout).toContain('is unknown')
})

it('says what a missing LastModifiedDate leaves unknown, and copies nothing written since the report', async () => {
  const scenario = await openLacking(2, 0, ['LastModifiedDate'])

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1 })
  expect(run.report).toMatchObject({ buckets: [{ report: { missingColumns: ['LastModifiedDate'] } }] })
  expect(run.stdout).toContain('The report has no LastModifiedDate column')
  expect([...currentObjects(scenario.world).values()].every(({ encryption }) => encryption.status !== 'NOT-SSE')).toBe(
    true,
  )
})
