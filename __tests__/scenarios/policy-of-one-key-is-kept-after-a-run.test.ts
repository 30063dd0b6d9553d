import { afterEach, expect, it } from '@jest/globals'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import { allowTargetKey, currentObjects, jobManifestText, onlyJob, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, passNight } from '../support/scenario.ts'
import { NAMES, openWithKeys } from '../support/scenes/one-key.ts'

afterEach(closeScenarios)

it('a policy that demands one key is kept after a run that puts the key around them, by the next report', async () => {
  const { scenario, keyArn, inputs } = await openWithKeys(1, 2)
  const { batch } = scenario.roles
  allowTargetKey(scenario, keyArn)
  const actions = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']
  batch.policies = [
    ...batch.policies,
    readDocumentedPolicy(scenario.world, 'batch-role-update-encryption-policy.json', NAMES),
    { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
  ]
  const remediation = { ...scenario.remediation, ...inputs, 'target-encryption': 'SSE-KMS' }

  const first = await scenario.run(remediation)

  expect(remediationOutputs(first)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  const job = onlyJob(scenario.world)
  expect(job.request.operation).toEqual({ name: 'S3UpdateObjectEncryption', kmsKeyArn: keyArn, bucketKey: true })
  expect(jobManifestText(scenario.world, job)).toBe(`${BUCKET},wrong/1%20%C3%BC\n${BUCKET},wrong/2%20%C3%BC\n`)
  expect([...currentObjects(scenario.world).values()].map(({ encryption }) => encryption.kmsKeyArn)).toEqual([
    keyArn,
    keyArn,
    keyArn,
  ])

  await passNight(scenario)
  const second = await scenario.run(inputs)
  expect(second.report).toMatchObject({ verdict: 'COMPLIANT', buckets: [{ scan: { evidence: { requests: 3 } } }] })
  expect(second.exitCode).toBe(0)
})
