import { afterEach, expect, it } from '@jest/globals'
import { annotationSettings } from '../../emulator/s3/annotations.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { remediationOutputs, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('reads the second page of annotations: a copy in parts gives back the last one, too', async () => {
  const annotations = { a: '1', b: '2', c: '3' }
  const scenario = await openScenario({
    seed: (world) =>
      seedFindings(world, ['huge'], { size: 6 * 1024 ** 3, headers: { 'content-type': 'text/plain' }, annotations }),
    copiesDirectly: true,
  })
  annotationSettings(scenario.world).pageSize = 1

  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '1' })
  const kept = getBucket(scenario.world, BUCKET).objects.get('huge')?.at(-1)?.annotations
  expect([...(kept?.keys() ?? [])]).toEqual(['a', 'b', 'c'])
})
