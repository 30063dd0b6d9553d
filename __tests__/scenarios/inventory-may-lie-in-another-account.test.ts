import { afterEach, expect, it } from '@jest/globals'
import { DESTINATION_BUCKET } from '../../emulator/stage.ts'
import { changeInventory } from '../support/inventory.ts'
import { closeScenarios, expectNoAnswer, openScenario, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const ANOTHER_ACCOUNT = '999988887777'

/** The destination bucket belongs to another account, whose bucket policy lets the scan role in. */
async function openWithForeignDestination(): Promise<Scenario> {
  const scenario = await openScenario()
  const { world } = scenario
  const bucket = world.buckets.get(DESTINATION_BUCKET)
  const Resource = [`arn:aws:s3:::${DESTINATION_BUCKET}`, `arn:aws:s3:::${DESTINATION_BUCKET}/*`]
  const policy = {
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: scenario.roles.scan.arn },
        Action: ['s3:ListBucket', 's3:GetObject'],
        Resource,
      },
    ],
  } as const
  if (bucket) world.buckets.set(DESTINATION_BUCKET, { ...bucket, owner: ANOTHER_ACCOUNT, policy })
  return scenario
}

it('expects the owner that the inventory configuration names', async () => {
  const scenario = await openWithForeignDestination()
  changeInventory(scenario.world, ({ destination }) => ({
    destination: { ...destination, accountId: ANOTHER_ACCOUNT },
  }))

  const run = await scenario.run()

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  const owners = run.requests
    .filter(({ url }) => url.startsWith(`/${DESTINATION_BUCKET}`))
    .map(({ headers }) => headers['x-amz-expected-bucket-owner'])
  expect(new Set(owners)).toEqual(new Set([ANOTHER_ACCOUNT]))
})

it('never agrees to pay: a Requester Pays bucket is refused, and the way out is told', async () => {
  const scenario = await openWithForeignDestination()
  const bucket = scenario.world.buckets.get(DESTINATION_BUCKET)
  if (bucket) bucket.requesterPays = true

  const run = await scenario.run({ 'inventory-bucket-owner': ANOTHER_ACCOUNT })

  expectNoAnswer(
    run,
    'ACCESS_DENIED',
    'A Requester Pays bucket of another account is refused as well, because the action never agrees to pay for it: turn Requester Pays off, or have the reports delivered to a bucket of account 111122223333.',
  )
  expect(run.requests.filter(({ headers }) => headers['x-amz-request-payer'] !== undefined)).toEqual([])
})

it('reads a Requester Pays bucket of its own account', async () => {
  const scenario = await openScenario()
  const bucket = scenario.world.buckets.get(DESTINATION_BUCKET)
  if (bucket) bucket.requesterPays = true

  expect((await scenario.run()).outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('expects the owner that the workflow names, and nobody else', async () => {
  const scenario = await openWithForeignDestination()

  expectNoAnswer(await scenario.run(), 'ACCESS_DENIED', 'inventory-bucket-owner')
  const run = await scenario.run({ 'inventory-bucket-owner': ANOTHER_ACCOUNT })
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
})
