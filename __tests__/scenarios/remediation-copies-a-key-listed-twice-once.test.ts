import { afterEach, expect, it } from '@jest/globals'
import { changeCsv } from '../support/damage.ts'
import {
  expectCopiedOnce,
  jobManifestText,
  oldKeys,
  onlyJob,
  orderedKeys,
  remediationOutputs,
  seedFindings,
} from '../support/remediation.ts'
import { closeScenarios, DAY_MS, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const NAMES = { keys: 3, rows: 3, contradictory: 0 }

it('orders each key once, whatever the report repeats, and tells how many rows there were too many', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(3)) })
  scenario.world.clock.advance(DAY_MS)
  await scenario.deliver(changeCsv((text) => text + text))

  const run = await scenario.run({ ...scenario.remediation, 'max-objects': '3' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '3' })
  expect(run.outputs.get('findings')).toBe('3')
  expect(run.report).toMatchObject({ buckets: [{ scan: { findings: { objects: 3 }, duplicates: NAMES } }] })
  for (const text of [run.summary, run.stdout]) {
    expect(text).toContain('3 keys of findings listed more than once, with 3 duplicate rows: each key is counted once')
  }
  expect(orderedKeys(scenario.world).sort()).toEqual(oldKeys(3))
  expect(jobManifestText(scenario.world, onlyJob(scenario.world)).split('\n')).toHaveLength(3 + 1)
  expectCopiedOnce(scenario.world, oldKeys(3))
})

it('orders nothing for a key whose rows contradict each other', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
  scenario.world.clock.advance(DAY_MS)
  await scenario.deliver(
    changeCsv((text) => {
      const [line = ''] = text.split('\n').filter((row) => row.includes('old/1') || row.includes('old%2F1'))
      return `${text}${line.replace('"STANDARD"', '"GLACIER_IR"')}\n`
    }),
  )

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1' })
  expect(run.report).toMatchObject({
    buckets: [
      {
        scan: {
          findings: { objects: 2 },
          duplicates: { keys: 1, rows: 1, contradictory: 1 },
          heldBack: [{ reason: 'contradictory-rows', objects: 1 }],
        },
      },
    ],
  })
  expect(orderedKeys(scenario.world)).toEqual(['old/2'])
})
