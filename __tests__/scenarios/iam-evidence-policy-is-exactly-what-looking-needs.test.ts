import { afterEach, expect, it } from '@jest/globals'
import { seedDeleteMarker, seedKmsKey, seedObject } from '../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import { decisionsOfSessions, fixedPart, listPermissions } from '../support/permissions.ts'
import {
  BUCKET,
  closeScenarios,
  expectNoAnswer,
  openScenario,
  type Scenario,
  takePermission,
} from '../support/scenario.ts'

afterEach(closeScenarios)

async function open(): Promise<{ scenario: Scenario; inputs: Record<string, string> }> {
  const scenario = await openScenario({
    seed: (world) => {
      const { arn } = seedKmsKey(world)
      seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-KMS', kmsKeyArn: arn })
      seedObject(world, BUCKET, { key: 'gone', size: 1, status: 'SSE-KMS', kmsKeyArn: arn })
    },
  })
  const [keyArn = ''] = scenario.world.kmsKeys.keys()
  const { scan } = scenario.roles
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
  scan.policies = [...scan.policies, readDocumentedPolicy(scenario.world, 'evidence-policy.json', names)]
  seedDeleteMarker(scenario.world, BUCKET, { key: 'gone' })
  return { scenario, inputs: { 'accepted-encryption': 'SSE-KMS', 'kms-key-arn': keyArn } }
}

it('looks at objects with the documented roles, and asks for nothing else', async () => {
  const { scenario, inputs } = await open()

  const run = await scenario.run(inputs)

  expect(run.report).toMatchObject({ buckets: [{ scan: { evidence: { requests: 2, gone: 1 } } }] })
  const ours = decisionsOfSessions(scenario.world)
  expect(ours.filter(({ allowed }) => !allowed)).toEqual([])
  expect(ours.filter(({ action }) => !/^s3:(Get|List)/.test(action))).toEqual([])
})

it.each(listPermissions('evidence-policy.json'))('needs $action on $resource', async ({ sid, action, resource }) => {
  const { scenario, inputs } = await open()
  takePermission(scenario, scenario.roles.scan.arn, sid, action)

  const run = await scenario.run(inputs)

  expectNoAnswer(run, 'ACCESS_DENIED', action, fixedPart(resource), 'docs/iam/evidence-policy.json')
})
