import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import {
  batchSettings,
  expectCopiedOnce,
  jobsOf,
  oldKeys,
  onlyJob,
  orderedKeys,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  countOperations,
  DAY_MS,
  HOUR_MS,
  OLD,
  openScenario,
  passNight,
} from '../support/scenario.ts'
import { expectPlanRefused, makePlan, rewrite, runApproved } from '../support/scenes/approved-plan.ts'
import { checkOut } from '../support/workspace.ts'

afterEach(closeScenarios)

it('runs overnight, with a newer report in between: the approved objects once, the verdict from the newer one', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  const day1 = { 'inventory-date': '2026-11-20T12:00:00.000Z' }
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(run.outputs.get('inventory-date')).toBe('2026-11-21T12:00:00.000Z')
  expect(run.outputs.get('plan-id')).toBe(id)
  expectCopiedOnce(scenario.world, ['old/1', 'old/2'])
  expect(run.report).toMatchObject({
    planId: id,
    buckets: [{ approvedPlan: { createdAt: day1['inventory-date'], leftOut: 0, notPlanned: 0 } }],
  })
})

it('starts what was approved and nothing else, and says what is left for another plan', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  seedFindings(scenario.world, ['late/1'])
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1, succeeded: '2' })
  expect(run.summary).toContain('1 left: not in the approved plan')
  expectCopiedOnce(scenario.world, ['old/1', 'old/2'])
  expect(statuses(scenario.world)['late/1']).toBe('NOT-SSE')
})

it('leaves out what was encrypted or deleted in between', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(4)) })
  const { world } = scenario
  const id = await makePlan(scenario)
  rewrite(world, 'old/1')
  seedDeleteMarker(world, BUCKET, { key: 'old/2', lastModified: world.clock.now() })
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({
    exitCode: 0,
    status: 'COMPLETE',
    jobs: 1,
    succeeded: '2',
    failed: '0',
  })
  expect(orderedKeys(world).sort()).toEqual(['old/3', 'old/4'])
  expect(run.report).toMatchObject({ buckets: [{ approvedPlan: { leftOut: 2, notPlanned: 0 } }] })
})

it('starts nothing where the newest report shows all of it done', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  for (const key of ['old/1', 'old/2']) rewrite(scenario.world, key)
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'NONE', jobs: 0 })
  expect(run.outputs.get('verdict')).toBe('COMPLIANT')
})

it('does not put an object back into the storage class of the approved report', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
  const { world } = scenario
  const id = await makePlan(scenario)
  // What a lifecycle transition does: nothing but the class changes, LastModified stays.
  seedFindings(world, ['old/1'], { storageClass: 'STANDARD_IA' })
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1' })
  expect(orderedKeys(world)).toEqual(['old/2'])
})

it('takes the report that was there, not a newer one that was still being delivered', async () => {
  const scenario = await openScenario({ deliver: false })
  const { world, deliver } = scenario
  world.clock.advance(DAY_MS / 4)
  const [older, newer] = [world.clock.now() - 2 * HOUR_MS, world.clock.now() - HOUR_MS]
  await deliver({ at: older })
  await deliver({ at: newer, stage: 'no-checksum' })
  const id = await makePlan(scenario)
  world.clock.advance(HOUR_MS)
  await deliver({ at: newer })

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  expect(run.outputs.get('inventory-date')).toBe(new Date(newer).toISOString())
  expect(run.report).toMatchObject({ buckets: [{ approvedPlan: { createdAt: new Date(older).toISOString() } }] })
})

it.each([
  ['policy', { 'accepted-encryption': 'SSE-S3' }, 'the policy differs'],
  ['scope', { exclude: 'old/1' }, 'the scope differs'],
  ['operations', { 'copy-engine': 'direct' }, 'the resulting work differs'],
])('refuses another %s and says so', async (_what, change, said) => {
  const scenario = await openScenario({ copiesDirectly: true })
  const id = await makePlan(scenario)

  const run = await runApproved(scenario, id, change)

  expectPlanRefused(run, scenario.world, 'This is not the approved plan', said)
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('refuses what a changed bucket makes of the plan', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  getBucket(scenario.world, BUCKET).versioning = 'Suspended'

  expectPlanRefused(await runApproved(scenario, id), scenario.world, 'such as its versioning')
})

it('refuses a price above the approved one, and takes a lower one', async () => {
  const scenario = await openScenario()
  const files = (rate: string) => ({
    cwd: checkOut(
      'rates.yml',
      `batch.job: ${rate}
`,
    ),
  })
  const planAt = await scenario.run(
    { remediation: 'plan', 'on-findings': 'warn', 'rates-file': 'rates.yml' },
    files('0.25'),
  )
  const id = planAt.outputs.get('plan-id') ?? ''
  const approved = { ...scenario.remediation, 'approved-plan': id, 'rates-file': 'rates.yml' }

  const dearer = await scenario.run(approved, files('0.50'))

  expectPlanRefused(dearer, scenario.world, 'its price is above the approved one (0.25 USD approved, 0.50 USD now)')

  const cheaper = await scenario.run(approved, files('0.10'))

  expect(remediationOutputs(cheaper)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
})

it('refuses a plan that is too old, whatever max-inventory-age says, and the verdict stands', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  for (let night = 0; night < 8; night += 1) scenario.world.clock.advance(DAY_MS)
  await scenario.deliver()

  const run = await runApproved(scenario, id, { 'max-inventory-age': '30d' })

  expectPlanRefused(run, scenario.world, 'approved-plan-max-age')
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')

  const longer = await runApproved(scenario, id, { 'approved-plan-max-age': '9d' })

  expect(remediationOutputs(longer)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
})

it('goes on after a kill with the same plan-id, also with a newer report by then', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const id = await makePlan(scenario)
  // Nobody waits for the job: it is as if the run had been killed behind CreateJob.
  const first = await runApproved(scenario, id, { wait: 'false' })
  expect(remediationOutputs(first)).toMatchObject({ status: 'PENDING', jobs: 1 })
  await passNight(scenario)

  const again = await runApproved(scenario, id)

  expect(again.outputs.get('job-ids')).toBe(first.outputs.get('job-ids'))
  expect(remediationOutputs(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(countOperations(world)).toMatchObject({ CreateJob: 1 })
  expectCopiedOnce(world, ['old/1', 'old/2'])
})

it('confirms the suspended job of the plan after a newer report', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const id = await makePlan(scenario)
  await runApproved(scenario, id, { remediation: 'confirm' })
  expect(onlyJob(world).status).toBe('Suspended')
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(countOperations(world)).toMatchObject({ CreateJob: 1, UpdateJobStatus: 1 })
})

it('confirms it also where the newer report leaves objects out', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(3)) })
  const { world } = scenario
  const id = await makePlan(scenario)
  await runApproved(scenario, id, { remediation: 'confirm' })
  rewrite(world, 'old/1')
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expectCopiedOnce(world, ['old/2', 'old/3'])
})

it('names a suspended job of an overtaken plan, how to cancel it, and when S3 fails it', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  const [job] = jobsOf(world)
  await passNight(scenario)

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'AWAITING_CONFIRMATION', jobs: 1 })
  const command = `aws s3control update-job-status --region eu-west-1 --account-id ${world.account} --job-id ${job?.id} --requested-job-status Cancelled`
  expect(run.stdout).toContain(command)
  expect(run.stdout).toContain('S3 fails it on 2026-12-20')
  expect(countOperations(world)).toMatchObject({ CreateJob: 1 })
})

it('is one approval for several buckets', async () => {
  const scenario = await openScenario({ sourceBuckets: [BUCKET, 'acme-logs'] })
  const { world } = scenario
  seedObject(world, 'acme-logs', { key: 'a', size: 5, status: 'NOT-SSE', lastModified: OLD })
  world.clock.advance(60_000)
  await deliverInventory(world, 'acme-logs', 'daily')
  const buckets = `${BUCKET}\nacme-logs`
  const id = await makePlan(scenario, { buckets })
  expect(id).toMatch(/^2026-11-20T12-01-00Z-/)
  await passNight(scenario)

  const one = await runApproved(scenario, id, { buckets: BUCKET })
  expectPlanRefused(one, world, 'the buckets differ')

  const both = await runApproved(scenario, id, { buckets: `acme-logs\n${BUCKET}` })
  expect(remediationOutputs(both)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 2, succeeded: '3' })
})

it('is asked for in its form, and only with run and confirm', async () => {
  const scenario = await openScenario()
  for (const [inputs, said] of [
    [{ ...scenario.remediation, 'approved-plan': 'none' }, 'approved-plan'],
    [{ ...scenario.remediation, 'approved-plan': '2026-11-21T01-00Z-abc' }, 'plan-id'],
    [{ remediation: 'plan', 'approved-plan': `2026-11-21T01-00-00Z-${'0'.repeat(64)}` }, 'remediation: run'],
  ] as const) {
    const run = await scenario.run(inputs)
    expect({ exitCode: run.exitCode, reason: run.outputs.get('reason') }).toEqual({
      exitCode: 1,
      reason: 'INVALID_INPUT',
    })
    expect(run.stdout + run.annotated).toContain(said)
  }
  expect(jobsOf(scenario.world)).toEqual([])
})

it('gives no plan-id that could be taken for an approval where no plan could be made', async () => {
  const scenario = await openScenario({ deliver: false })
  const run = await scenario.run({ remediation: 'plan' })
  expect(run.outputs.get('plan-id')).toBe('none')
})

it('joins the job of another repository, whose request is the same', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  batchSettings(world).pacing.newPolls = 2
  const other = { GITHUB_REPOSITORY: 'octo-org/other', GITHUB_RUN_ID: '99' }

  const [one, two] = await Promise.all([
    scenario.run(scenario.remediation),
    scenario.run(scenario.remediation, { env: other }),
  ])

  expect(remediationOutputs(one)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(remediationOutputs(two)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(jobsOf(world)).toHaveLength(1)
  expect(Object.fromEntries(onlyJob(world).tags)).toEqual({
    's3-encryption-compliance': 'remediation',
    's3-encryption-compliance-bucket': BUCKET,
    's3-encryption-compliance-plan': expect.stringMatching(/^[0-9a-f]{16}$/),
  })
  expectCopiedOnce(world, ['old/1', 'old/2'])
})
