// Knows AWS STS: how a workflow's token or a role's session becomes temporary credentials (STS API Reference).

import { type Context, type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { authorize, matchesTrustPolicy } from '../iam/evaluate.ts'
import type { IamRole } from '../iam/types.ts'
import { partitionOf } from '../partition.ts'
import type { Credential, Principal } from '../world.ts'
import { element, renderXml, type XmlElement } from '../xml.ts'
import { type AssumeParameters, invalid, readAssumeParameters, readWebIdentityToken } from './parameters.ts'
import { issueSession, roleId } from './roles.ts'
import { readSessionPolicy, type SessionPolicy } from './session-policy.ts'
import { verifyWebIdentity } from './web-identity.ts'

export { createRole, githubTrustPolicy, type RoleSettings, serviceTrustPolicy, sessionPrincipal } from './roles.ts'
export { identityProvider } from './web-identity.ts'

const NAMESPACE = { xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' }
const VERSION = '2011-06-15'
/** STS API Reference, "AssumeRole": role chaining limits a session to one hour. */
const CHAINED_SESSION_SECONDS = 3600

/** Answers the query protocol: a form body, or the same parameters in the URL. */
export const sts: Handler = (request, context) => {
  const form = readForm(request)
  const action = form.get('Action') ?? ''
  if (form.get('Version') !== VERSION) {
    throw new ServiceError(
      400,
      'InvalidAction',
      `Could not find operation ${action} for version ${form.get('Version') ?? 'NO_VERSION_SPECIFIED'}`,
    )
  }
  switch (action) {
    case 'AssumeRoleWithWebIdentity':
      context.operation(action)
      return assumeRoleWithWebIdentity(form, context)
    case 'AssumeRole':
      context.operation(action)
      return assumeRole(form, context)
    case 'GetCallerIdentity':
      context.operation(action)
      return getCallerIdentity(context)
    default:
      throw new ServiceError(501, 'NotImplemented', `The emulated STS does not have the operation ${action}`)
  }
}

/** STS API Reference, "Common Errors": an ErrorResponse, whose Type blames the sender or the receiver. */
export function renderStsError(error: ServiceError): EmulatorResponse {
  const root = element(
    'ErrorResponse',
    [
      element('Error', [
        element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
        element('Code', error.code),
        element('Message', error.message),
      ]),
      element('RequestId', '00000000-0000-4000-8000-000000000000'),
    ],
    NAMESPACE,
  )
  return answer(error.status, root)
}

function answer(status: number, root: XmlElement): EmulatorResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: renderXml(root) }
}

function readForm(request: EmulatorRequest): URLSearchParams {
  return request.method === 'GET' ? request.query : new URLSearchParams(new TextDecoder().decode(request.body))
}

async function assumeRoleWithWebIdentity(form: URLSearchParams, { world }: Context): Promise<EmulatorResponse> {
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
  // The answer does not tell a role that does not exist from one that does not trust the caller.
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

function assumeRole(form: URLSearchParams, { world, principal }: Context): EmulatorResponse {
  const caller = requirePrincipal(principal)
  const parameters = readAssumeParameters(form)
  const role = world.roles.get(parameters.roleArn)
  authorize(
    world,
    caller,
    {
      action: 'sts:AssumeRole',
      resource: parameters.roleArn,
      context: { 'sts:rolesessionname': parameters.sessionName },
    },
    { resourcePolicy: role?.trustPolicy, resourcePolicyMustAllow: true },
  )
  if (role === undefined) throw new Error('A role that does not exist was assumed')
  checkRoleMaximum(role, parameters)
  if (caller.arn.includes(':assumed-role/') && parameters.duration > CHAINED_SESSION_SECONDS) {
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.')
  }
  const narrowed = readSessionPolicy(world, parameters.policy)
  const { sessionName, duration: seconds } = parameters
  const credential = issueSession(world, role, { sessionName, seconds, policy: narrowed?.policy })
  return answerResult('AssumeRole', [
    renderCredentials(credential),
    renderAssumedRole(role, credential, parameters.sessionName),
    ...renderPackedSize(narrowed),
  ])
}

/** STS API Reference: the share of the limit, in percent. Left out where there is nothing to pack. */
const renderPackedSize = (narrowed: SessionPolicy | undefined): XmlElement[] =>
  narrowed === undefined ? [] : [element('PackedPolicySize', String(narrowed.packedSize))]

/** Needs no permission: even an explicit deny does not stop it (STS API Reference, "GetCallerIdentity"). */
function getCallerIdentity({ world, principal }: Context): EmulatorResponse {
  const caller = requirePrincipal(principal)
  const [, account, name, session] = /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(caller.arn) ?? []
  const role = world.roles.get(`arn:${partitionOf(world)}:iam::${account}:role/${name}`)
  return answerResult('GetCallerIdentity', [
    element('UserId', role === undefined ? caller.account : `${roleId(role)}:${session}`),
    element('Account', caller.account),
    element('Arn', caller.arn),
  ])
}

function requirePrincipal(principal: Principal | undefined): Principal {
  if (principal === undefined) {
    throw new ServiceError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')
  }
  return principal
}

function checkRoleMaximum(role: IamRole, parameters: AssumeParameters): void {
  if (parameters.duration <= role.maxSessionDuration) return
  throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
}

function renderCredentials(credential: Credential): XmlElement {
  return element('Credentials', [
    element('AccessKeyId', credential.accessKeyId),
    element('SecretAccessKey', credential.secretAccessKey),
    element('SessionToken', credential.sessionToken ?? ''),
    element('Expiration', new Date(credential.expiration ?? 0).toISOString().replace('.000Z', 'Z')),
  ])
}

function renderAssumedRole(role: IamRole, credential: Credential, sessionName: string): XmlElement {
  return element('AssumedRoleUser', [
    element('AssumedRoleId', `${roleId(role)}:${sessionName}`),
    element('Arn', credential.principal.arn),
  ])
}

function answerResult(operation: string, content: readonly XmlElement[]): EmulatorResponse {
  const metadata = element('ResponseMetadata', [element('RequestId', '00000000-0000-4000-8000-000000000000')])
  return answer(200, element(`${operation}Response`, [element(`${operation}Result`, content), metadata], NAMESPACE))
}
