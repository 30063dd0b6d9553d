import { afterEach, expect } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import {
  allowTargetKey,
  expectCopiedOnce,
  oldKeys,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD } from '../support/scenario.ts'
import {
  COMPLETE,
  HUGE,
  KEYS,
  NAMES,
  openSettled,
  remediate,
  seedKeys,
  tellEach,
} from '../support/scenes/either-answer.ts'

afterEach(closeScenarios)

tellEach({
  'new-object-metadata': async (answer) => {
    const seed = (world: World) => {
      const { arn } = seedKmsKey(world)
      const algorithm = 'aws:kms' as const
      getBucket(world, BUCKET).defaultEncryption = { algorithm, kmsKeyArn: arn, bucketKey: true, explicit: true }
      seedFindings(world, oldKeys(60), { metadata: { owner: 'team-a' } })
    }
    const harmedObjects = answer === 'drops-metadata' ? 5 : 0
    const scenario = await openSettled('new-object-metadata', answer, { seed, harmedObjects })
    const { status } = remediationOutputs(await remediate(scenario))
    expect(status).toBe(answer === 'drops-metadata' ? 'FAILED' : 'COMPLETE')
  },
  'untouched-default': async (answer) => {
    const scenario = await openSettled('untouched-default', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expectCopiedOnce(scenario.world, KEYS)
  },
  'kms-multipart-etag': async (answer) => {
    const seed = seedKeys(['huge'], { size: HUGE, headers: { 'content-type': 'text/plain' } })
    const scenario = await openSettled('kms-multipart-etag', answer, { seed, copiesDirectly: true })
    const { roles, world } = scenario
    const { arn } = seedKmsKey(world)
    allowTargetKey(scenario, arn)
    const Action = ['kms:GenerateDataKey', 'kms:Decrypt']
    const policy = { Statement: [{ Effect: 'Allow' as const, Action, Resource: arn }] }
    roles.remediation.policies = [...roles.remediation.policies, policy]
    const inputs = { 'target-encryption': 'SSE-KMS', 'kms-key-arn': arn }
    expect(remediationOutputs(await remediate(scenario, inputs))).toMatchObject({ ...COMPLETE, succeeded: '1' })
    expect(statuses(world)).toEqual({ huge: 'SSE-KMS' })
  },
  'head-key': async (answer) => {
    let arn = ''
    const seed = (world: World) => {
      arn = seedKmsKey(world).arn
      seedObject(world, BUCKET, { key: 'a', size: 1, status: 'SSE-KMS', lastModified: OLD, kmsKeyArn: arn })
    }
    const scenario = await openSettled('head-key', answer, { seed })
    const { scan } = scenario.roles
    scan.policies = [...scan.policies, readDocumentedPolicy(scenario.world, 'evidence-policy.json', NAMES)]
    const run = await scenario.run({ 'accepted-encryption': 'SSE-KMS', 'kms-key-arn': arn })
    expect(run.outputs.get('verdict')).toBe(answer === 'arn' ? 'COMPLIANT' : 'INSUFFICIENT_DATA')
    if (answer !== 'arn') expect(run.outputs.get('reason')).toBe('EVIDENCE_MISSING')
  },
  'kms-refusal': async (answer) => {
    const scenario = await openSettled('kms-refusal', answer)
    const { world } = scenario
    const key = seedKmsKey(world)
    allowTargetKey(scenario, key.arn)
    // Disabled after the action looked at it.
    const run = (): void => {
      key.state = 'Disabled'
    }
    world.faults.push({ match: { operation: 'CreateJob' }, phase: 'before', effect: { kind: 'call', run }, times: 1 })
    const result = await remediate(scenario, { 'target-encryption': 'SSE-KMS', 'kms-key-arn': key.arn })
    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, succeeded: '0', failed: '4' })
    expect(new Set(Object.values(statuses(world)))).toEqual(new Set(['NOT-SSE']))
  },
})
