// The doctor of `buckets: '*'` lists the account as a run does, and looks at what its lines take.

import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, takePermission } from '../support/scenario.ts'
import { addBareBucket, openAccount, WITH_INVENTORY } from '../support/scenes/account.ts'
import { lineOf, linesOf } from '../support/scenes/doctor.ts'
import { expectOnlyReads } from '../support/scenes/doctor-story.ts'

afterEach(closeScenarios)

const open = () => openAccount({ policies: ['doctor-policy.json'] })
const doctor = (buckets: string) => ({ mode: 'doctor', buckets })
const OTHERS = '!acme-*'

/** The buckets of which something was looked at. */
const lookedAt = (run: Parameters<typeof linesOf>[0]) =>
  linesOf(run).flatMap(({ about, check }) => (check === 'source-bucket' ? [about] : []))

it('looks at each as a run of it would', async () => {
  const scenario = await open()
  addBareBucket(scenario.world, 'prod-bare')

  const run = await scenario.run(doctor(`*\n${OTHERS}`))

  expectOnlyReads(run)
  expect(lookedAt(run).sort()).toEqual([...WITH_INVENTORY, 'prod-bare'].sort())
  expect(lineOf(run, 'buckets')).toMatchObject({
    about: `*, ${OTHERS}`,
    status: 'fine',
    found: expect.stringContaining('the lines take 4 of them'),
  })
  expect(lineOf(run, 'inventory-configuration', 'prod-clean')).toMatchObject({ status: 'fine' })
  expect(lineOf(run, 'inventory-configuration', 'prod-bare')).toMatchObject({ status: 'wrong' })
})

it('looks at three of more than twenty, and says so', async () => {
  const scenario = await open()
  for (let index = 0; index < 18; index++) addBareBucket(scenario.world, `many-${String(index).padStart(2, '0')}`)

  const run = await scenario.run(doctor(`*\n${OTHERS}`))

  expect(run.outputs.get('status')).not.toBe('FINE')
  expect(lookedAt(run)).toEqual(['dev-clean', 'many-09', 'prod-dirty'])
  const line = lineOf(run, 'buckets')
  expect(line).toMatchObject({ status: 'unknown', found: expect.stringContaining('take 21 of them') })
  expect(line?.found).toContain('Only dev-clean, many-09, prod-dirty were looked at')

  const few = await scenario.run(doctor('many-1?'))
  expect(lookedAt(few)).toHaveLength(8)
})

it('names the permission that a run needs to list the account', async () => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.scan.arn, 'ListBucketsOfTheAccount', 's3:ListAllMyBuckets')

  const run = await scenario.run(doctor('prod-*'))

  const line = lineOf(run, 'buckets')
  expect([run.exitCode, line?.status]).toEqual([1, 'wrong'])
  expect(`${line?.found} ${line?.fix?.say}`).toContain('s3:ListAllMyBuckets')
  expect(line?.fix?.say).toContain('account-policy.json')
  expect(lookedAt(run)).toEqual([])
})

it('refuses a line that is about no bucket, as a run does', async () => {
  const scenario = await open()

  const run = await scenario.run(doctor('nothing-*'))

  expect([run.exitCode, run.outputs.get('status'), run.outputs.get('verdict')]).toEqual([1, 'UNKNOWN', ''])
  expect(run.annotated).toContain('is about none of the')
})

it('lists no account for buckets that are named', async () => {
  const scenario = await open()

  const run = await scenario.run(doctor('prod-clean'))

  expect(lineOf(run, 'buckets')).toBeUndefined()
  expect(run.requests.map(({ operation }) => operation)).not.toContain('ListBuckets')
})
