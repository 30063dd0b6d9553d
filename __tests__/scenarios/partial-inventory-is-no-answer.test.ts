import { afterEach, describe, expect, it } from '@jest/globals'
import { githubState } from '../../emulator/github/state.ts'
import { jobsOf, remediationOutputs, workObjects } from '../support/remediation.ts'
import { BUCKET, closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'
import { limitTo, openLimited } from '../support/scenes/partial.ts'
import { checkOut } from '../support/workspace.ts'

afterEach(closeScenarios)

it('is never green by a report of a part of the bucket', async () => {
  const scenario = await openLimited('new/')

  const run = await scenario.run()

  expectNoAnswer(run, 'PARTIAL_INVENTORY', 'limited to a prefix', 'allow-partial-inventory: true')
  expect(run.outputs.get('scope')).toBe('prefix')
})

it('neither tells findings of a part as if they were all, nor encrypts them', async () => {
  const scenario = await openLimited('old/')

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 0 })
  expect([run.outputs.get('reason'), run.outputs.get('findings')]).toEqual(['PARTIAL_INVENTORY', '2'])
  expect([jobsOf(scenario.world), workObjects(scenario.world)]).toEqual([[], []])
})

describe('it speaks of the prefix alone, and says so everywhere,', () => {
  it.each([
    ['where every include lies within it', { include: 'new/**\nnew/1' }],
    ['where that is allowed', { 'allow-partial-inventory': 'true' }],
    ['where that is allowed for the bucket', { buckets: '', 'config-file': 'fleet.yml' }],
  ])('%s', async (_name, inputs: Record<string, string>) => {
    const scenario = await openLimited('new/')
    const cwd = checkOut('fleet.yml', `buckets:\n- { name: ${BUCKET}, allow-partial-inventory: true }\n`)

    const run = await scenario.run(inputs, { cwd })

    expect([run.exitCode, run.outputs.get('verdict'), run.outputs.get('scope')]).toEqual([0, 'COMPLIANT', 'prefix'])
    expect(run.summary).toContain('all 3 objects in the prefix `new/` of `acme-data` are encrypted as required')
    expect(run.summary).toContain('**Lists only `new/`**')
    expect(run.summary).toContain('does not prove what it was when the report was made')
    expect(run.stdout).toContain(
      'Scope: only the prefix that the inventory configuration is limited to, as it is today',
    )
    expect(run.report).toMatchObject({
      buckets: [
        {
          message: expect.stringContaining('Scope: only the prefix'),
          report: { coverage: { kind: 'prefix' }, limitedToPrefix: true, filterPrefix: 'new/' },
        },
      ],
    })
  })
})

it('says in the issue what its findings are of', async () => {
  const scenario = await openLimited('old/')

  const run = await scenario.run({ include: 'old/**', 'on-findings': 'issue' })

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const [repository] = [...githubState(scenario.world).repositories.values()]
  expect([...(repository?.issues.values() ?? [])].map(({ body }) => body)).toEqual([
    expect.stringContaining('2 of 2 objects in the prefix `old/` of `acme-data` break the encryption policy'),
  ])
})

it('names no prefix where keys are not shown', async () => {
  const scenario = await openLimited('new/')

  const run = await scenario.run({ 'allow-partial-inventory': 'true', 'list-keys': 'false' })

  expect(run.summary).toContain('all 3 objects in one prefix of `acme-data`')
  expect(`${run.summary}${run.stdout}${JSON.stringify(run.report)}`).not.toContain('new/')
})

it('is no answer for what include selects outside the prefix', async () => {
  const scenario = await openLimited('new/')

  expectNoAnswer(await scenario.run({ include: 'new/**\nold/**' }), 'PARTIAL_INVENTORY')
  expectNoAnswer(await scenario.run({ include: '**' }), 'PARTIAL_INVENTORY')
})

it('says of a whole bucket that the configuration is that of today', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({ include: 'new/**' })

  expect([run.outputs.get('verdict'), run.outputs.get('scope')]).toEqual(['COMPLIANT', 'whole'])
  expect(run.stdout).toContain('Scope: the whole bucket, by the inventory configuration as it is today')
  expect(run.summary).toContain(
    'all 3 objects in `acme-data` are encrypted as required; 2 left out by include and exclude',
  )
})

describe('a report that lists more than the configuration does', () => {
  it.each(['CSV', 'ORC', 'Parquet'] as const)('is of another filter: %s', async (format) => {
    const scenario = await openScenario({ format })
    limitTo(scenario, 'new/')

    const words = ['outside the prefix', 'wait for the next report']
    expectNoAnswer(await scenario.run({ 'allow-partial-inventory': 'true' }), 'WRONG_PREFIX', ...words)
    expectNoAnswer(await scenario.run({ include: 'new/**' }), 'WRONG_PREFIX', ...words)
  })
})
