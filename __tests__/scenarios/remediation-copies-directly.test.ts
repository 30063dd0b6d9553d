import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import type { World } from '../../emulator/world.ts'
import {
  currentObjects,
  keptProperties,
  oldKeys,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'
import { PROPERTIES, unversioned } from '../support/scenes/direct-copies.ts'

afterEach(closeScenarios)

const HUGE = 6 * 1024 ** 3

const versioned = (world: World) => seedFindings(world, oldKeys(3), PROPERTIES)

const withHuge = (world: World) => {
  seedFindings(world, oldKeys(2), PROPERTIES)
  seedFindings(world, ['huge'], { ...PROPERTIES, size: HUGE, storageClass: 'STANDARD_IA' })
}

const properties = (world: World) => [...currentObjects(world).values()].map(keptProperties)

it.each([
  ['a small set in a bucket without versioning', unversioned, {}, 0, 3],
  ['everything with copy-engine direct', versioned, { 'copy-engine': 'direct' }, 0, 3],
  ['what is too large for a job, beside the job', withHuge, {}, 1, 1],
])(
  'the action copies objects itself %s, and changes nothing but the encryption',
  async (_name, seed, inputs, jobs, copies) => {
    const scenario = await openScenario({ seed, copiesDirectly: true })
    const before = properties(scenario.world)

    const result = await scenario.run({ ...scenario.remediation, ...inputs })

    expect(remediationOutputs(result)).toMatchObject({
      exitCode: 0,
      status: 'COMPLETE',
      jobs,
      succeeded: '3',
      failed: '0',
    })
    expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
    expect(properties(scenario.world)).toEqual(before)
    expect(result.report).toMatchObject({
      buckets: [{ directCopies: { objects: copies, outcomes: [{ outcome: 'encrypted', objects: copies }] } }],
    })
    expect(result.summary).toContain('Copied by the action itself')
    expect([...getBucket(scenario.world, BUCKET).uploads.keys()]).toEqual([])
  },
)
