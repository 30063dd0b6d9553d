import { afterEach, describe, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { attach, currentObjects, orderedKeys } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, type Scenario, type ScenarioRun } from '../support/scenario.ts'
import { ATHENA_INPUTS, allowAthena, STREAMED_INPUTS } from '../support/scenes/athena.ts'
import { mergeInputs, openInvoking } from '../support/scenes/functions.ts'
import { restoresByKey } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

const BIG = hostileKeys(9)
const SMALL = ['small', 'small,"quoted"']
const CLASSES = ['STANDARD', 'GLACIER', 'DEEP_ARCHIVE'] as const

function seedVariety(world: World): void {
  BIG.forEach((key, index) => {
    const storageClass = CLASSES[index % CLASSES.length]
    seedObject(world, BUCKET, { key, size: 4_000_000 + index, status: 'SSE-S3', lastModified: OLD, storageClass })
  })
  for (const key of SMALL) seedObject(world, BUCKET, { key, size: 10, lastModified: OLD })
}

const open = async (prepare: (scenario: Scenario) => void): Promise<Scenario> => {
  const scenario = await openScenario({ seed: seedVariety })
  prepare(scenario)
  allowAthena(scenario)
  return scenario
}
const openTagging = () =>
  open((scenario) => {
    attach(scenario, 'batch', ['batch-role-tag-policy.json'])
    attach(scenario, 'remediation', ['tag-policy.json'])
  })
const openRestoring = () => open((scenario) => attach(scenario, 'batch', ['batch-role-restore-policy.json']))

const TAG = { operation: 'tag', tags: 'team=archive', 'tags-existing': 'replace', 'min-size': '3 MB' }
const RESTORE = { operation: 'restore', 'storage-classes': 'GLACIER, DEEP_ARCHIVE' }

const outcome = ({ exitCode, outputs, report }: ScenarioRun) => ({
  exitCode,
  status: outputs.get('status'),
  ...(report as { operation: object }).operation,
})

const tagged = (world: World) =>
  [...currentObjects(world)].flatMap(([key, { tags }]) => (tags.get('team') === 'archive' ? [key] : []))

it.each([
  ['tag', TAG, openTagging, 9],
  ['restore', RESTORE, openRestoring, 6],
] as const)('and makes the plan of the runner for %s', async (_, selection, openFor, selected) => {
  const scenario = await openFor()
  const inputs = { ...selection, remediation: 'plan' }

  const streamed = await scenario.run({ ...inputs, 'scan-engine': 'stream' })
  const asked = await scenario.run({ ...inputs, ...ATHENA_INPUTS })

  expect(outcome(asked)).toMatchObject({ exitCode: 0, status: 'PLANNED', selected })
  expect(asked.stdout).toContain('Athena reads the report')
  expect(asked.outputs.get('plan-id')).toBe(streamed.outputs.get('plan-id'))
  expect(outcome(asked)).toEqual(outcome(streamed))
})

describe.each([
  ['rows that the runner fetches', ATHENA_INPUTS],
  ['rows that Athena writes', STREAMED_INPUTS],
])('from %s', (_, engine) => {
  it('tags exactly the selected objects', async () => {
    const { world, run, remediation } = await openTagging()

    const ended = await run({ ...TAG, ...remediation, ...engine })

    expect(outcome(ended)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 9, done: 9, left: 0 })
    expect(orderedKeys(world).sort()).toEqual([...BIG].sort())
    expect(tagged(world).sort()).toEqual([...BIG].sort())
  })

  it('restores exactly the selected objects, each class by its own job', async () => {
    const scenario = await openRestoring()
    const { run, remediation } = scenario

    const ended = await run({ ...RESTORE, ...remediation, ...engine, 'wait-timeout': '20s' })

    expect(outcome(ended)).toMatchObject({ exitCode: 0, status: 'PENDING', selected: 6 })
    const archived = BIG.filter((__, index) => index % CLASSES.length > 0)
    expect(restoresByKey(scenario)).toEqual(Object.fromEntries(archived.map((key) => [key, 1])))
  })

  it('calls a function for exactly the selected objects', async () => {
    const scenario = await openInvoking({ seed: seedVariety })
    allowAthena(scenario)

    const ended = await scenario.run({ ...mergeInputs(scenario), 'min-size': '3 MB', ...engine })

    expect(outcome(ended)).toMatchObject({ exitCode: 0, status: 'COMPLETE', selected: 9, done: 9, left: 0 })
    expect(tagged(scenario.world).sort()).toEqual([...BIG].sort())
  })
})

it('and is not asked where a pattern is too much for its regular expressions, which is said', async () => {
  const { run } = await openTagging()

  const ended = await run({ ...TAG, ...ATHENA_INPUTS, remediation: 'plan', include: '**a*b*c*' })

  expect(ended.outputs.get('status')).toBe('FAILED')
  expect(ended.stdout).toContain('has more than 3 wildcards')
})
