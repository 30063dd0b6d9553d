import { describe, expect, it } from '@jest/globals'
import { explainUnasked, listWrong, ok, unknown, wrong } from '../../../src/preflight/check.ts'
import { ActionError } from '../../../src/words/errors.ts'

describe('checks that could not be made', () => {
  const refusal = {
    attempted: 'iam:GetRole on arn:aws:iam::1:role/batch',
    permission: 'iam:GetRole',
    resource: 'arn:aws:iam::1:role/batch',
    granting: 'docs/iam/preflight-policy.json (statement LookAtTheBatchRole)',
  }

  it('are optional where the session may not make them, and leave out what AWS said', () => {
    const message = 'Refused: iam:GetRole on x AWS said `a AWS said b (c). d`.'
    const error = new ActionError('ACCESS_DENIED', message, { hint: 'Allow (x). Or not.', refusal })

    expect(explainUnasked(['batch-role', 'batch-role-trust'], error)).toEqual(
      ['batch-role', 'batch-role-trust'].map((name) => ({
        name,
        status: 'unknown',
        found: 'Refused: iam:GetRole on arn:aws:iam::1:role/batch.',
        hint:
          'Nothing needs to be done: the check is optional. To have it made, allow iam:GetRole on ' +
          'arn:aws:iam::1:role/batch: see docs/iam/preflight-policy.json (statement LookAtTheBatchRole).',
      })),
    )
  })

  it.each([
    ['with its hint', { hint: 'Try later.' }, 'Try later.'],
    ['without one', {}, ''],
  ])('are told as they were explained where something else prevented them, %s', (_what, options, hint) => {
    expect(explainUnasked(['pass-role'], new ActionError('SERVICE_UNAVAILABLE', 'IAM is away.', options))).toEqual([
      { name: 'pass-role', status: 'unknown', found: 'IAM is away.', hint },
    ])
  })
})

it('only wrong checks prevent a remediation', () => {
  const bad = wrong('pass-role', 'b', 'c')
  expect(listWrong([ok('report-bucket', 'a'), bad, unknown('target-key', 'd', 'e')])).toEqual([bad])
})
