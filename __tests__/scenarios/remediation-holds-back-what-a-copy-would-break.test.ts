import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { type ObjectSeed, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import {
  expectCopiedOnce,
  oldKeys,
  orderedKeys,
  remediationOutputs,
  seedFindings,
  statuses,
  withoutColumns,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

type Story = {
  readonly object?: Partial<ObjectSeed>
  readonly bucket?: (world: World) => void
  readonly inputs?: Readonly<Record<string, string>>
}

const enableAcls = (world: World) => {
  getBucket(world, BUCKET).ownership = 'ObjectWriter'
}
const makeWebsite = (world: World) => {
  getBucket(world, BUCKET).website = true
}

const HELD: readonly (readonly [reason: string, name: string, story: Story])[] = [
  ['too-large', 'larger than 5 GiB', { object: { size: 5 * 1024 ** 3 + 1 }, inputs: { 'copy-engine': 'batch' } }],
  ['website-redirect', 'a redirect of a website', { object: { websiteRedirect: '/new' }, bucket: makeWebsite }],
  ['archived', 'in GLACIER', { object: { storageClass: 'GLACIER' } }],
  ['archived', 'in DEEP_ARCHIVE', { object: { storageClass: 'DEEP_ARCHIVE' } }],
  ['archived', 'in an archive tier', { object: { storageClass: 'INTELLIGENT_TIERING', accessTier: 'ARCHIVE' } }],
  ['archived', 'in the deepest tier', { object: { storageClass: 'INTELLIGENT_TIERING', accessTier: 'DEEP_ARCHIVE' } }],
  ['object-lock', 'under retention', { object: { lock: { mode: 'COMPLIANCE', retainUntil: Date.UTC(2030, 0, 1) } } }],
  ['object-lock', 'under legal hold', { object: { lock: { legalHold: true } } }],
  [
    'acl-not-private',
    'readable by everybody',
    {
      bucket: enableAcls,
      object: { grants: [{ grantee: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"', permission: 'READ' }] },
    },
  ],
  ['storage-class-unsupported', 'in REDUCED_REDUNDANCY', { object: { storageClass: 'REDUCED_REDUNDANCY' } }],
]

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
