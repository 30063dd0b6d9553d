// A setup creates what a scan needs and nothing else: idempotent, resumable, and never at the cost of what is there.

import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../emulator/stage.ts'
import { readBlock } from '../support/documented.ts'
import { type Schema, validate } from '../support/json-schema.ts'
import {
  BUCKET,
  closeScenarios,
  DAY_MS,
  expectWrongInputs,
  requestsOf,
  type Scenario,
  type ScenarioRun,
} from '../support/scenario.ts'
import { changesOf, expectSetUp, openBare, setupOf, statesOf, writtenIn } from '../support/scenes/setup.ts'

afterEach(closeScenarios)

const schema = JSON.parse(readFileSync('docs/doctor.schema.json', 'utf8')) as Schema
const ALL = ['destination-policy', 'inventory-configuration', 'lifecycle-rule']
const writes = ({ requests }: ScenarioRun) =>
  requests.filter(({ service, method }) => service === 's3' && method === 'PUT')

it('shows what is missing as a plan, and writes nothing', async () => {
  const scenario = await openBare()
  const before = writtenIn(scenario)
  const run = await scenario.run(setupOf(scenario, { apply: 'false' }))
  expect(run.exitCode).toBe(0)
  expect(run.outputs.get('status')).toBe('PLANNED')
  expect(statesOf(run)).toEqual(ALL.map((what) => `${what} planned`))
  expect(validate(run.report, schema)).toEqual([])
  expect(run.summary).toContain('LetS3DeliverReports')
  expect(writes(run)).toEqual([])
  expect(writtenIn(scenario)).toEqual(before)
})

it('ends, a day later, in a compliant scan of an account that had source buckets and nothing else', async () => {
  const scenario = await openBare()
  const run = await scenario.run(setupOf(scenario))
  expect([run.exitCode, run.outputs.get('status')]).toEqual([0, 'COMPLETE'])
  expect(statesOf(run)).toEqual(ALL.map((what) => `${what} made`))
  expectSetUp(scenario)
  scenario.world.clock.advance(DAY_MS)
  expect((await deliverInventory(scenario.world, BUCKET, 'encryption')).refused).toBeUndefined()
  const scan = await scenario.run()
  expect([scan.exitCode, scan.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
})

it('is told in README.md as it is done', async () => {
  const scenario = await openBare()
  const [step] = parse(readBlock('README.md, What is missing?, 1')) as readonly {
    with: Record<string, string | boolean>
  }[]
  const inputs = Object.fromEntries(Object.entries(step?.with ?? {}).map(([name, value]) => [name, String(value)]))
  const renamed = (inputs.buckets ?? '').replaceAll('my-data', BUCKET).replaceAll('my-inventory', DESTINATION_BUCKET)
  const role = scenario.roles.plan.arn
  const run = await scenario.run({ ...inputs, buckets: renamed, 'role-to-assume': role, remediation: 'none' })
  expect([run.exitCode, run.outputs.get('status')]).toEqual([0, 'COMPLETE'])
  expect(writtenIn(scenario).configurations.map(({ id }) => id)).toEqual(['encryption'])
})

it('finds nothing to do a second time', async () => {
  const scenario = await openBare()
  await scenario.run(setupOf(scenario))
  const again = await scenario.run(setupOf(scenario))
  expect([again.exitCode, again.outputs.get('status')]).toEqual([0, 'FINE'])
  expect(writes(again)).toEqual([])
  expectSetUp(scenario)
})

it('keeps every statement, every rule and the minimum size that were there', async () => {
  const scenario = await openBare()
  const { world } = scenario
  const other = {
    Sid: 'LetS3DeliverReports',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: '*',
  } as const
  const old = { Version: '2008-10-17', Id: 'ours', Statement: [other] }
  getBucket(world, DESTINATION_BUCKET).policy = old
  const work = getBucket(world, WORK_BUCKET)
  work.lifecycle = true
  const run = await scenario.run(setupOf(scenario))
  expect(run.outputs.get('status')).toBe('COMPLETE')
  const { policy, lifecycle } = writtenIn(scenario)
  expect(policy).toMatchObject({ Version: '2008-10-17', Id: 'ours' })
  expect(policy?.Statement.map(({ Sid }) => Sid)).toEqual(['LetS3DeliverReports', 'LetS3DeliverReports2'])
  expect(policy?.Statement[0]).toEqual(other)
  expect(lifecycle?.rules).toHaveLength(2)
  const [put] = requestsOf(run, 'PutBucketLifecycleConfiguration')
  expect(put?.status).toBe(200)
  expect(lifecycle?.minimumSize).toBe('all_storage_classes_128K')
})

it('sends back a minimum size that is not the default', async () => {
  const scenario = await openBare()
  await scenario.run(setupOf(scenario))
  const work = getBucket(scenario.world, WORK_BUCKET)
  const [rule] = work.lifecycleConfiguration?.rules ?? []
  if (rule === undefined) throw new Error('no rule')
  const children = rule.children.map((child) => (child.name === 'Status' ? { ...child, text: 'Disabled' } : child))
  work.lifecycleConfiguration = { rules: [{ ...rule, children }], minimumSize: 'varies_by_storage_class' }
  await scenario.run(setupOf(scenario))
  expect(work.lifecycleConfiguration).toMatchObject({ minimumSize: 'varies_by_storage_class' })
  expect(work.lifecycleConfiguration?.rules).toHaveLength(2)
})

describe('what cannot be created without harm is shown and not written:', () => {
  it.each<[string, (scenario: Scenario) => void, string]>([
    [
      'a deny that would still win',
      ({ world }) => {
        const Resource = `arn:aws:s3:::${DESTINATION_BUCKET}/*`
        const deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource } as const
        getBucket(world, DESTINATION_BUCKET).policy = { Statement: [deny] }
      },
      'would still win',
    ],
    [
      'a policy that would be too large',
      ({ world }) => {
        const Resource = Array.from({ length: 600 }, (_, index) => `arn:aws:s3:::${DESTINATION_BUCKET}/${index}/x`)
        const many = { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 's3:GetObject', Resource } as const
        getBucket(world, DESTINATION_BUCKET).policy = { Statement: [many] }
      },
      '20,480',
    ],
  ])('%s', async (_, plant, says) => {
    const scenario = await openBare()
    plant(scenario)
    const before = getBucket(scenario.world, DESTINATION_BUCKET).policy
    const run = await scenario.run(setupOf(scenario))
    expect([run.exitCode, run.outputs.get('status')]).toEqual([1, 'INCOMPLETE'])
    const refused = changesOf(run).find(({ what }) => what === 'destination-policy')
    expect(refused).toMatchObject({ state: 'refused', say: expect.stringContaining(says) })
    expect(requestsOf(run, 'PutBucketPolicy')).toEqual([])
    expect(getBucket(scenario.world, DESTINATION_BUCKET).policy).toEqual(before)
  })

  it('a configuration beyond the limit, or under a name that is taken', async () => {
    const scenario = await openBare()
    const { inventory } = getBucket(scenario.world, BUCKET)
    const one = { enabled: false, includedVersions: 'Current', frequency: 'Weekly', optionalFields: [] } as const
    inventory.set('encryption', {
      id: 'encryption',
      ...one,
      destination: { bucket: DESTINATION_BUCKET, format: 'ORC' },
    })
    const taken = await scenario.run(setupOf(scenario))
    expect(statesOf(taken)).toContain('inventory-configuration refused')
    for (let index = 1; index < 1000; index += 1) {
      const id = `c${index}`
      inventory.set(id, { id, ...one, destination: { bucket: DESTINATION_BUCKET, format: 'ORC' } })
    }
    const full = await scenario.run(setupOf(scenario, { buckets: BUCKET }))
    expect(changesOf(full).find(({ what }) => what === 'inventory-configuration')?.say).toContain('no more than 1,000')
    expect(inventory.size).toBe(1000)
    expect(inventory.get('encryption')).toMatchObject(one)
  })

  it('anything for a pull request', async () => {
    const scenario = await openBare()
    const run = await scenario.run(setupOf(scenario), { event: { name: 'pull_request', payload: {} } })
    expectWrongInputs(run)
    expect(run.requests.filter(({ service }) => service === 's3')).toEqual([])
  })
})

it('goes on where it was, wherever it is killed, and ends in the same', async () => {
  const whole = await openBare()
  const { requests } = await whole.run(setupOf(whole))
  const first = requests.findIndex(({ method, service }) => service === 's3' && method === 'PUT')
  const last = requests.findLastIndex(({ method, service }) => service === 's3' && method === 'PUT')
  expect(last - first).toBeGreaterThan(3)
  for (let request = first; request <= last + 2; request += 1) {
    const scenario = await openBare()
    let handle: ActionHandle | undefined
    scenario.world.faults.push({
      match: { number: request + 1 },
      phase: 'before',
      effect: { kind: 'call', run: () => void handle?.kill('SIGKILL') },
      times: 1,
    })
    const killed = await scenario.run(setupOf(scenario), { onStart: (started) => (handle = started) })
    expect(killed.signal).toBe('SIGKILL')
    const again = await scenario.run(setupOf(scenario))
    expect(again.exitCode).toBe(0)
    expectSetUp(scenario)
    await closeScenarios()
  }
}, 120_000)

it('ends in one configuration, one statement and one rule where two setups run at once', async () => {
  const scenario = await openBare()
  const runs = await Promise.all([scenario.run(setupOf(scenario)), scenario.run(setupOf(scenario))])
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  expectSetUp(scenario)
})

it('adds its statement again where somebody else’s write replaced it', async () => {
  const scenario = await openBare()
  const { world } = scenario
  const other = { Sid: 'Other', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' } as const
  const run = () => {
    getBucket(world, DESTINATION_BUCKET).policy = { Statement: [other] }
  }
  world.faults.push({
    match: { operation: 'PutBucketPolicy' },
    phase: 'after',
    effect: { kind: 'call', run },
    times: 1,
  })
  const result = await scenario.run(setupOf(scenario))
  expect(result.outputs.get('status')).toBe('COMPLETE')
  expect(requestsOf(result, 'PutBucketPolicy')).toHaveLength(2)
  expect(getBucket(world, DESTINATION_BUCKET).policy?.Statement.map(({ Sid }) => Sid)).toEqual([
    'Other',
    'LetS3DeliverReports',
  ])
})
