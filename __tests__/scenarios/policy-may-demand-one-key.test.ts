import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import { type Schema, validate } from '../support/json-schema.ts'
import {
  allowTargetKey,
  currentObjects,
  jobManifestText,
  jobsOf,
  onlyJob,
  remediationOutputs,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, expectNoAnswer, HOUR_MS, passNight, requestsOf } from '../support/scenario.ts'
import { NAMES, openWithKeys } from '../support/scenes/one-key.ts'

afterEach(closeScenarios)

const SCHEMA = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as Schema

const heads = (run: Parameters<typeof requestsOf>[0]) => requestsOf(run, 'HeadObject').length

describe('a policy that demands one key', () => {
  it('is kept by objects under it, each of which was looked at', async () => {
    const { scenario, keyArn, inputs } = await openWithKeys(3, 0)

    const run = await scenario.run(inputs)

    expect(run.exitCode).toBe(0)
    expect(heads(run)).toBe(3)
    expect(validate(run.report, SCHEMA)).toEqual([])
    const evidence = {
      candidates: 3,
      requests: 3,
      gone: 0,
      changed: 0,
      breaches: { status: 0, key: 0, 'bucket-key': 0 },
    }
    expect(run.report).toMatchObject({
      verdict: 'COMPLIANT',
      policy: { acceptedEncryption: ['SSE-KMS'], kmsKeyArn: keyArn },
      buckets: [{ scan: { evidence } }],
    })
    expect(run.summary).toContain('Keys by HeadObject: 3 objects, 3 requests')
    expect(run.stdout).toContain('Keys by HeadObject: 3 objects, 3 requests')
  })

  it('is broken by objects under another, which are told as findings', async () => {
    const { scenario, inputs } = await openWithKeys(2, 3)

    const run = await scenario.run(inputs)

    expect(run.exitCode).toBe(1)
    expect(run.outputs.get('findings')).toBe('3')
    expect(run.report).toMatchObject({
      verdict: 'NON_COMPLIANT',
      buckets: [{ scan: { findings: { objects: 3 }, evidence: { candidates: 5, breaches: { key: 3 } } } }],
    })
    expect(run.summary).toContain('Under another key: 3 objects')
  })

  it('is kept after a run that puts the key around them, by the next report', async () => {
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

  it('takes what was deleted since the report for gone, and judges what was written as it is now', async () => {
    const { scenario, inputs } = await openWithKeys(1, 2)
    const { world } = scenario
    world.clock.advance(HOUR_MS)
    seedDeleteMarker(world, BUCKET, { key: 'wrong/1 ü' })
    const again = { size: 100, status: 'SSE-KMS', bucketKey: true, kmsKeyArn: inputs['kms-key-arn'] } as const
    seedObject(world, BUCKET, { ...again, key: 'wrong/2 ü' })

    const run = await scenario.run(inputs)

    expect(run.report).toMatchObject({
      buckets: [{ scan: { findings: { objects: 0 }, evidence: { candidates: 3, gone: 1, changed: 1 } } }],
    })
  })
})

describe('without whole evidence there is no answer', () => {
  it('where more objects than allowed would have to be looked at: none is, and nothing is written', async () => {
    const { scenario, inputs } = await openWithKeys(2, 3)
    const remediation = { ...scenario.remediation, ...inputs, 'target-encryption': 'SSE-KMS' }

    const run = await scenario.run({ ...remediation, 'max-evidence-requests': '4', 'max-findings': '100' })

    expectNoAnswer(run, 'EVIDENCE_MISSING', '5 objects', 'max-evidence-requests')
    expect(run.annotated).toContain('at least 5')
    expect(heads(run)).toBe(0)
    expect(validate(run.report, SCHEMA)).toEqual([])
    expect(jobsOf(scenario.world)).toEqual([])
  })

  it('where the role may not look', async () => {
    const { scenario, inputs } = await openWithKeys(3, 0)
    scenario.roles.scan.policies = scenario.roles.scan.policies.slice(0, -1)

    const run = await scenario.run(inputs)

    expectNoAnswer(run, 'ACCESS_DENIED', 's3:GetObject', `${BUCKET}/`, 'docs/iam/evidence-policy.json')
    expect(run.report).toMatchObject({ buckets: [{ scan: { evidence: { missing: { reason: 'ACCESS_DENIED' } } } }] })
  })

  it('where one look of many is refused', async () => {
    const { scenario, inputs } = await openWithKeys(20, 0)
    scenario.world.faults.push({
      match: { operation: 'HeadObject', urlIncludes: 'right/7' },
      phase: 'before',
      effect: { kind: 'error', status: 403, code: 'AccessDenied' },
      times: 100,
    })

    expectNoAnswer(await scenario.run({ ...inputs, 'max-findings': '100' }), 'ACCESS_DENIED', 's3:GetObject')
  })

  it('where an answer is not understood', async () => {
    const { scenario, inputs } = await openWithKeys(2, 0)
    // Written again under a key of its own customer: HeadObject without that key is refused.
    scenario.world.clock.advance(HOUR_MS)
    seedObject(scenario.world, BUCKET, { key: 'right/1 ü', size: 1, status: 'SSE-C' })

    expectNoAnswer(await scenario.run(inputs), 'EVIDENCE_MISSING', 'right/1', 'HTTP 400')
  })
})

it('goes on after looks that fail at first', async () => {
  const { scenario, inputs } = await openWithKeys(3, 0)
  scenario.world.faults.push({
    match: { operation: 'HeadObject' },
    phase: 'before',
    effect: { kind: 'error', status: 503, code: 'SlowDown' },
    times: 2,
  })

  expect((await scenario.run(inputs)).outputs.get('verdict')).toBe('COMPLIANT')
})
