// Knows AWS IAM as far as a role is asked about: GetRole and SimulatePrincipalPolicy, in the query protocol (IAM API
// Reference, "GetRole", "SimulatePrincipalPolicy"; Service Authorization Reference, "AWS Identity and Access Management").

import { type Context, type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { partitionOf } from '../partition.ts'
import { roleId } from '../sts/roles.ts'
import { answerTo } from '../unsettled.ts'
import type { World } from '../world.ts'
import { element, renderXml, type XmlElement } from '../xml.ts'
import { authorize, simulatePolicies } from './evaluate.ts'
import type { IamRole } from './types.ts'

const NAMESPACE = { xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/' }
const VERSION = '2010-05-08'
const REQUEST_ID = '00000000-0000-4000-8000-000000000000'

/** By address alone IAM is not told from STS: each has a version of its own. */
export const isIamQuery = ({ body }: EmulatorRequest): boolean =>
  new URLSearchParams(new TextDecoder().decode(body)).get('Version') === VERSION

export const iam: Handler = (request, context) => {
  const form = new URLSearchParams(new TextDecoder().decode(request.body))
  const action = form.get('Action') ?? ''
  const operation = OPERATIONS.get(action)
  if (operation === undefined || form.get('Version') !== VERSION) {
    throw new ServiceError(501, 'NotImplemented', `The emulated IAM does not have the operation ${action}`)
  }
  context.operation(action)
  return answer(
    200,
    element(`${action}Response`, [element(`${action}Result`, operation(form, context)), METADATA], NAMESPACE),
  )
}

const METADATA = element('ResponseMetadata', [element('RequestId', REQUEST_ID)])

/** IAM API Reference, "Common Errors". */
export function renderIamError({ status, code, message }: ServiceError): EmulatorResponse {
  const error = [
    element('Type', status < 500 ? 'Sender' : 'Receiver'),
    element('Code', code),
    element('Message', message),
  ]
  return answer(
    status,
    element('ErrorResponse', [element('Error', error), element('RequestId', REQUEST_ID)], NAMESPACE),
  )
}

const answer = (status: number, root: XmlElement): EmulatorResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: renderXml(root),
})

type Operation = (form: URLSearchParams, context: Context) => readonly XmlElement[]

function getRole(form: URLSearchParams, { world, principal }: Context): XmlElement[] {
  const name = form.get('RoleName') ?? ''
  const account = principal?.account ?? world.account
  const found = [...world.roles.values()].find((role) => role.account === account && role.name === name)
  const resource = found?.arn ?? `arn:${partitionOf(world)}:iam::${account}:role/${name}`
  authorize(world, principal, { action: 'iam:GetRole', resource, context: {} })
  if (found === undefined) throw noSuchRole(name)
  return [element('Role', renderRole(world, found))]
}

const noSuchRole = (name: string) =>
  new ServiceError(404, 'NoSuchEntity', `The role with name ${name} cannot be found.`)

/** IAM API Reference, "Role": the trust policy is URL-encoded by RFC 3986. */
const renderRole = (world: World, role: IamRole) => [
  element('Path', /:role(\/(?:.+\/)?)[^/]+$/.exec(role.arn)?.[1] ?? '/'),
  element('RoleName', role.name),
  element('RoleId', roleId(role)),
  element('Arn', role.arn),
  element('CreateDate', new Date(world.clock.now()).toISOString()),
  element('AssumeRolePolicyDocument', encodeRfc3986(JSON.stringify(role.trustPolicy))),
  element('MaxSessionDuration', role.maxSessionDuration),
]

const encodeRfc3986 = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/** What would change the answer and the emulator does not have. */
const UNSUPPORTED =
  /^(PolicyInputList|PermissionsBoundaryPolicyInputList|ResourcePolicy|ResourceOwner|CallerArn|ResourceHandlingOption|Marker|MaxItems)(\.|$)/

/** Only the role's own policies: neither those of buckets and keys, nor a session's, nor the organization's (IAM User Guide). */
function simulatePrincipalPolicy(form: URLSearchParams, { world, principal }: Context): XmlElement[] {
  const unsupported = [...form.keys()].find((name) => UNSUPPORTED.test(name))
  if (unsupported !== undefined) {
    throw new ServiceError(501, 'NotImplemented', `The emulated IAM does not support the parameter ${unsupported}`)
  }
  const source = form.get('PolicySourceArn') ?? ''
  authorize(world, principal, { action: 'iam:SimulatePrincipalPolicy', resource: source, context: {} })
  const role = world.roles.get(source)
  if (role === undefined) throw noSuchRole(source.split('/').at(-1) ?? '')
  const resources = readList(form, 'ResourceArns')
  const context = readContext(form)
  const results = readList(form, 'ActionNames').map((action) =>
    renderResult(
      action,
      (resources.length === 0 ? ['*'] : resources).map((resource) => ({
        resource,
        ...simulatePolicies(role.policies, { action, resource, context }, answerTo(world, 'simulated-keys')),
      })),
    ),
  )
  return [element('IsTruncated', false), element('EvaluationResults', results)]
}

type ResourceResult = ReturnType<typeof simulatePolicies> & { readonly resource: string }

/** IAM API Reference, "EvaluationResult": with resources in the request, missing keys stand with each of them. */
function renderResult(action: string, results: readonly ResourceResult[]): XmlElement {
  const [first] = results
  return element('member', [
    element('EvalActionName', action),
    element('EvalResourceName', first?.resource ?? '*'),
    element('EvalDecision', first?.decision ?? 'implicitDeny'),
    element('MatchedStatements', []),
    element('MissingContextValues', []),
    element(
      'ResourceSpecificResults',
      results.map(({ resource, decision, missingKeys }) =>
        element('member', [
          element('EvalResourceName', resource),
          element('EvalResourceDecision', decision),
          element('MatchedStatements', []),
          element(
            'MissingContextValues',
            missingKeys.map((key) => element('member', key)),
          ),
        ]),
      ),
    ),
  ])
}

/** `Name.member.1`, `Name.member.2`, … */
function readList(form: URLSearchParams, name: string): string[] {
  const values: string[] = []
  for (let at = 1; ; at += 1) {
    const value = form.get(`${name}.member.${at}`)
    if (value === null) return values
    values.push(value)
  }
}

function readContext(form: URLSearchParams): Record<string, readonly string[]> {
  const context: Record<string, readonly string[]> = {}
  for (let at = 1; ; at += 1) {
    const entry = `ContextEntries.member.${at}`
    const key = form.get(`${entry}.ContextKeyName`)
    if (key === null) return context
    context[key.toLowerCase()] = readList(form, `${entry}.ContextKeyValues`)
  }
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['GetRole', getRole],
  ['SimulatePrincipalPolicy', simulatePrincipalPolicy],
])
