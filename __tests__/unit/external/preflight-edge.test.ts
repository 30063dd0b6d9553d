import { describe, expect, it } from '@jest/globals'
import { findRole, readBucketPolicy, simulate } from '../../../src/external/preflight-edge.ts'
import { always, refusal, sparseBucket, sparseIam } from '../../support/sparse-aws.ts'

const ROLE = 'arn:aws:iam::111122223333:role/team/batch'
const iamError = (status: number, code: string) => ({
  status,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>told</Message></Error></ErrorResponse>`,
})
const role = (inside: string) => ({
  body: `<GetRoleResponse><GetRoleResult><Role>${inside}</Role></GetRoleResult></GetRoleResponse>`,
})

describe('a role', () => {
  it.each([
    [role(`<Arn>${ROLE}</Arn><AssumeRolePolicyDocument>%7B%22a%22%3A1%7D</AssumeRolePolicyDocument>`), ROLE, '{"a":1}'],
    [role('<RoleName>batch</RoleName>'), '', ''],
    [{ body: '<GetRoleResponse><GetRoleResult></GetRoleResult></GetRoleResponse>' }, '', ''],
  ])('is read from %j', async (answer, arn, trust) => {
    expect(await findRole(sparseIam(always(answer)), ROLE)).toEqual({ arn, trust })
  })

  it('that is not there is told apart from one that cannot be read', async () => {
    expect(await findRole(sparseIam(always(iamError(404, 'NoSuchEntity'))), ROLE)).toBeUndefined()
    await expect(findRole(sparseIam(always(iamError(403, 'AccessDenied'))), ROLE)).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      refusal: { permission: 'iam:GetRole', resource: ROLE },
    })
  })
})

describe('a simulation', () => {
  const request = {
    principalArn: ROLE,
    sid: 'SeeWhatTheBatchRoleMayDo',
    actions: ['s3:GetObject'],
    resource: 'arn:aws:s3:::b/*',
    context: new Map([
      ['aws:SourceAccount', ['1']],
      ['aws:TagKeys', ['a', 'b']],
    ]),
  } as const
  const page = (members: string, rest = '') => ({
    body:
      '<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult>' +
      `<EvaluationResults>${members}</EvaluationResults>${rest}` +
      '</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>',
  })
  const one = (inside: string) => `<member><EvalActionName>s3:GetObject</EvalActionName>${inside}</member>`
  const ask = async (members: string) => (await simulate(sparseIam(always(page(members))), request)).get('s3:GetObject')
  const PLAIN = { missingKeys: [], byOrganization: true, byBoundary: true }

  it.each([
    ['<EvalDecision>allowed</EvalDecision>', { ...PLAIN, decision: 'allowed' }],
    ['<EvalDecision>somethingNew</EvalDecision>', { ...PLAIN, decision: 'implicitDeny' }],
    ['', { ...PLAIN, decision: 'implicitDeny' }],
    [
      '<EvalDecision>allowed</EvalDecision><ResourceSpecificResults><member>' +
        '<EvalResourceDecision>explicitDeny</EvalResourceDecision>' +
        '<MissingContextValues><member>aws:x</member><member>aws:x</member></MissingContextValues>' +
        '<PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>' +
        '</member></ResourceSpecificResults>',
      { decision: 'explicitDeny', missingKeys: ['aws:x'], byOrganization: true, byBoundary: false },
    ],
    [
      '<EvalDecision>allowed</EvalDecision><MissingContextValues><member>aws:y</member></MissingContextValues>' +
        '<OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations></OrganizationsDecisionDetail>' +
        '<PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>true</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>',
      { decision: 'allowed', missingKeys: ['aws:y'], byOrganization: false, byBoundary: true },
    ],
  ])('that answers %j', async (inside, expected) => {
    expect(await ask(one(inside))).toEqual(expected)
  })

  it('without any result leaves every action unknown', async () => {
    expect(await ask('')).toBeUndefined()
    const empty = {
      body: '<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult/></SimulatePrincipalPolicyResponse>',
    }
    expect((await simulate(sparseIam(always(empty)), request)).size).toBe(0)
  })

  it('is read to its last page', async () => {
    const named = (name: string) => `<member><EvalActionName>${name}</EvalActionName></member>`
    const more = '<IsTruncated>true</IsTruncated><Marker>m</Marker>'
    const found = await simulate(
      sparseIam((n) => (n === 0 ? page(named('a'), more) : page(named('b')))),
      request,
    )
    expect([...found.keys()]).toEqual(['a', 'b'])
  })

  it('that is refused names the permission', async () => {
    await expect(simulate(sparseIam(always(iamError(403, 'AccessDenied'))), request)).rejects.toMatchObject({
      refusal: { permission: 'iam:SimulatePrincipalPolicy', resource: ROLE },
    })
  })
})

describe('a bucket policy', () => {
  const EMPTY = '{"Statement":[]}'
  it.each([
    [{ body: '{"Statement":[1]}' }, '{"Statement":[1]}'],
    [refusal(404, 'NoSuchBucketPolicy'), EMPTY],
  ])('of %j', async (answer, expected) => {
    expect(await readBucketPolicy(sparseBucket(always(answer)).handle)).toBe(expected)
  })

  it.each([
    ['source', 'ReadPolicyOfSourceBucket'],
    ['work', 'ReadPolicyOfWorkBucket'],
    ['destination', 'SeeWhetherReportsAreDelivered'],
  ] as const)('of the %s bucket that may not be read', async (use, sid) => {
    const read = readBucketPolicy(sparseBucket(always(refusal(403, 'AccessDenied')), use).handle)
    await expect(read).rejects.toMatchObject({ refusal: { granting: expect.stringContaining(`(statement ${sid})`) } })
  })
})
