// The registry: whatever is chosen for a finding has an operation that does it, and each operation is found by its own name.

import { describe, expect, it } from '@jest/globals'
import { POLICIES } from '../../../src/external/policy-files.ts'
import { OPERATIONS as CHOICES } from '../../../src/findings/choice.ts'
import type { PlanningRules } from '../../../src/operations/operation.ts'
import {
  ALL_OPERATIONS,
  JOB_OPERATIONS,
  jobOperationOf,
  operationOf,
  planGroup,
} from '../../../src/operations/registry.ts'

const RULES: PlanningRules = {
  target: { status: 'SSE-KMS', kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k', bucketKey: true },
  restore: { tier: 'BULK', days: 7 },
  naming: 'kms-key-id',
  copiesDirectly: false,
  copyObjects: 1,
  unmodifiedSince: new Date(0),
}
const plan = (operation: (typeof CHOICES)[number], changes: Partial<PlanningRules> = {}) =>
  planGroup(
    { operation, storageClass: 'GLACIER', tally: { objects: 1, bytes: 1n }, newestLastModified: 0, parts: [] },
    { ...RULES, ...changes },
  ).map((work) => work.operation)

describe('the registry', () => {
  it.each(ALL_OPERATIONS)('finds $name by its name', (operation) => {
    expect(operationOf({ operation: operation.name })).toBe(operation)
  })

  it.each(JOB_OPERATIONS)('knows what the batch role needs for $name', (operation) => {
    expect(jobOperationOf({ operation: operation.name })).toBe(operation)
    expect(Object.keys(POLICIES)).toContain(operation.batchRole.policy)
  })

  it('does something about every choice, and each thing once', () => {
    const findings = CHOICES.filter((choice) => !choice.startsWith('selected'))
    expect(Object.fromEntries(findings.map((choice) => [choice, plan(choice)]))).toEqual({
      copy: ['S3PutObjectCopy'],
      'multipart-copy': ['MultipartCopy'],
      'update-encryption': ['S3UpdateObjectEncryption'],
      restore: ['S3InitiateRestoreObject', 'CopyObject'],
    })
    expect(plan('copy', { copiesDirectly: true })).toEqual(['CopyObject'])
  })

  it.each([
    ['replace', ['S3PutObjectTagging']],
    ['merge', ['TagOneByOne']],
    ['keep', ['TagOneByOne']],
  ] as const)('tags selected objects, %s', (existing, operations) => {
    const asked = { name: 'tag', filter: {}, tags: [{ key: 'a', value: 'b' }], existing } as const
    expect(plan('selected', { asked })).toEqual(operations)
    expect(plan('selected-by-class', { asked })).toEqual([])
  })

  it('calls a function for selected objects, whatever their class', () => {
    const call = { arn: 'arn:aws:lambda:eu-west-1:111122223333:function:f', version: '1.0', userArguments: [] } as const
    const asked = { name: 'invoke-lambda', filter: {}, call } as const
    expect(plan('selected', { asked })).toEqual(['LambdaInvoke'])
    expect(plan('selected-by-class', { asked })).toEqual([])
  })

  it('restores selected objects by class, and copies nothing', () => {
    const asked = { name: 'restore', filter: {}, restore: { tier: 'BULK', days: 1 } } as const
    expect(plan('selected-by-class', { asked })).toEqual(['S3InitiateRestoreObject'])
    expect(plan('selected', { asked })).toEqual([])
  })

  it('never mixes findings and selected objects', () => {
    const asked = { name: 'restore', filter: {}, restore: { tier: 'BULK', days: 1 } } as const
    expect(() => plan('copy', { asked })).toThrow('not of the operation that was asked for')
    expect(() => plan('selected')).toThrow('not of the operation that was asked for')
  })

  it('does nothing that was not asked for', () => {
    expect(() => plan('restore', { restore: undefined })).toThrow('none was asked for')
    expect(() => plan('update-encryption', { target: { status: 'SSE-S3' } })).toThrow('does not have')
  })
})
