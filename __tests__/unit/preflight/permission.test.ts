import { describe, expect, it } from '@jest/globals'
import type { PolicyAnswer } from '../../../src/policies/policy.ts'
import { type Evidence, judgePermission, type Simulated } from '../../../src/preflight/permission.ts'

const simulated = (decision: Simulated['decision'], more: Partial<Simulated> = {}): Simulated => ({
  decision,
  missingKeys: [],
  byOrganization: true,
  byBoundary: true,
  ...more,
})
const SILENT: PolicyAnswer = { allows: 'no', delegates: 'no', denies: 'no' }
const ALLOWED = simulated('allowed')
const IMPLICIT = simulated('implicitDeny')
const EXPLICIT = simulated('explicitDeny')

type Row = readonly [Simulated | undefined, Partial<PolicyAnswer> | undefined, Evidence['of'], string]

describe('a permission', () => {
  it.each<Row>([
    // An allow alone is fine for a bucket whose policy was read, and never for a key.
    [ALLOWED, {}, 'bucket', 'ok'],
    [ALLOWED, undefined, 'bucket', 'unknown'],
    [ALLOWED, { denies: 'yes' }, 'bucket', 'wrong'],
    [ALLOWED, { denies: 'maybe' }, 'bucket', 'unknown'],
    [ALLOWED, { delegates: 'yes' }, 'key', 'ok'],
    [ALLOWED, { allows: 'yes' }, 'key', 'ok'],
    [ALLOWED, { delegates: 'maybe' }, 'key', 'unknown'],
    [ALLOWED, {}, 'key', 'wrong'],
    [ALLOWED, undefined, 'key', 'unknown'],
    // Within an account the word of the resource's policy is enough, unless the role itself is denied.
    [IMPLICIT, {}, 'bucket', 'wrong'],
    [IMPLICIT, { allows: 'yes' }, 'bucket', 'ok'],
    [IMPLICIT, { allows: 'maybe' }, 'bucket', 'unknown'],
    [IMPLICIT, { delegates: 'yes' }, 'bucket', 'wrong'],
    [IMPLICIT, { delegates: 'yes' }, 'key', 'wrong'],
    [IMPLICIT, { allows: 'yes' }, 'key', 'ok'],
    [IMPLICIT, undefined, 'bucket', 'unknown'],
    [EXPLICIT, { allows: 'yes' }, 'bucket', 'wrong'],
    [EXPLICIT, undefined, 'key', 'wrong'],
    // Limits from above.
    [simulated('implicitDeny', { byOrganization: false }), { allows: 'yes' }, 'bucket', 'wrong'],
    [simulated('implicitDeny', { byBoundary: false }), { allows: 'yes' }, 'bucket', 'unknown'],
    [simulated('implicitDeny', { byBoundary: false }), {}, 'bucket', 'wrong'],
    // What nobody knows.
    [simulated('allowed', { missingKeys: ['aws:SourceVpce'] }), {}, 'bucket', 'unknown'],
    [simulated('explicitDeny', { missingKeys: ['aws:SourceVpce'] }), {}, 'bucket', 'unknown'],
    [undefined, { allows: 'yes' }, 'bucket', 'unknown'],
    [undefined, { denies: 'yes' }, 'bucket', 'wrong'],
  ])('%j, policy %j of a %s: %s', (given, policy, of, status) => {
    const evidence = { simulated: given, policy: policy && { ...SILENT, ...policy }, of }
    expect(judgePermission(evidence).status).toBe(status)
  })
})
