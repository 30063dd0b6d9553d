// Whether the role, or the credentials of the environment, can be used; with the trust policy that would fit the token.

import { addAudienceCommand, createProviderCommand, trustCommand } from '../commands.ts'
import type { RoleFacts, TokenClaims } from '../facts.ts'
import { type Fix, fine, inShell, inWorkflow, type Line, unknown, wrong } from '../line.ts'

export function checkRole(facts: RoleFacts): readonly Line[] {
  const { account, role, token } = facts
  const subject = { check: 'role', about: role ?? 'the environment' } as const
  if ('seen' in account) return [fine(subject, `The job signs in to account ${account.seen}.`)]
  const { message, hint = 'Run it again.' } = account.unseen
  if (token !== undefined && 'unseen' in token) {
    return [unknown(subject, 'Without a token the role was not asked for.', { say: 'First mend oidc-token.' })]
  }
  const claims = token?.seen
  return [wrong(subject, message, { say: hint, paste: claims && pasteFor(facts, claims) })]
}

function pasteFor({ fault, role = '' }: RoleFacts, claims: TokenClaims): Fix['paste'] {
  const { aud, provider } = claims
  // Others chose these: what a shell gives a meaning to is never pasted.
  if (!/^[\w./:@-]+$/.test(provider) || !/^[\w./:@-]+$/.test(aud)) return undefined
  const providerArn = nameProvider(role, provider)
  switch (fault) {
    case 'provider':
      return inShell(createProviderCommand(provider, aud))
    case 'audience':
      return inShell(addAudienceCommand(providerArn, aud))
    case 'duration':
      return inWorkflow('role-duration-seconds: 3600')
    case 'trust':
      return inShell(trustCommand(role, [trustFor(role, claims)]))
    default:
      return undefined
  }
}

const nameProvider = (role: string, provider: string) => {
  const [, partition = 'aws', , , account = ''] = role.split(':')
  return `arn:${partition}:iam::${account}:oidc-provider/${provider}`
}

/** GitHub Docs, "Configuring OpenID Connect in Amazon Web Services": audience and subject are both tested. */
const trustFor = (role: string, { sub, aud, provider }: TokenClaims) => ({
  Effect: 'Allow',
  Principal: { Federated: nameProvider(role, provider) },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { [`${provider}:aud`]: aud, [`${provider}:sub`]: sub } },
})
