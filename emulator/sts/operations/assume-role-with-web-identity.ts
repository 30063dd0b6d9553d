// AssumeRoleWithWebIdentity (STS API Reference): exchanges a workflow's token for temporary credentials.

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { matchesTrustPolicy } from '../../iam/trust.ts'
import { partitionOf } from '../../partition.ts'
import { element } from '../../xml.ts'
import { checkRoleMaximum } from '../access.ts'
import { answerResult, renderAssumedRole, renderCredentials, renderPackedSize, type StsCall } from '../call.ts'
import { readAssumeParameters, readWebIdentityToken } from '../parameters.ts'
import { issueSession } from '../roles.ts'
import { readSessionPolicy } from '../session-policy.ts'
import { verifyWebIdentity } from '../web-identity.ts'

/** A session of the given role, if its trust policy allows the claims of the token. */
export async function assumeRoleWithWebIdentity({ form, world }: StsCall): Promise<EmulatorResponse> {
  const parameters = readAssumeParameters(form)
  const identity = await verifyWebIdentity(world, readWebIdentityToken(form))
  const role = world.roles.get(parameters.roleArn)
  const provider = identity.issuer.replace('https://', '')
  const trusted =
    role !== undefined &&
    matchesTrustPolicy(role, {
      federated: `arn:${partitionOf(world)}:iam::${role.account}:oidc-provider/${provider}`,
      context: namespaced(provider, { ...identity.claims, aud: identity.audience, sub: identity.subject }),
    })
  // The response is the same for a role that does not exist and one that does not trust the caller.
  if (!trusted) throw new ServiceError(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
  checkRoleMaximum(role, parameters)
  const narrowed = readSessionPolicy(world, parameters.policy)
  const { sessionName, duration: seconds } = parameters
  const credential = issueSession(world, role, { sessionName, seconds, policy: narrowed?.policy })
  return answerResult('AssumeRoleWithWebIdentity', [
    renderCredentials(credential),
    element('SubjectFromWebIdentityToken', identity.subject),
    renderAssumedRole(role, credential, parameters.sessionName),
    ...renderPackedSize(narrowed),
    element('Provider', `arn:${partitionOf(world)}:iam::${role.account}:oidc-provider/${provider}`),
    element('Audience', identity.audience),
  ])
}

/** Condition keys of an identity provider: its name, a colon, the claim. */
function namespaced(provider: string, claims: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [`${provider}:${name}`, value]))
}
