import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { withoutColumns } from '../support/inventory.ts'
import {
  expectCopiedOnce,
  oldKeys,
  orderedKeys,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'
import { enableAcls, HELD } from '../support/scenes/held-back.ts'

afterEach(closeScenarios)

describe('a finding is held back, counted and never ordered', () => {
  it.each(HELD)('as %s when it is %s', async (reason, _name, { object, bucket, inputs }) => {
    const scenario = await openScenario({
      seed: (world) => {
        bucket?.(world)
        seedFindings(world, oldKeys(2))
        seedObject(world, BUCKET, { key: 'held', size: 100, lastModified: OLD, ...object })
      },
    })

    const result = await scenario.run({ ...scenario.remediation, ...inputs })

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '2', failed: '0' })
    expect(result.outputs.get('findings')).toBe('3')
    expect(result.report).toMatchObject({ buckets: [{ scan: { heldBack: [{ reason, objects: 1 }] } }] })
    expect(orderedKeys(scenario.world).sort()).toEqual(oldKeys(2))
    expectCopiedOnce(scenario.world, oldKeys(2))
    expect(statuses(scenario.world)).toMatchObject({ held: 'NOT-SSE', 'old/1': 'SSE-S3' })
  })
})

describe('all findings are held back and no job is started', () => {
  it.each([
    [
      'object-lock-unknown',
      'Object Lock is on and the report is silent',
      (world: World) => {
        getBucket(world, BUCKET).objectLockEnabled = true
        withoutColumns('ObjectLockRetainUntilDate', 'ObjectLockMode', 'ObjectLockLegalHoldStatus')(world)
      },
    ],
    [
      'acl-unknown',
      'ACLs are on and the report is silent',
      (world: World) => {
        enableAcls(world)
        withoutColumns('ObjectAccessControlList', 'ObjectOwner')(world)
      },
    ],
    ['storage-class-unknown', 'the report names no storage class', withoutColumns('StorageClass')],
  ])('as %s when %s', async (reason, _name, prepare) => {
    const scenario = await openScenario({
      seed: (world) => {
        prepare(world)
        seedFindings(world, oldKeys(2))
      },
    })

    const result = await scenario.run(scenario.remediation)

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, jobs: 0 })
    expect(result.outputs.get('findings')).toBe('2')
    expect(result.report).toMatchObject({ buckets: [{ scan: { heldBack: [{ reason, objects: 2 }] } }] })
    expectCopiedOnce(scenario.world, [])
  })
})
