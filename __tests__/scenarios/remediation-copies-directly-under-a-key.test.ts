import { afterEach, expect, it } from '@jest/globals'
import { seedKmsKey } from '../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import { allowTargetKey, currentObjects, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('the action copies objects itself under the KMS key that is asked for', async () => {
  const scenario = await openScenario({ copiesDirectly: true })
  const { world, roles } = scenario
  const { arn } = seedKmsKey(world)
  allowTargetKey(scenario, arn)
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo', kmsKeyArn: arn }
  const [encrypt] = readDocumentedPolicy(world, 'batch-role-kms-policy.json', names).Statement
  if (encrypt === undefined) throw new Error('no statement')
  roles.remediation.policies = [...roles.remediation.policies, { Statement: [encrypt] }]

  const run = await scenario.run({
    ...scenario.remediation,
    'copy-engine': 'direct',
    'target-encryption': 'SSE-KMS',
    'kms-key-arn': arn,
  })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 0, succeeded: '2' })
  for (const key of ['old/1', 'old/2'])
    expect(currentObjects(world).get(key)?.encryption).toEqual({ status: 'SSE-KMS', kmsKeyArn: arn, bucketKey: true })
})
