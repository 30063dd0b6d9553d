// What is pasted replaces a whole policy or lifecycle configuration, so nothing of the old one may be lost.

import { describe, expect, it } from '@jest/globals'
import { lifecycleCommand } from '../../../src/doctor/commands.ts'
import { addUploadRule, findUploadRule } from '../../../src/doctor/lifecycle.ts'
import { addStatement, bucketPolicyCommand } from '../../../src/policies/merge-policy.ts'

const ALLOW = { Sid: 'New', Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }

describe('a statement is added', () => {
  it.each([
    ['to no policy', { Statement: [] }, { Version: '2012-10-17', Statement: [ALLOW] }],
    [
      'to a single statement, with everything else kept',
      { Version: '2008-10-17', Id: 'p', Statement: { Sid: 'Old', Effect: 'Deny' } },
      { Version: '2008-10-17', Id: 'p', Statement: [{ Sid: 'Old', Effect: 'Deny' }, ALLOW] },
    ],
    [
      'under another Sid where its own is taken',
      { Statement: [{ Sid: 'New' }, { Sid: 'New2' }] },
      { Version: '2012-10-17', Statement: [{ Sid: 'New' }, { Sid: 'New2' }, { ...ALLOW, Sid: 'New3' }] },
    ],
  ])('%s', (_, before, after) => {
    expect(addStatement(JSON.stringify(before), ALLOW)).toEqual(after)
  })

  it.each(['', 'null', '{', '{"Statement":["x"]}'])('never to what is no policy: %p', (text) => {
    expect(addStatement(text, ALLOW)).toBeUndefined()
  })
})

describe('a rule for unfinished uploads', () => {
  const rule = (more: object) => ({
    ID: 'a',
    Status: 'Enabled',
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
    ...more,
  })
  const of = (...rules: object[]) => ({ rules, transitionDefaultMinimumObjectSize: undefined })

  it.each([
    [rule({}), 3],
    [rule({ Filter: {} }), 3],
    [rule({ Filter: { Prefix: 'work/' } }), 3],
    [rule({ Prefix: 'work/jobs/' }), 3],
    [rule({ Filter: { Prefix: 'work/jobs/x' } }), undefined],
    [rule({ Filter: { Prefix: 'other/' } }), undefined],
    [rule({ Filter: { And: { Prefix: 'work/', ObjectSizeGreaterThan: 1 } } }), undefined],
    [rule({ Filter: { Tag: { Key: 'k', Value: 'v' } } }), undefined],
    [rule({ Status: 'Disabled' }), undefined],
    [rule({ AbortIncompleteMultipartUpload: undefined, Expiration: { Days: 1 } }), undefined],
  ])('%j counts as %p days', (one, days) => {
    expect(findUploadRule(of(one), 'work/jobs/')).toBe(days)
  })

  it('is added beside all others, which keep every member, and under an id of its own', () => {
    const old = rule({ ID: 's3-encryption-compliance-uploads', Status: 'Disabled', Expiration: { Date: new Date(0) } })
    const added = addUploadRule({ rules: [old], transitionDefaultMinimumObjectSize: 'varies_by_storage_class' }, 'w/')
    expect(added.rules[0]).toBe(old)
    expect(added.rules[1]?.ID).toBe('s3-encryption-compliance-uploads-2')
    expect(findUploadRule(added, 'w/')).toBe(7)
    expect(lifecycleCommand('b', added)).toContain('--transition-default-minimum-object-size varies_by_storage_class')
  })
})

it('shows what others wrote as the same JSON, in characters that mean nothing to a shell, the runner or GitHub', () => {
  const policy = { Version: '2012-10-17', Statement: [{ Sid: "##[error]`id`'; rm -rf /\u001b[31mé" }] }
  const command = bucketPolicyCommand('b', policy)
  const [, text = ''] = /--policy '([^']*)'$/s.exec(command) ?? []
  expect(JSON.parse(text)).toEqual(policy)
  expect(text).toMatch(/^[ -~]+$/)
  expect(text).not.toMatch(/[`#]/)
})
