import { afterEach, expect, it } from '@jest/globals'
import { hostileKeys } from '../../demo/hostile-keys.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { parseRows } from '../../emulator/s3-control/job-manifest.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { settle } from '../../emulator/unsettled.ts'
import {
  currentObjects,
  expectCopiedOnce,
  keptProperties,
  orderedKeys,
  remediationOutputs,
  seedFindings,
  workObjects,
} from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const KEYS = hostileKeys(1000)

it.each([true, false])(
  'takes 1,000 hostile keys from inventory to counts byte by byte (NewObjectMetadata drops metadata: %s)',
  async (drops) => {
    const scenario = await openScenario({ seed: (world) => seedFindings(world, KEYS, { metadata: { kept: 'yes' } }) })
    const { world } = scenario
    settle(world, 'new-object-metadata', drops ? 'drops-metadata' : 'keeps-metadata')
    const before = [...currentObjects(world).values()].map(keptProperties)

    const result = await scenario.run({ ...scenario.remediation, 'list-keys': 'true' })

    expect(remediationOutputs(result)).toEqual({
      exitCode: 0,
      status: 'COMPLETE',
      jobs: 1,
      succeeded: '1000',
      failed: '0',
    })
    expect(orderedKeys(world).sort()).toEqual([...KEYS].sort())
    expectCopiedOnce(world, KEYS)
    const after = [...currentObjects(world).values()]
    expect(after.map(keptProperties)).toEqual(before)
    expect(after.filter(({ encryption }) => encryption.status !== 'SSE-S3')).toEqual([])
    expect(reportedKeys(scenario.world).sort()).toEqual([...KEYS].sort())
    expect(
      result.commands.filter(({ name }) => !['add-mask', 'debug', 'group', 'endgroup', 'notice'].includes(name)),
    ).toEqual([])
  },
)

/** Keys of the rows in the completion report, read as S3 reads a job manifest. */
function reportedKeys(world: Parameters<typeof workObjects>[0]): string[] {
  const fields = ['Bucket', 'Key', 'VersionId', 'Ignore', 'Ignore', 'Ignore', 'Ignore'] as const
  return workObjects(world)
    .filter((name) => name.endsWith('.csv') && name.includes('/results/'))
    .flatMap((name) => {
      const body = currentVersion(getBucket(world, WORK_BUCKET), name)?.body
      const text = body?.kind === 'bytes' ? Buffer.from(body.bytes).toString() : ''
      return parseRows(text, fields).map(({ key = '' }) => key)
    })
}
