import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each([
  ['exclude', 'old/**', 'COMPLIANT', '3', 2],
  ['exclude', '*/1', 'NON_COMPLIANT', '3', 2],
  ['include', 'new/*', 'COMPLIANT', '3', 2],
  ['include', 'old/?\nnothing/**', 'NON_COMPLIANT', '2', 3],
])('%s: %j leaves out what it says, and says how much', async (input, globs, verdict, scanned, excluded) => {
  const scenario = await openScenario()

  const run = await scenario.run({ [input]: globs })

  expect(Object.fromEntries(run.outputs)).toMatchObject({ verdict, 'objects-scanned': scanned })
  expect(run.report).toMatchObject({ buckets: [{ scan: { rows: 5, excluded: { objects: excluded } } }] })
  expect(run.summary).toContain(`${excluded} objects`)
  expect(run.summary).toContain('left out by include and exclude')
})

it.each([
  ['include', 'nothing/**'],
  ['include', '/new/**'],
  ['include', 'new/**, old/**'],
  ['exclude', '**'],
  ['exclude', 'new/*\nold/*'],
])('%s: %j leaves nothing, which is no answer', async (input, globs) => {
  const scenario = await openScenario()

  const run = await scenario.run({ [input]: globs })

  expectNoAnswer(
    run,
    'NOTHING_SELECTED',
    'lists 5 current objects',
    'select none of them',
    'Correct include and exclude',
  )
  expect(run.outputs.get('objects-scanned')).toBe('0')
})

it.each(['CSV', 'ORC', 'Parquet'] as const)('names patterns that match no object of a report: %s', async (format) => {
  const scenario = await openScenario({ format })

  const run = await scenario.run({ include: 'new/*\nold/1\nodl/**', exclude: 'new/3\ntmp/**' })

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.report).toMatchObject({
    warnings: [
      'The include pattern odl/** matched no object in acme-data.',
      'The exclude pattern tmp/** matched no object in acme-data.',
    ],
  })
  expect(run.annotated).toContain('Worth knowing: The include pattern odl/** matched no object in acme-data.')
  expect(run.summary).toContain('⚠️ The include pattern `odl/**` matched no object')
})

it('takes a bucket without objects for what it is, whatever include says', async () => {
  const scenario = await openScenario({ seed: () => {} })

  expect((await scenario.run({ include: 'nothing/**' })).outputs.get('verdict')).toBe('COMPLIANT')
})
