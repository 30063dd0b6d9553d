import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { OTHER_BUCKET, openExamples } from '../support/examples.ts'
import { applyResources, resolveIn, wishOf } from '../support/infra.ts'
import { expectCopiedOnce, oldKeys, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD } from '../support/scenario.ts'

afterEach(closeScenarios)

it('scans, plans, and encrypts after approval, with the roles and bucket policies of infra/cloudformation.yaml alone', async () => {
  const { world, runExample, passDay } = await openExamples()
  world.roles.clear()
  applyResources(world, resolveIn(world, wishOf(world, [BUCKET, OTHER_BUCKET], 'octo-org/octo-repo')))
  seedObject(world, OTHER_BUCKET, { key: 'new/1', size: 10, status: 'SSE-S3', lastModified: OLD })
  seedFindings(world, oldKeys(2))
  await passDay()

  const scan = await runExample('scheduled-scan', { name: 'schedule' })
  const remediation = await runExample(
    'remediate',
    { name: 'workflow_dispatch', inputs: { buckets: `${BUCKET}, ${OTHER_BUCKET}` } },
    async () => 'approved',
  )

  expect(scan.get('scan')?.result).toBe('failure')
  expect([...remediation.values()].map(({ result }) => result)).toEqual(['success', 'success'])
  expectCopiedOnce(world, oldKeys(2))
})

it('scans the whole account with the scan role of the template for every bucket, and no other permission', async () => {
  const { world, runExample, passDay } = await openExamples()
  world.roles.clear()
  const wish = wishOf(world, ['*'], 'octo-org/octo-repo')
  applyResources(world, resolveIn(world, wish, { Remediate: 'false', WholeAccount: 'true' }))
  for (const bucket of [BUCKET, OTHER_BUCKET])
    seedObject(world, bucket, { key: 'new/1', size: 10, status: 'SSE-S3', lastModified: OLD })
  await passDay()

  const scan = await runExample('account', { name: 'schedule' })

  const run = scan.get('scan')?.runs[0]
  expect(run?.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run?.report).toMatchObject({
    accounts: [{ bucketsListed: 4 }],
    buckets: [{ verdict: 'NON_COMPLIANT' }, { verdict: 'COMPLIANT' }],
  })
})
