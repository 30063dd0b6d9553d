import { afterEach, describe, expect, it } from '@jest/globals'
import { readHistory } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { installFunction } from '../support/functions.ts'
import { runAndKill } from '../support/kill.ts'
import { attach, currentObjects, jobsOf } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, type Scenario } from '../support/scenario.ts'
import { restoresByKey } from '../support/scenes/restores.ts'

afterEach(closeScenarios)

const KEYS = ['a', 'b', 'c']
/** At most so many of the requests, evenly spread, are the last of a run. */
const KILLS = 8

function seed(world: World): void {
  for (const key of KEYS) {
    const tags = key === 'b' ? { owner: 'blue' } : {}
    seedObject(world, BUCKET, { key, size: 10, status: 'SSE-S3', storageClass: 'GLACIER', lastModified: OLD, tags })
  }
}

const TAG = { operation: 'tag', tags: 'team=archive' }
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:s3-encryption-merge-tags:1'
const INVOKE = {
  operation: 'invoke-lambda',
  'lambda-arn': FUNCTION,
  'lambda-payload-version': '2.0',
  'lambda-user-arguments': 'team=archive',
}
const EACH: readonly (readonly [name: string, inputs: Readonly<Record<string, string>>])[] = [
  ['tags replaced by a job', { ...TAG, 'tags-existing': 'replace' }],
  ['tags merged', { ...TAG, 'tags-existing': 'merge' }],
  ['calls of a function', INVOKE],
  ['restores', { operation: 'restore', wait: 'true', 'wait-timeout': '20s' }],
]

/** A world in which a run does what `inputs` say. */
async function open(inputs: Readonly<Record<string, string>>): Promise<Scenario> {
  const scenario = await openScenario({ seed })
  attach(scenario, 'batch', ['batch-role-tag-policy.json', 'batch-role-restore-policy.json'])
  attach(scenario, 'batch', ['batch-role-lambda-policy.json'], { functionArn: FUNCTION })
  attach(scenario, 'remediation', ['tag-policy.json'])
  installFunction(scenario.world, 'merge-tags', BUCKET)
  return { ...scenario, remediation: { ...scenario.remediation, ...inputs } }
}

/** How often each object was changed. Records are checked after every run (emulator/history/tag-records.ts). */
function effects({ world }: Scenario, operation: string | undefined): Record<string, number> {
  if (operation === 'restore') return restoresByKey({ world } as Scenario)
  const counts: Record<string, number> = {}
  const tags = new Map<string, string>()
  for (const { bucket, version } of readHistory(world)) {
    if (bucket !== BUCKET) continue
    const now = JSON.stringify([...version.tags])
    const before = tags.get(version.key)
    tags.set(version.key, now)
    if (before !== undefined && before !== now) counts[version.key] = (counts[version.key] ?? 0) + 1
  }
  return counts
}

async function expectOneEffectEach(scenario: Scenario): Promise<void> {
  const { operation } = scenario.remediation
  const { outputs, exitCode } = await scenario.run(scenario.remediation)
  expect({ exitCode, status: outputs.get('status') }).toEqual({
    exitCode: 0,
    status: operation === 'restore' ? 'PENDING' : 'COMPLETE',
  })
  expect(effects(scenario, operation)).toEqual({ a: 1, b: 1, c: 1 })
  expect(jobsOf(scenario.world).length).toBeLessThanOrEqual(1)
  if (operation === 'restore') return
  const b = currentObjects(scenario.world).get('b')?.tags
  const isReplaced = scenario.remediation['tags-existing'] === 'replace'
  expect([...(b ?? [])]).toEqual([...(isReplaced ? [] : [['owner', 'blue']]), ['team', 'archive']])
}

describe.each(EACH)('%s', (_, inputs) => {
  it('change each object once wherever a run is killed', async () => {
    const whole = await open(inputs)
    const { requests } = await whole.run(whole.remediation)
    // From the last step before anything is written to AWS.
    const first = requests.findLastIndex(({ operation }) => operation === 'SimulatePrincipalPolicy') + 2
    expect(requests.length - first).toBeGreaterThan(3)
    await closeScenarios()
    const step = Math.ceil((requests.length - first) / KILLS)
    for (let request = first; request <= requests.length; request += step) {
      const scenario = await open(inputs)
      expect(await runAndKill(scenario, request)).toBe(true)
      await expectOneEffectEach(scenario)
      await closeScenarios()
    }
  }, 240_000)

  it.each(['PutObject', 'PutObjectTagging', 'CreateJob', 'HeadObject', 'GetObjectTagging'])(
    'change each object once if the answer of %s is lost',
    async (operation) => {
      const scenario = await open(inputs)
      scenario.world.faults.push({ match: { operation }, phase: 'after', effect: { kind: 'reset' }, times: 1 })
      await scenario.run(scenario.remediation)

      await expectOneEffectEach(scenario)
    },
    60_000,
  )

  it('change each object once if two runs do it at the same time', async () => {
    const scenario = await open(inputs)

    await Promise.all([scenario.run(scenario.remediation), scenario.run(scenario.remediation)])

    await expectOneEffectEach(scenario)
  }, 60_000)
})
