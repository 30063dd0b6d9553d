import { describe, expect, it } from '@jest/globals'
import { judgeAcl } from '../../../src/findings/acl.ts'

const column = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
const grant = (change = {}) => ({ canonicalId: 'me', type: 'CanonicalUser', permission: 'FULL_CONTROL', ...change })
const acl = (...grants: unknown[]) => column({ version: '2022-11-10', status: 'AVAILABLE', grants })

describe('judgeAcl', () => {
  it.each([
    ['only the owner, with full control', acl(grant()), 'me', 'private'],
    ['only somebody else', acl(grant({ canonicalId: 'other' })), 'me', 'not-private'],
    ['the owner with less', acl(grant({ permission: 'READ' })), 'me', 'not-private'],
    ['a second grant', acl(grant(), grant({ canonicalId: 'other', permission: 'READ' })), 'me', 'not-private'],
    [
      'a group',
      acl({ type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'FULL_CONTROL' }),
      'me',
      'not-private',
    ],
    ['nobody', acl(), 'me', 'not-private'],
    ['an owner that is not listed', acl(grant()), undefined, 'unknown'],
    ['an empty owner', acl(grant()), '', 'unknown'],
    ['an ACL S3 could not read', column({ version: '2022-11-10', status: 'UNAVAILABLE', grants: [] }), 'me', 'unknown'],
    ['an empty object, as in a delivered report', 'e30K', 'me', 'unknown'],
    ['an empty column', '', 'me', 'unknown'],
    ['no column', undefined, 'me', 'unknown'],
    ['no JSON', 'AAAA', 'me', 'unknown'],
    ['JSON null', column(null), 'me', 'unknown'],
    ['grants that are no objects', acl(null), 'me', 'unknown'],
  ] as const)('%s is %s', (_, text, owner, judgement) => {
    expect(judgeAcl(text, owner)).toBe(judgement)
  })
})
